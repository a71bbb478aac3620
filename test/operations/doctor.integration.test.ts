import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { examine } from '../../cli/doctor/check.ts';
import { checks } from '../../cli/doctor/checks.ts';
import type { Outcome } from '../../cli/doctor/outcome.ts';
import { stages } from '../../lib/stages.ts';
import type { StageName } from '../../lib/stages.ts';
import { awsServer } from './aws-server.ts';
import type { Replies, Reply } from './aws-server.ts';
import { soundMail } from './mail-replies.ts';

const now = Date.parse('2026-11-24T12:00:00Z');
const at = (milliseconds: number) => new Date(milliseconds).toUTCString();

const identity = (arn: string, date = at(now)): Reply => ({
  headers: { date },
  body: `<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult><Arn>${arn}</Arn><UserId>AROA:me</UserId><Account>111122223333</Account></GetCallerIdentityResult></GetCallerIdentityResponse>`,
});
const role = 'arn:aws:sts::111122223333:assumed-role/Deployer/me';

const durablePath =
  'lambda GET /2025-12-01/functions/custos-doctor-asks-for-no-function/durable-executions';
const keySpecs = (...names: string[]): Reply => ({
  error: 'ValidationException',
  message: `1 validation error detected: Value 'CUSTOS_DOCTOR_ASKS_WHICH' at 'keySpec' failed to satisfy constraint: Member must satisfy enum value set: [${names.join(', ')}]`,
});
const concurrency = (limit: number, free: number): Reply => ({
  body: { AccountLimit: { ConcurrentExecutions: limit, UnreservedConcurrentExecutions: free } },
});

interface StackFacts {
  readonly name: string;
  /** The role with which CloudFormation deploys; none if the caller's credentials were used. */
  readonly role?: string;
  readonly status?: string;
  readonly protected?: boolean;
  readonly drift?: string;
  readonly created?: string;
  readonly updated?: string;
  readonly outputs?: Readonly<Record<string, string>>;
}
const stacks = (...facts: readonly StackFacts[]): Reply => ({
  body: `<DescribeStacksResponse xmlns="http://cloudformation.amazonaws.com/doc/2010-05-15/"><DescribeStacksResult><Stacks>${facts
    .map(
      (stack) =>
        `<member><StackName>${stack.name}</StackName><StackId>arn:aws:cloudformation:eu-central-1:111122223333:stack/${stack.name}/1</StackId>${stack.role === undefined ? '' : `<RoleARN>${stack.role}</RoleARN>`}<CreationTime>${stack.created ?? '2026-11-01T00:00:00Z'}</CreationTime>${stack.updated === undefined ? '' : `<LastUpdatedTime>${stack.updated}</LastUpdatedTime>`}<StackStatus>${stack.status ?? 'UPDATE_COMPLETE'}</StackStatus><EnableTerminationProtection>${stack.protected ?? true}</EnableTerminationProtection><DriftInformation><StackDriftStatus>${stack.drift ?? 'IN_SYNC'}</StackDriftStatus><LastCheckTimestamp>2026-11-23T00:00:00Z</LastCheckTimestamp></DriftInformation><Outputs>${Object.entries(
          stack.outputs ?? {},
        )
          .map(
            ([key, value]) =>
              `<member><OutputKey>${key}</OutputKey><OutputValue>${value}</OutputValue></member>`,
          )
          .join('')}</Outputs></member>`,
    )
    .join('')}</Stacks></DescribeStacksResult></DescribeStacksResponse>`,
});

const deployerArn =
  'arn:aws:iam::111122223333:role/cdk-hnb659fds-cfn-exec-role-111122223333-eu-central-1';
const cloudFormation = (operation: string, result: string): Reply => ({
  body: `<${operation}Response xmlns="http://cloudformation.amazonaws.com/doc/2010-05-15/"><${operation}Result>${result}</${operation}Result></${operation}Response>`,
});

interface ResourceFacts {
  readonly id: string;
  readonly type: string;
  readonly name: string;
  readonly status?: string;
}
const stackResources = (...facts: readonly ResourceFacts[]): Reply =>
  cloudFormation(
    'ListStackResources',
    `<StackResourceSummaries>${facts
      .map(
        ({ id, type, name, status = 'CREATE_COMPLETE' }) =>
          `<member><LogicalResourceId>${id}</LogicalResourceId><PhysicalResourceId>${name}</PhysicalResourceId><ResourceType>${type}</ResourceType><ResourceStatus>${status}</ResourceStatus></member>`,
      )
      .join('')}</StackResourceSummaries>`,
  );
