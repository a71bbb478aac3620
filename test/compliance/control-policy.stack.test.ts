import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { detections } from '../../lib/audit/detections.ts';
import { logFilters } from '../../lib/audit/log-filters.ts';
import { watchedCalls } from '../../lib/audit/watched-calls.ts';
import { deployment } from './deployment.ts';
import type { PolicyDocument } from './deployment.ts';
import { account, region } from './literals.ts';
import { allowed, asAdministrator, minted, refused, outsider } from './simulate.ts';
import type { Call } from './simulate.ts';

const prod = deployment('prod');
const { functions } = prod;
const where = {
  resourcePolicies: new Map<string, PolicyDocument>(),
  controlPolicy: JSON.parse(
    readFileSync('docs/service-control-policy.json', 'utf8'),
  ) as PolicyDocument,
};
/** KMS asks the policy of the key as well; without it no call on a key would be allowed. */
const otherKey = `arn:aws:kms:${region}:${account}:key/0e1f2a3b-0000-4000-8000-000000000000`;
const withKeys = {
  ...where,
  resourcePolicies: new Map([
    ...[...prod.resourcePolicies].filter(([arn]) => arn.startsWith('arn:aws:kms:')),
    [otherKey, asKeysOfTheConsole()] as const,
  ]),
};
const deployRole = `cdk-hnb659fds-cfn-exec-role-${account}-${region}`;
const deployRoleArn = `arn:aws:iam::${account}:role/${deployRole}`;
const makingRoles = [
  'AttachRolePolicy',
  'CreateRole',
  'DeleteRole',
  'DeleteRolePermissionsBoundary',
  'DeleteRolePolicy',
  'DetachRolePolicy',
  'PutRolePermissionsBoundary',
  'PutRolePolicy',
  'TagRole',
  'UntagRole',
  'UpdateAssumeRolePolicy',
  'UpdateRole',
].map((verb) => `iam:${verb}`);

/** A service control policy binds the root user of the account, too. */
const rootUser = { ...outsider, arn: `arn:aws:iam::${account}:root` };

const onRoles: readonly Call[] = functions.flatMap(({ role }) =>
  [...makingRoles, 'iam:PassRole'].map((action) => ({ action, resource: role.arn })),
);
const onCode: readonly Call[] = functions.flatMap(({ arn }) =>
  ['AddPermission', 'CreateFunction', 'UpdateFunctionCode', 'UpdateFunctionConfiguration'].map(
    (verb) => ({ action: `lambda:${verb}`, resource: arn }),
  ),
);
/** A policy of a function, as templates make it, and a version of it that allows more. */
const onPolicies: readonly Call[] = ['CreatePolicyVersion', 'SetDefaultPolicyVersion'].map(
  (verb) => ({
    action: `iam:${verb}`,
    resource: `arn:aws:iam::${account}:policy/custos/${region}/prod/boundary`,
  }),
);
const trails = ['management', 'data'].map(
  (name) => `arn:aws:cloudtrail:${region}:${account}:trail/custos-prod-${name}-${region}`,
);
const onTrails: readonly Call[] = trails.flatMap((resource) =>
  watchedCalls.trails.map((call) => ({ action: `cloudtrail:${call}`, resource })),
);
const policied = (service: string): string[] =>
  [...prod.resourcePolicies.keys()].filter((arn) => arn.startsWith(`arn:aws:${service}:`));
