import type { App } from 'aws-cdk-lib';
import { describe, expect, test } from 'vitest';
import { systemFunctionsOf } from '../../lib/system-functions.ts';
import { loadPolicyOrThrow } from '../../lib/policy/loader.ts';
import { tables } from '../../lib/tables.ts';
import { constructId } from '../../lib/facts.ts';
import { functions } from '../../lib/functions.ts';
import { policyWith, someSystems } from '../support/systems-policy.ts';
import { synthesizeWith } from '../stacks/templates.ts';
import { callsOf, connectorCalls } from './calls.ts';
import { deploy } from './deployment.ts';
import type { Deployment, PolicyDocument } from './deployment.ts';
import { administeringKeys, escaping, usingOthersKeys } from './forbidden-calls.ts';
import { account, region } from './literals.ts';
import { findings } from './packs.ts';
import { allowed, asAdministrator, refused } from './simulate.ts';
import type { Call } from './simulate.ts';

const policyDirectory = policyWith(someSystems);
const connectors = systemFunctionsOf(loadPolicyOrThrow(policyDirectory));
let app: App | undefined;
const deployed = deploy(
  synthesizeWith('prod', (made) => {
    app = made;
    return { policyDirectory };
  }),
);
/** The policy of a key of the operator, as AWS makes it: IAM policies of the account decide. */
const keyPolicy: PolicyDocument = {
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: { AWS: `arn:aws:iam::${account}:root` },
      Action: 'kms:*',
      Resource: '*',
    },
  ],
};
const where: Deployment = {
  ...deployed,
  resourcePolicies: new Map([
    ...deployed.resourcePolicies,
    ...['Conversations', 'Notes'].map(
      (table) => [`arn:aws:kms:${region}:${account}:key/of-${table}`, keyPolicy] as const,
    ),
  ]),
};
const roleOf = (name: string) => deployedAs(name).role;
const deployedAs = (name: string) => {
  const found = where.functions.find((each) => each.name === name);
  if (found === undefined) throw new Error(`${name} is not deployed`);
  return found;
};
const callsOn = (facts: (typeof connectors)[number]): readonly Call[] =>
  facts.needs.flatMap((need) => ('system' in need ? connectorCalls(need.system.connector) : []));

/** Everything of Custos that a connector could be tempted by. */
const ofCustos: readonly Call[] = [
  ...tables.flatMap(({ name }) =>
    ['GetItem', 'Query', 'Scan', 'DeleteItem', 'UpdateItem', 'PartiQLInsert'].map((verb) => ({
      action: `dynamodb:${verb}`,
      resource: where.arnOf('AWS::DynamoDB::Table', constructId(name)),
    })),
  ),
  ...['Exports', 'Media'].flatMap((bucket) =>
    ['GetObject', 'PutObject', 'DeleteObject'].map((verb) => ({
      action: `s3:${verb}`,
      resource: `${where.arnOf('AWS::S3::Bucket', bucket)}/exports/one.zip`,
    })),
  ),
  ...where.functions.map(({ arn }) => ({ action: 'lambda:InvokeFunction', resource: arn })),
  ...administeringKeys(where),
  ...escaping(where),
];

describe.each(connectors)('the function $name', (facts) => {
  test('can do what its connector needs on its own target', async () => {
    const calls = callsOf(where, facts, deployedAs(facts.name));

    expect(calls.length).toBeGreaterThan(1);
    expect(await refused(where, roleOf(facts.name), calls)).toEqual([]);
  });

  // With the administrator policy only the boundary and the policies of resources remain.
  test('even with AdministratorAccess, reaches no other target and nothing of Custos', async () => {
    const others = connectors.filter(({ name }) => name !== facts.name).flatMap(callsOn);
    const administrator = asAdministrator(roleOf(facts.name));

    expect(others.length).toBeGreaterThan(5);
    expect(await allowed(where, administrator, others)).toEqual([]);
    expect(await allowed(where, administrator, ofCustos)).toEqual([]);
    expect(await allowed(where, administrator, usingOthersKeys(where, facts))).toEqual([]);
  });
});

test('the public packs have no finding that is not acknowledged', () => {
  expect(app && findings(app)).toEqual([]);
});

test('no function but the one that carries requests calls a connector', async () => {
  const calls = connectors.map(({ name }) => ({
    action: 'lambda:InvokeFunction',
    resource: deployedAs(name).arn,
  }));

  for (const { name, needs } of functions) {
    const may = needs.some((need) => 'systems' in need) ? calls : [];
    expect(await allowed(where, roleOf(name), calls), name).toHaveLength(may.length);
  }
});