const stackPolicy = (body: string): Reply =>
  cloudFormation('GetStackPolicy', `<StackPolicyBody>${body}</StackPolicyBody>`);
const bootstrapRole = (name: string): Reply =>
  cloudFormation(
    'DescribeStackResource',
    `<StackResourceDetail><PhysicalResourceId>${name}</PhysicalResourceId></StackResourceDetail>`,
  );

const tagged = (...arns: readonly string[]): Reply => ({
  body: { ResourceTagMappingList: arns.map((ResourceARN) => ({ ResourceARN })) },
});
const tablePolicy = (...roles: readonly string[]): Reply => ({
  body: {
    Policy: JSON.stringify({
      Statement: [
        { Effect: 'Deny', Principal: '*', Action: ['dynamodb:PutItem'], Resource: '*' },
        {
          Effect: 'Deny',
          Principal: '*',
          Action: ['dynamodb:DeleteTable', 'dynamodb:UpdateTable'],
          Resource: '*',
          Condition: { ArnNotLike: { 'aws:PrincipalArn': roles } },
        },
      ],
    }),
  },
});

const trailArn = 'arn:aws:cloudtrail:eu-central-1:111122223333:trail/all';
const logPolicies = (first: string): Reply => ({
  body: {
    resourcePolicies: [first, ...Array.from({ length: 9 }, (_, index) => `other-${index}`)].map(
      (policyName) => ({ policyName }),
    ),
  },
});
/** By category, which each selector has to name. */
const advancedSelectors = ({
  management,
  tables,
}: Readonly<
  Partial<Record<'management' | 'tables', Readonly<Record<string, object>>>>
>): Reply => ({
  body: {
    AdvancedEventSelectors: Object.entries({ Management: management, Data: tables }).flatMap(
      ([category, fields]) =>
        fields === undefined
          ? []
          : {
              FieldSelectors: [
                { Field: 'eventCategory', Equals: [category] },
                ...Object.entries(fields).map(([Field, is]) => ({ Field, ...is })),
              ],
            },
    ),
  },
});
const selectors = (...found: readonly object[]): Reply => ({ body: { EventSelectors: found } });

/** Every quota of every service, higher than needed. */
const quotas = (value: number): Reply => ({
  body: {
    Quotas: [
      'Throttle rate',
      'Throttle burst rate',
      'Maximum integration timeout in milliseconds',
      'Cryptographic operations (symmetric) request rate',
      'Cryptographic operations (ECC) request rate',
      'Maximum number of tables',
      'Elastic network interfaces per VPC',
    ].map((QuotaName) => ({ QuotaName, Value: value })),
  },
});

const quarantinePolicy =
  'arn:aws:iam::111122223333:policy/custos/eu-central-1/prod/custos-prod-quarantine-policy-eu-central-1';
const rolesOf = (...names: readonly string[]): Reply => ({
  body: `<ListEntitiesForPolicyResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/"><ListEntitiesForPolicyResult><PolicyRoles>${names
    .map((name) => `<member><RoleName>${name}</RoleName><RoleId>${name}</RoleId></member>`)
    .join('')}</PolicyRoles></ListEntitiesForPolicyResult></ListEntitiesForPolicyResponse>`,
});