const trailBuckets = policied('s3').filter((arn) => arn.includes('-audit-'));
const onTrailBuckets: readonly Call[] = trailBuckets.flatMap((resource) => [
  ...['DeleteBucketPolicy', 'PutBucketPolicy', 'PutLifecycleConfiguration', 'DeleteBucket'].map(
    (verb) => ({ action: `s3:${verb}`, resource }),
  ),
  { action: 's3:BypassGovernanceRetention', resource: `${resource}/AWSLogs/file` },
]);
/** What reports: rules, which the dead-letter queues name, and topics. */
const rules = prod.undelivered.map(({ source }) => source).filter((arn) => arn.includes(':rule/'));
const onReports: readonly Call[] = [
  ...rules.flatMap((resource) =>
    ['DeleteRule', 'DisableRule', 'RemoveTargets'].map((verb) => ({
      ...{ action: `events:${verb}`, resource },
    })),
  ),
  ...policied('sns').map((resource) => ({ action: 'sns:DeleteTopic', resource })),
];
const deployed = { 'aws:ResourceTag/custos:deployment': 'prod' };
const onKeys: readonly Call[] = policied('kms').flatMap((resource) =>
  ['DisableKey', 'PutKeyPolicy', 'ScheduleKeyDeletion', 'UntagResource'].map((verb) => ({
    ...{ action: `kms:${verb}`, resource, context: deployed },
  })),
);
const onTables: readonly Call[] = policied('dynamodb').flatMap((resource) =>
  ['DeleteResourcePolicy', 'PutResourcePolicy'].map((verb) => ({
    ...{ action: `dynamodb:${verb}`, resource },
  })),
);
const onDeployments = [
  ...[...onRoles, ...onCode, ...onPolicies],
  ...[...onTrails, ...onTrailBuckets, ...onReports],
];
const onDeployRole: readonly Call[] = makingRoles.map((action) => ({
  action,
  resource: deployRoleArn,
}));

describe('with docs/service-control-policy.json', () => {
  test('no administrator can create or change a role or the code of a function, or the deployment role', async () => {
    expect(functions.length).toBeGreaterThan(10);
    const calls = [...onRoles, ...onCode, ...onPolicies, ...onDeployRole];

    expect(await allowed(where, outsider, calls)).toEqual([]);
    expect(await allowed(where, asAdministrator(functions[0]!.role), calls)).toEqual([]);
  });

  test('a deployment can, but cannot change its own role', async () => {
    const calls = [...onDeployments, ...onKeys, ...onTables];
    expect(await refused(withKeys, minted(deployRole), calls)).toEqual([]);
    expect(await allowed(where, minted(deployRole), onDeployRole)).toEqual([]);
  });

  test.each([
    ['stop or change a trail', onTrails, 10],
    ['open the bucket of the trails, or take its lock away', onTrailBuckets, 10],
    ['silence what reports', onReports, 20],
    ['end a key, open it or take off its tags', onKeys, 20],
    ['change the policy of a table', onTables, 4],
  ])('no administrator can %s', async (_, calls, atLeast) => {
    const { resourcePolicies } = withKeys;
    expect(calls.length).toBeGreaterThanOrEqual(atLeast);
    expect(await refused({ resourcePolicies }, outsider, calls)).toEqual([]);

    expect(await allowed(withKeys, outsider, calls)).toEqual([]);
    expect(await allowed(withKeys, asAdministrator(functions[0]!.role), calls)).toEqual([]);
    expect(await allowed(withKeys, rootUser, calls)).toEqual([]);
  });

  test('no one reads what logs mask, nor takes the account out of the organization', async () => {
    const calls = [
      {
        action: 'logs:Unmask',
        resource: `arn:aws:logs:${region}:${account}:log-group:${functions[0]!.logGroup}:*`,
      },
      { action: 'organizations:LeaveOrganization', resource: '*' },
    ];

    expect(await allowed(where, outsider, calls)).toEqual([]);
    expect(await allowed(where, minted(deployRole), calls)).toEqual([]);
  });

  test('the policy of the quarantine can be attached; only a deployment and the function detach it', async () => {
    const quarantine = functions.find(({ name }) => name === 'quarantine')!;
    const { policyArn } = JSON.parse(quarantine.variables['CUSTOS_QUARANTINE_AT'] ?? '') as {
      policyArn: string;
    };
    const resource = functions.find(({ name }) => name === 'record-api')!.role.arn;
    const call = (verb: string, policy = policyArn): Call => ({
      ...{ action: `iam:${verb}`, resource, context: { 'iam:PolicyARN': policy } },
    });
    const other = 'arn:aws:iam::aws:policy/AdministratorAccess';
    const both = [call('AttachRolePolicy'), call('DetachRolePolicy')];

    expect(await refused(where, quarantine.role, both)).toEqual([]);
    expect(await refused(where, minted(deployRole), both)).toEqual([]);
    expect(await refused(where, outsider, [call('AttachRolePolicy')])).toEqual([]);
    expect(
      await allowed(where, outsider, [call('DetachRolePolicy'), call('AttachRolePolicy', other)]),
    ).toEqual([]);
  });

  test('a deletion of a key is cancelled, and a trail is started again, without a deployment', async () => {
    expect(
      await refused(withKeys, outsider, [
        ...policied('kms').flatMap((resource) =>
          ['CancelKeyDeletion', 'EnableKey'].map((verb) => ({
            ...{ action: `kms:${verb}`, resource, context: deployed },
          })),
        ),
        ...trails.map((resource) => ({ action: 'cloudtrail:StartLogging', resource })),
      ]),
    ).toEqual([]);
  });

  test('fits into a policy of AWS Organizations', () => {
    // AWS Organizations User Guide, Quotas: 5,120 characters at least, without white space.
    expect(JSON.stringify(where.controlPolicy).length).toBeLessThan(5_120);
  });

  test('cdk bootstrap can create the deployment role, but no role of a function', async () => {
    const bootstrapping = minted('BootstrapAdministrators');

    expect(await refused(where, bootstrapping, onDeployRole)).toEqual([]);
    expect(await allowed(where, bootstrapping, onRoles)).toEqual([]);
  });

  test('other resources of the account are not affected', async () => {
    expect(
      await refused(withKeys, outsider, [
        { action: 'iam:CreateRole', resource: `arn:aws:iam::${account}:role/other` },
        {
          action: 'lambda:UpdateFunctionCode',
          resource: `arn:aws:lambda:${region}:${account}:function:other`,
        },
        {
          action: 'cloudtrail:StopLogging',
          resource: `arn:aws:cloudtrail:${region}:${account}:trail/other`,
        },
        { action: 's3:PutBucketPolicy', resource: 'arn:aws:s3:::other' },
        {
          action: 'kms:ScheduleKeyDeletion',
          resource: otherKey,
        },
      ]),
    ).toEqual([]);
  });
});

