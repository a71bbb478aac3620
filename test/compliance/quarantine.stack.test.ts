import { describe, expect, test } from 'vitest';
import { neverQuarantined } from '../../lambda/incident/containment/needs.ts';
import { functions } from '../../lib/functions.ts';
import { callsOf } from './calls.ts';
import { deployment } from './deployment.ts';
import type { PolicyDocument } from './deployment.ts';
import { account } from './literals.ts';
import { allowed, asAdministrator, decide, refused } from './simulate.ts';
import type { Call } from './simulate.ts';
import { every } from '../stacks/templates.ts';

describe.each(['dev', 'prod'] as const)('the function that quarantines others, in %s', (stage) => {
  const where = deployment(stage);
  const found = (name: string) => {
    const one = where.functions.find((each) => each.name === name);
    if (one === undefined) throw new Error(`${name} is not deployed`);
    return one;
  };
  const { role, variables } = found('quarantine');
  const { policyArn } = JSON.parse(variables['CUSTOS_QUARANTINE_AT'] ?? '{}') as {
    policyArn: string;
  };
  const others = functions.map(({ name }) => name);
  const contained = others.filter((name) => !neverQuarantined.includes(name));
  const change = (verb: string, resource: string, policy = policyArn): Call => ({
    action: `iam:${verb}`,
    resource,
    context: { 'iam:PolicyARN': policy },
  });

  test('attaches the policy to every function but those that undo it, and detaches it', async () => {
    const calls = contained.flatMap((name) => [
      change('AttachRolePolicy', found(name).role.arn),
      change('DetachRolePolicy', found(name).role.arn),
    ]);

    expect(contained.length).toBeGreaterThan(20);
    expect(await refused(where, role, calls)).toEqual([]);
  });

  test('changes no other role: its own, those that undo it, the deployment, the audit', async () => {
    const arn = (name: string) => `arn:aws:iam::${account}:role/${name}`;
    const roles = [
      ...neverQuarantined.map((name) => found(name).role.arn),
      arn('Administrators'),
      arn(`cdk-hnb659fds-cfn-exec-role-${account}-eu-central-1`),
      ...where.roles
        .map((each) => each.arn)
        .filter((each) => !where.functions.some((one) => one.role.arn === each)),
    ];
    const calls = roles.flatMap((each) => [
      change('AttachRolePolicy', each),
      change('DetachRolePolicy', each),
    ]);

    expect(roles.length).toBeGreaterThan(neverQuarantined.length + 2);
    expect(await allowed(where, role, calls)).toEqual([]);
  });

  const target = found('record-api').role.arn;
  const forbidden: readonly Call[] = [
    change('AttachRolePolicy', target, 'arn:aws:iam::aws:policy/AdministratorAccess'),
    change('AttachRolePolicy', target, `${policyArn}-2`),
    change('DetachRolePolicy', target, `arn:aws:iam::${account}:policy/custos/other`),
    { action: 'iam:PutRolePolicy', resource: target },
    { action: 'iam:DeleteRolePolicy', resource: target },
    { action: 'iam:UpdateAssumeRolePolicy', resource: target },
    { action: 'iam:DeleteRolePermissionsBoundary', resource: target },
    { action: 'iam:CreatePolicyVersion', resource: policyArn },
    { action: 'iam:DeletePolicy', resource: policyArn },
    { action: 'kms:DisableKey', resource: where.arnOf('AWS::KMS::Key', 'KeysSubjectKeys') },
    {
      action: 'dynamodb:GetItem',
      resource: where.arnOf('AWS::DynamoDB::Table', 'Records'),
    },
  ];

  test('attaches no other policy, writes none, and reaches no key and no table', async () => {
    expect(await allowed(where, role, forbidden)).toEqual([]);
  });

  test('even with AdministratorAccess it attaches that policy only: the boundary says so', async () => {
    expect(await allowed(where, asAdministrator(role), forbidden)).toEqual([]);
  });

  test('no other function may attach a policy, even with AdministratorAccess', async () => {
    for (const { name, role: other } of where.functions.filter(
      (one) => one.name !== 'quarantine',
    )) {
      if (other.boundary === undefined) continue;
      const call = change('AttachRolePolicy', target);
      expect(await decide(where, asAdministrator(other), call), name).not.toBe('Allowed');
    }
  });

  test.each(contained)('%s can do none of its needs while the policy is attached', async (name) => {
    const facts = functions.find((one) => one.name === name)!;
    const deployed = found(name);
    const [, resource] = every(where.synthesized.service, 'AWS::IAM::ManagedPolicy').find(([id]) =>
      id.startsWith('QuarantinePolicy'),
    )!;
    const policy = where.literal(
      'service',
      resource.Properties['PolicyDocument'],
    ) as PolicyDocument;
    const quarantined = { ...deployed.role, policies: [...deployed.role.policies, policy] };

    const calls = callsOf(where, facts, deployed);

    expect(calls.length).toBeGreaterThan(1);
    expect(await allowed(where, quarantined, calls)).toEqual([]);
  });
});