/** An account without findings. */
const sound: Replies = {
  'sts GetCallerIdentity': identity(role),
  [durablePath]: { error: 'ResourceNotFoundException', status: 404 },
  'kms CreateKey': keySpecs('RSA_2048', 'ECC_NIST_P256', 'ECC_NIST_EDWARDS25519'),
  'lambda GET /2016-08-19/account-settings': concurrency(1_000, 1_000),
  'servicequotas ListServiceQuotas': quotas(100_000),
  'apigateway GET /account': { body: {} },
  'cloudtrail DescribeTrails': { body: { trailList: [{ Name: 'all', TrailARN: trailArn }] } },
  'cloudtrail GetTrailStatus': { body: { IsLogging: true } },
  'cloudtrail GetEventSelectors': advancedSelectors({
    management: {},
    tables: { 'resources.type': { Equals: ['AWS::DynamoDB::Table'] } },
  }),
  'events ListRules': { body: { Rules: [{ Name: 'Custos-prod-Service-Rule', State: 'ENABLED' }] } },
  'logs DescribeResourcePolicies': { body: { resourcePolicies: [{ policyName: 'other' }] } },
  'cloudformation ListStackResources': stackResources(
    { id: 'OutboxResource1', type: 'AWS::DynamoDB::Table', name: 'Custos-prod-Data-Ledger' },
    { id: 'Key', type: 'AWS::KMS::Key', name: '1234abcd' },
    { id: 'QuarantinePolicy', type: 'AWS::IAM::ManagedPolicy', name: quarantinePolicy },
    { id: 'Firewall', type: 'AWS::Logs::LogGroup', name: 'aws-waf-logs-custos' },
  ),
  'dynamodb GetResourcePolicy': tablePolicy(deployerArn),
  'dynamodb DescribeTable': { body: { Table: { TableStatus: 'ACTIVE' } } },
  'kms DescribeKey': { body: { KeyMetadata: { KeyId: '1234abcd', KeyState: 'Enabled' } } },
  'cloudformation GetStackPolicy': stackPolicy(
    readFileSync('docs/stack-policy.json', 'utf8').replaceAll('"', '&quot;'),
  ),
  'tagging GetResources': tagged(
    'arn:aws:dynamodb:eu-central-1:111122223333:table/Custos-prod-Data-Ledger',
    'arn:aws:kms:eu-central-1:111122223333:key/1234abcd',
    'arn:aws:logs:eu-central-1:111122223333:log-group:aws-waf-logs-custos',
  ),
  'iam ListEntitiesForPolicy': rolesOf(),
  'ssm GetParameter': { body: { Parameter: { Value: '28' } } },
  'cloudformation DescribeStacks': stacks(
    { name: 'CDKToolkit' },
    { name: 'Custos-prod-Data', role: deployerArn },
    { name: 'Custos-prod-Service', outputs: { MailIdentity: 'example.com' } },
    { name: 'Custos-prod-Watch' },
    { name: 'Custos-dev-Data', status: 'CREATE_FAILED' },
  ),
  ...soundMail,
};

async function examined(changes: Replies = {}, stage: StageName = 'prod') {
  const { endpoint, asked } = await awsServer({ ...sound, ...changes });
  const findings = await examine(checks, contextAt(endpoint, stage));
  return { findings, asked };
}

const contextAt = (endpoint: string, stage: StageName) => ({
  region: 'eu-central-1',
  stage: stages[stage],
  deployment: stage,
  qualifier: 'hnb659fds',
  client: {
    region: 'eu-central-1',
    endpoint,
    maxAttempts: 1,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  },
  now: () => now,
});

const of = (findings: readonly { check: string; outcome: Outcome }[], check: string) =>
  findings.filter((finding) => finding.check === check).map(({ outcome }) => outcome);