test('each act of an IAM administrator in SECURITY.md names detections and filters that there are', () => {
  const [, section = ''] = readFileSync('SECURITY.md', 'utf8').split('## An administrator of IAM');
  const rows = section
    .replace(/\n## [^]*/, '')
    .split('\n')
    .filter((line) => /^\| (?!an administrator|-)/.test(line));
  const reportedBy = rows.map(
    (row) =>
      row
        .split('|')
        .at(-2)
        ?.match(/(?<=`)\w+(?=`)/g) ?? [],
  );

  expect(rows.length).toBeGreaterThan(5);
  for (const names of reportedBy) expect(names.length).toBeGreaterThan(0);
  const known: readonly string[] = [...detections, ...logFilters].map(({ id }) => id);
  expect(reportedBy.flat().filter((name) => !known.includes(name))).toEqual([]);
});

test('without it an IAM administrator can assume the role of a function, as SECURITY.md says', async () => {
  const [role] = functions.map((each) => each.role);

  expect(
    await refused({ resourcePolicies: where.resourcePolicies }, outsider, [
      { action: 'iam:UpdateAssumeRolePolicy', resource: role!.arn },
    ]),
  ).toEqual([]);
  expect(readFileSync('SECURITY.md', 'utf8')).toContain(
    'become a function: its trust policy, its code, or a role of its exact name',
  );
});

/** The policy that KMS gives a key which is created without one. */
function asKeysOfTheConsole(): PolicyDocument {
  const Principal = { AWS: `arn:aws:iam::${account}:root` };
  return {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal, Action: 'kms:*', Resource: '*' }],
  };
}
