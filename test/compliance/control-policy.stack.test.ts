import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { deployment } from './deployment.ts';
import type { PolicyDocument } from './deployment.ts';
import { account, region } from './literals.ts';
import { allowed, asAdministrator, minted, refused, outsider } from './simulate.ts';
import type { Call } from './simulate.ts';

const { functions } = deployment('prod');
const where = {
  resourcePolicies: new Map<string, PolicyDocument>(),
  controlPolicy: JSON.parse(
    readFileSync('docs/service-control-policy.json', 'utf8'),
  ) as PolicyDocument,
};
const deployRole = `cdk-hnb659fds-cfn-exec-role-${account}-${region}`;
const deployRoleArn = `arn:aws:iam::${account}:role/${deployRole}`;
const makingRoles = [
  'AttachRolePolicy',
  'CreateRole',
  'DeleteRolePermissionsBoundary',
  'PutRolePermissionsBoundary',
  'PutRolePolicy',
  'TagRole',
  'UpdateAssumeRolePolicy',
].map((verb) => `iam:${verb}`);

const onRoles: readonly Call[] = functions.flatMap(({ role }) =>
  [...makingRoles, 'iam:PassRole'].map((action) => ({ action, resource: role.arn })),
);
const onCode: readonly Call[] = functions.flatMap(({ arn }) =>
  ['CreateFunction', 'UpdateFunctionCode', 'UpdateFunctionConfiguration'].map((verb) => ({
    action: `lambda:${verb}`,
    resource: arn,
  })),
);
const onDeployRole: readonly Call[] = makingRoles.map((action) => ({
  action,
  resource: deployRoleArn,
}));

describe('with docs/service-control-policy.json', () => {
  test('no administrator can create or change a role or the code of a function, or the deployment role', async () => {
    expect(functions.length).toBeGreaterThan(10);
    const calls = [...onRoles, ...onCode, ...onDeployRole];

    expect(await allowed(where, outsider, calls)).toEqual([]);
    expect(await allowed(where, asAdministrator(functions[0]!.role), calls)).toEqual([]);
  });

  test('a deployment can, but cannot change its own role', async () => {
    expect(await refused(where, minted(deployRole), [...onRoles, ...onCode])).toEqual([]);
    expect(await allowed(where, minted(deployRole), onDeployRole)).toEqual([]);
  });

  test('cdk bootstrap can create the deployment role, but no role of a function', async () => {
    const bootstrapping = minted('BootstrapAdministrators');

    expect(await refused(where, bootstrapping, onDeployRole)).toEqual([]);
    expect(await allowed(where, bootstrapping, onRoles)).toEqual([]);
  });

  test('other roles and functions of the account are not affected', async () => {
    expect(
      await refused(where, outsider, [
        { action: 'iam:CreateRole', resource: `arn:aws:iam::${account}:role/other` },
        {
          action: 'lambda:UpdateFunctionCode',
          resource: `arn:aws:lambda:${region}:${account}:function:other`,
        },
      ]),
    ).toEqual([]);
  });
});

test('without it an IAM administrator can assume the role of a function, as SECURITY.md says', async () => {
  const [role] = functions.map((each) => each.role);

  expect(
    await refused({ resourcePolicies: where.resourcePolicies }, outsider, [
      { action: 'iam:UpdateAssumeRolePolicy', resource: role!.arn },
    ]),
  ).toEqual([]);
  expect(readFileSync('SECURITY.md', 'utf8')).toContain(
    'An IAM administrator can become a function',
  );
});