describe('custos doctor', () => {
  test('finds nothing in an account without faults', async () => {
    const { findings, asked } = await examined();

    expect(findings.filter(({ outcome }) => outcome.kind !== 'ok')).toEqual([]);
    expect(new Set(findings.map(({ check }) => check)).size).toBe(checks.length);
    expect(asked.length).toBeGreaterThan(checks.length);
  });

  test('only reads; the one key that it requests is of a type that KMS never creates', async () => {
    const { asked } = await examined();

    const writing = asked.filter(
      ({ operation }) => !/ (Get|List|Describe|GET |POST .*\/list-)/.test(operation),
    );
    expect(writing.map(({ operation }) => operation)).toEqual(['kms CreateKey']);
    expect(JSON.parse(writing[0]!.body)).toMatchObject({ KeySpec: 'CUSTOS_DOCTOR_ASKS_WHICH' });
  });

  test.each<[check: string, kind: Outcome['kind'], words: RegExp, changes: Replies]>([
    [
      'credentials',
      'failed',
      /not valid \(ExpiredToken\)/,
      { 'sts GetCallerIdentity': { error: 'ExpiredToken', status: 403 } },
    ],
    [
      'credentials',
      'attention',
      /root user of account 111122223333/,
      { 'sts GetCallerIdentity': identity('arn:aws:iam::111122223333:root') },
    ],
    [
      'clock',
      'failed',
      /600 s ahead of AWS/,
      { 'sts GetCallerIdentity': identity(role, at(now - 600_000)) },
    ],
    [
      'clock',
      'attention',
      /120 s behind AWS/,
      { 'sts GetCallerIdentity': identity(role, at(now + 120_000)) },
    ],
    [
      'durable functions',
      'failed',
      /knows no operation/,
      {
        [durablePath]: {
          error: 'ForbiddenException',
          message: 'Unable to determine service/operation name to be authorized',
          status: 403,
        },
      },
    ],
    [
      'Ed25519 keys',
      'failed',
      /makes no Ed25519 keys/,
      { 'kms CreateKey': keySpecs('RSA_2048', 'ECC_NIST_P256') },
    ],
    [
      'Ed25519 keys',
      'unknown',
      /kinds that do not exist/,
      { 'kms CreateKey': { body: { KeyMetadata: { KeyId: 'made-after-all' } } } },
    ],
    [
      'Ed25519 keys',
      'unknown',
      /not known/,
      { 'kms CreateKey': { error: 'ValidationException', message: 'no' } },
    ],
    [
      'concurrency',
      'attention',
      /10 of 10 .* need about 100/,
      { 'lambda GET /2016-08-19/account-settings': concurrency(10, 10) },
    ],
    [
      'quotas',
      'failed',
      /Maximum number of tables: 5, but stage prod needs/,
      { 'servicequotas ListServiceQuotas': quotas(5) },
    ],
    [
      'quotas',
      'unknown',
      /names no "Throttle rate" of apigateway/,
      { 'servicequotas ListServiceQuotas': { body: { Quotas: [] } } },
    ],
    ...(
      [
        ['ok', /^API Gateway logs with arn:aws:iam::111122223333:role\/old\.$/, {}],
        [
          'attention',
          /role\/old, which a first deployment replaces/,
          { 'cloudformation DescribeStacks': stacks() },
        ],
      ] as const
    ).map(([kind, words, changes]): [string, Outcome['kind'], RegExp, Replies] => [
      'API Gateway account',
      kind,
      words,
      {
        ...changes,
        'apigateway GET /account': {
          body: { cloudwatchRoleArn: 'arn:aws:iam::111122223333:role/old' },
        },
      },
    ]),
    [
      'quarantines',
      'attention',
      /role custos-prod-record-api-eu-central-1 is quarantined/,
      { 'iam ListEntitiesForPolicy': rolesOf('custos-prod-record-api-eu-central-1') },
    ],
    [
      'quarantines',
      'attention',
      /no policy for quarantines: no function can be quarantined/,
      {
        'cloudformation ListStackResources': stackResources({
          ...{ id: 'Other', type: 'AWS::IAM::ManagedPolicy' },
          name: quarantinePolicy.replace('-prod-', '-staging-'),
        }),
      },
    ],
    [
      'quarantines',
      'unknown',
      /Quarantined functions: the credentials may not ask/,
      { 'iam ListEntitiesForPolicy': { error: 'AccessDenied', status: 403 } },
    ],
    [
      'bootstrap',
      'failed',
      /not bootstrapped/,
      { 'ssm GetParameter': { error: 'ParameterNotFound' } },
    ],
    [
      'bootstrap',
      'failed',
      /version 5, 6 is needed/,
      { 'ssm GetParameter': { body: { Parameter: { Value: '5' } } } },
    ],
    [
      'bootstrap',
      'attention',
      /can be deleted/,
      { 'cloudformation DescribeStacks': stacks({ name: 'CDKToolkit', protected: false }) },
    ],
    [
      'bootstrap',
      'attention',
      /no stack CDKToolkit/,
      {
        'cloudformation DescribeStacks': {
          error: 'ValidationError',
          message: 'Stack with id CDKToolkit does not exist',
        },
      },
    ],
    [
      'stacks',
      'ok',
      /^prod is not deployed yet/,
      { 'cloudformation DescribeStacks': stacks({ name: 'Custos-dev-Data' }) },
    ],
    [
      'stacks',
      'failed',
      /Custos-prod-Data is UPDATE_ROLLBACK_FAILED/,
      {
        'cloudformation DescribeStacks': stacks({
          name: 'Custos-prod-Data',
          status: 'UPDATE_ROLLBACK_FAILED',
        }),
      },
    ],
    [
      'stacks',
      'failed',
      /Nothing watches Custos-prod-Service/,
      { 'cloudformation DescribeStacks': stacks({ name: 'Custos-prod-Service' }) },
    ],
    [
      'stacks',
      'failed',
      /watches functions of an earlier Custos-prod-Service/,
      {
        'cloudformation DescribeStacks': stacks(
          { name: 'Custos-prod-Service', created: '2026-11-20T00:00:00Z' },
          { name: 'Custos-prod-Watch', updated: '2026-11-19T00:00:00Z' },
        ),
      },
    ],
    [
      'stacks',
      'failed',
      /Custos-prod-Service calls functions of an earlier Custos-prod-Media/,
      {
        'cloudformation DescribeStacks': stacks(
          { name: 'Custos-prod-Media', created: '2026-11-20T00:00:00Z' },
          { name: 'Custos-prod-Service', updated: '2026-11-19T00:00:00Z' },
          { name: 'Custos-prod-Watch', updated: '2026-11-20T00:10:00Z' },
        ),
      },
    ],
    [
      'stacks',
      'failed',
      /Custos-prod-Service calls functions of an earlier Custos-prod-Learning/,
      {
        'cloudformation DescribeStacks': stacks(
          { name: 'Custos-prod-Learning', created: '2026-11-20T00:00:00Z' },
          { name: 'Custos-prod-Service', updated: '2026-11-19T00:00:00Z' },
          { name: 'Custos-prod-Watch', updated: '2026-11-20T00:10:00Z' },
        ),
      },
    ],
    [
      'stacks',
      'failed',
      /Custos-prod-Service calls functions of an earlier Custos-prod-Systems/,
      {
        'cloudformation DescribeStacks': stacks(
          { name: 'Custos-prod-Systems', created: '2026-11-20T00:00:00Z' },
          { name: 'Custos-prod-Service', updated: '2026-11-19T00:00:00Z' },
          { name: 'Custos-prod-Watch', updated: '2026-11-20T00:10:00Z' },
        ),
      },
    ],
    [
      'stacks',
      'failed',
      /Custos-prod-Web calls the API of an earlier Custos-prod-Service/,
      {
        'cloudformation DescribeStacks': stacks(
          { name: 'Custos-prod-Service', created: '2026-11-20T00:00:00Z' },
          { name: 'Custos-prod-Watch', updated: '2026-11-20T00:10:00Z' },
          { name: 'Custos-prod-Web', updated: '2026-11-19T00:00:00Z' },
        ),
      },
    ],
    [
      'stacks',
      'ok',
      /Custos-prod-Watch was updated since/,
      {
        'cloudformation DescribeStacks': stacks(
          { name: 'Custos-prod-Service', created: '2026-11-20T00:00:00Z' },
          { name: 'Custos-prod-Watch', updated: '2026-11-20T00:10:00Z' },
        ),
      },
    ],
    [
      'stacks',
      'attention',
      /went back to the version before/,
      {
        'cloudformation DescribeStacks': stacks({
          name: 'Custos-prod-Data',
          status: 'UPDATE_ROLLBACK_COMPLETE',
        }),
      },
    ],
    [
      'stacks',
      'attention',
      /UPDATE_IN_PROGRESS/,
      {
        'cloudformation DescribeStacks': stacks({
          name: 'Custos-prod-Data',
          status: 'UPDATE_IN_PROGRESS',
        }),
      },
    ],
    [
      'stacks',
      'failed',
      /can be deleted, though stage prod says otherwise/,
      { 'cloudformation DescribeStacks': stacks({ name: 'Custos-prod-Data', protected: false }) },
    ],
    [
      'stacks',
      'failed',
      /was changed by hand/,
      { 'cloudformation DescribeStacks': stacks({ name: 'Custos-prod-Data', drift: 'DRIFTED' }) },
    ],
    [
      'stacks',
      'attention',
      /No drift check/,
      {
        'cloudformation DescribeStacks': stacks({ name: 'Custos-prod-Data', drift: 'NOT_CHECKED' }),
      },
    ],
    [
      'trail',
      'attention',
      /^No trail of CloudTrail is switched on/,
      { 'cloudtrail DescribeTrails': { body: { trailList: [] } } },
    ],
    [
      'trail',
      'attention',
      /^No trail of CloudTrail is switched on/,
      { 'cloudtrail GetTrailStatus': { body: { IsLogging: false } } },
    ],
    ...(
      [
        selectors({ ReadWriteType: 'ReadOnly', IncludeManagementEvents: true }),
        selectors({ ReadWriteType: 'All', IncludeManagementEvents: false }),
        selectors({
          ReadWriteType: 'All',
          IncludeManagementEvents: true,
          ExcludeManagementEventSources: ['kms.amazonaws.com'],
        }),
        advancedSelectors({ management: { readOnly: { Equals: ['true'] } } }),
        advancedSelectors({ management: { eventSource: { NotEquals: ['kms.amazonaws.com'] } } }),
        advancedSelectors({ tables: { 'resources.type': { Equals: ['AWS::DynamoDB::Table'] } } }),
      ] as const
    ).map((found): [string, Outcome['kind'], RegExp, Replies] => [
      'trail',
      'attention',
      /^No trail records management events of KMS/,
      { 'cloudtrail GetEventSelectors': found },
    ]),
    [
      'trail',
      'ok',
      /changes of keys/,
      { 'cloudtrail GetEventSelectors': selectors({ ReadWriteType: 'WriteOnly' }) },
    ],
    ...(
      [
        advancedSelectors({ management: {} }),
        advancedSelectors({ tables: { 'resources.type': { Equals: ['AWS::S3::Object'] } } }),
        advancedSelectors({
          tables: {
            'resources.type': { Equals: ['AWS::DynamoDB::Table'] },
            readOnly: { Equals: ['false'] },
          },
        }),
        selectors({ DataResources: [{ Type: 'AWS::S3::Object', Values: ['arn:aws:s3'] }] }),
      ] as const
    ).map((found): [string, Outcome['kind'], RegExp, Replies] => [
      'trail',
      'attention',
      /^No trail records data events of DynamoDB/,
      { 'cloudtrail GetEventSelectors': found },
    ]),
    [
      'trail',
      'ok',
      /data events of DynamoDB/,
      {
        'cloudtrail GetEventSelectors': selectors({
          ReadWriteType: 'All',
          DataResources: [{ Type: 'AWS::DynamoDB::Table', Values: ['arn:aws:dynamodb'] }],
        }),
      },
    ],
    [
      'default event bus',
      'failed',
      /has 298 other rules of 300/,
      {
        'events ListRules': {
          body: { Rules: Array.from({ length: 298 }, (_, index) => ({ Name: `other-${index}` })) },
        },
      },
    ],
    [
      'default event bus',
      'attention',
      /Custos-prod-Service-Sweep is disabled/,
      {
        'events ListRules': {
          body: {
            Rules: [
              { Name: 'Custos-prod-Service-Sweep', State: 'DISABLED' },
              { Name: 'Custos-dev-Service-Sweep', State: 'DISABLED' },
            ],
          },
        },
      },
    ],
    [
      'log resource policies',
      'failed',
      /10 of 10 resource policies/,
      { 'logs DescribeResourcePolicies': logPolicies('other') },
    ],
    [
      'log resource policies',
      'ok',
      /10 of 10 resource policies/,
      { 'logs DescribeResourcePolicies': logPolicies('custos-prod-firewall-log') },
    ],
    [
      'deploy role',
      'failed',
      /role\/Deployer deploys, but the append-only tables admit/,
      {
        'cloudformation DescribeStacks': stacks({
          name: 'Custos-prod-Data',
          role: 'arn:aws:iam::111122223333:role/Deployer',
        }),
      },
    ],
    [
      'deploy role',
      'ok',
      /admit it/,
      { 'dynamodb GetResourcePolicy': tablePolicy('arn:aws:iam::*:role/cdk-*-cfn-exec-role-*') },
    ],
    [
      'deploy role',
      'failed',
      /admit arn:aws:iam::444455556666/,
      { 'dynamodb GetResourcePolicy': tablePolicy('arn:aws:iam::444455556666:role/cdk-*') },
    ],
    [
      'deploy role',
      'attention',
      /with the credentials of the caller/,
      { 'cloudformation DescribeStacks': stacks({ name: 'Custos-prod-Data' }) },
    ],
    [
      'deploy role',
      'attention',
      /No policy of an append-only table/,
      { 'dynamodb GetResourcePolicy': { error: 'PolicyNotFoundException' } },
    ],
    [
      'deploy role',
      'ok',
      /cfn-exec-role-111122223333-eu-central-1 will deploy/,
      {
        'cloudformation DescribeStacks': stacks(),
        'cloudformation DescribeStackResource': bootstrapRole(
          'cdk-hnb659fds-cfn-exec-role-111122223333-eu-central-1',
        ),
      },
    ],
    [
      'deploy role',
      'attention',
      /Deployer will deploy/,
      {
        'cloudformation DescribeStacks': stacks(),
        'cloudformation DescribeStackResource': bootstrapRole('Deployer'),
      },
    ],
    [
      'deploy role',
      'attention',
      /bootstrap names no role/,
      {
        'cloudformation DescribeStacks': stacks(),
        'cloudformation DescribeStackResource': { error: 'ValidationError' },
      },
    ],
    [
      'stack policy',
      'attention',
      /may replace a table, key or bucket/,
      { 'cloudformation GetStackPolicy': stackPolicy('') },
    ],
    [
      'stack policy',
      'attention',
      /may replace a table, key or bucket/,
      {
        'cloudformation GetStackPolicy': stackPolicy(
          '{"Statement":[{"Effect":"Deny","Principal":"*","Action":"Update:Delete","Resource":"*"}]}',
        ),
      },
    ],
    ['stack policy', 'ok', /not deployed yet/, { 'cloudformation DescribeStacks': stacks() }],
    [
      'left behind',
      'attention',
      /^No stack owns arn:aws:dynamodb.*table\/Custos-prod-Data-Ledger, arn:aws:kms.*1234abcd, arn:aws:logs/,
      { 'cloudformation DescribeStacks': stacks() },
    ],
    [
      'left behind',
      'attention',
      /^No stack owns arn:aws:kms:eu-central-1:111122223333:key\/1234abcd\.$/,
      {
        'cloudformation ListStackResources': stackResources(
          {
            id: 'OutboxResource1',
            type: 'AWS::DynamoDB::Table',
            name: 'Custos-prod-Data-Ledger',
          },
          { id: 'Key', type: 'AWS::KMS::Key', name: '1234abcd', status: 'DELETE_SKIPPED' },
          { id: 'Firewall', type: 'AWS::Logs::LogGroup', name: 'aws-waf-logs-custos' },
        ),
      },
    ],
    [
      'left behind',
      'attention',
      /^No stack owns arn:aws:logs[^,]*\.$/,
      {
        'cloudformation DescribeStacks': stacks(),
        'dynamodb DescribeTable': { error: 'ResourceNotFoundException' },
        'kms DescribeKey': { body: { KeyMetadata: { KeyState: 'PendingDeletion', KeyId: '1' } } },
      },
    ],
    ...['ROLLBACK_COMPLETE', 'ROLLBACK_FAILED', 'CREATE_FAILED'].map(
      (status): [string, Outcome['kind'], RegExp, Replies] => [
        'stacks',
        'failed',
        new RegExp(`Custos-prod-Data is ${status}`),
        { 'cloudformation DescribeStacks': stacks({ name: 'Custos-prod-Data', status }) },
      ],
    ),
  ])('%s: %s, %s', async (check, kind, words, changes) => {
    const { findings } = await examined(changes);

    const found = of(findings, check).filter((outcome) => words.test(outcome.what));
    expect(found.map((outcome) => outcome.kind)).toEqual([kind]);
    if (kind !== 'ok') expect(found[0]).toHaveProperty('remedy');
  });

  test('names the missing IAM action for each check that is denied', async () => {
    const { endpoint } = await awsServer({});

    const findings = await examine(checks, contextAt(endpoint, 'prod'));

    for (const { name, actions } of checks) {
      const outcomes = of(findings, name);
      expect([name, ...outcomes]).toEqual([
        name,
        ...outcomes.map(() => expect.objectContaining({ kind: 'unknown' })),
      ]);
      for (const action of actions) {
        expect(JSON.stringify(outcomes)).toMatch(new RegExp(`Allow [\\w:, ]*\\b${action}\\b`));
      }
    }
  });

  test('continues when AWS cannot be reached', async () => {
    const broken = Object.fromEntries(
      Object.keys(sound).map((name) => [name, 'disconnect' as const]),
    );
    const { findings } = await examined(broken);

    expect(findings.length).toBeGreaterThanOrEqual(checks.length);
    for (const { outcome } of findings) {
      expect(outcome).toMatchObject({
        kind: 'unknown',
        what: expect.stringMatching(/cannot be reached/),
      });
    }
  });

  test('says that a stack that was never created can only be deleted, once it is not protected', async () => {
    const remedyOf = async (isProtected: boolean) => {
      const { findings } = await examined({
        'cloudformation DescribeStacks': stacks({
          name: 'Custos-prod-Data',
          status: 'ROLLBACK_COMPLETE',
          protected: isProtected,
        }),
      });
      return JSON.stringify(of(findings, 'stacks')[0]);
    };

    expect(await remedyOf(true)).toMatch(
      /--no-enable-termination-protection, then .* delete-stack/,
    );
    expect(await remedyOf(false)).not.toMatch(/termination-protection/);
    expect(await remedyOf(false)).toMatch(/delete-stack --stack-name Custos-prod-Data/);
  });

  test('finds a deployment by its name', async () => {
    const { endpoint, asked } = await awsServer({
      ...sound,
      'cloudformation DescribeStacks': stacks(
        { name: 'Custos-prod-Data', status: 'ROLLBACK_COMPLETE' },
        { name: 'Custos-acme-Data', role: deployerArn },
      ),
    });

    const findings = await examine(checks, { ...contextAt(endpoint, 'prod'), deployment: 'acme' });

    expect(of(findings, 'stacks').map(({ kind }) => kind)).toEqual(['ok', 'ok', 'ok']);
    const tagging = asked.find(({ operation }) => operation === 'tagging GetResources');
    expect(JSON.parse(tagging?.body ?? '')).toMatchObject({
      TagFilters: [{ Key: 'custos:deployment', Values: ['acme'] }],
    });
  });

  test('stops at invalid credentials', async () => {
    const { findings, asked } = await examined({
      'sts GetCallerIdentity': { error: 'InvalidClientTokenId', status: 403 },
    });

    expect(findings).toMatchObject([{ check: 'credentials', outcome: { kind: 'failed' } }]);
    expect(asked.map(({ operation }) => operation)).toEqual(['sts GetCallerIdentity']);
  });

  test('requires no more of a stage for development than it declares', async () => {
    const { findings } = await examined(
      {
        'cloudformation DescribeStacks': stacks(
          { name: 'CDKToolkit' },
          { name: 'Custos-dev-Data', protected: false },
        ),
      },
      'dev',
    );

    expect(of(findings, 'stacks').map(({ kind }) => kind)).toEqual(['ok', 'ok', 'ok']);
  });
});

describe('the command', () => {
  const doctor = async (replies: Replies, ...words: string[]) => {
    const { endpoint } = await awsServer(replies);
    const child = spawn(
      process.execPath,
      [
        'bin/custos.mjs',
        'doctor',
        '--endpoint-url',
        endpoint,
        '--region',
        'eu-central-1',
        ...words,
      ],
      {
        env: { ...process.env, AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test' },
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    );
    let stdout = '';
    child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
    const status = await new Promise((done) => child.once('close', done));
    return { status, stdout };
  };

  test('fails if a check has failed, and prints every finding as JSON', async () => {
    const { status, stdout } = await doctor(
      { ...sound, 'ssm GetParameter': { error: 'ParameterNotFound' } },
      '--json',
    );

    expect(status).toBe(1);
    expect(JSON.parse(stdout)).toContainEqual({
      check: 'bootstrap',
      outcome: {
        kind: 'failed',
        what: 'eu-central-1 is not bootstrapped for the CDK (/cdk-bootstrap/hnb659fds/version does not exist).',
        remedy: 'Run npx cdk bootstrap aws://ACCOUNT/eu-central-1 --termination-protection.',
      },
    });
  });
});
