import { describe, expect, test } from 'vitest';
import { breachesOf } from '../../lib/compliance/rule.ts';
import { rules } from '../../lib/compliance/rules.ts';
import type { TemplateResource } from '../../lib/compliance/template.ts';
import { every, synthesize } from '../stacks/templates.ts';

describe.each(['dev', 'prod'] as const)('the stacks of %s', (stage) => {
  const { data, service, edge } = synthesize(stage);
  const all = [data, service, edge];

  test('keep every rule', () => {
    const breaches = all.flatMap((template) => breachesOf(rules, template, all));

    expect(
      breaches.map(({ rule, logicalId, locations }) => [rule.name, logicalId, ...locations]),
    ).toEqual([]);
  });

  test('hold what the rules are about', () => {
    const types = [
      ...['AWS::DynamoDB::Table', 'AWS::KMS::Key'].map((type) => every(data, type)),
      ...[
        'AWS::ApiGateway::RestApi',
        'AWS::IAM::Role',
        'AWS::Lambda::Function',
        'AWS::Lambda::Permission',
        'AWS::Logs::LogGroup',
        'AWS::SNS::TopicPolicy',
        'AWS::SQS::QueuePolicy',
      ].map((type) => every(service, type)),
    ];

    expect(types.every((found) => found.length > 0)).toBe(true);
  });
});

interface Fixture {
  readonly rule: string;
  readonly mistake: string;
  readonly resource: TemplateResource;
  /** What makes it right again. */
  readonly right: Readonly<Record<string, unknown>>;
}

const allow = (principal: unknown, condition?: object) => ({
  Statement: [
    {
      Effect: 'Allow',
      Principal: principal,
      Action: '*',
      Resource: '*',
      ...(condition && { Condition: condition }),
    },
  ],
});
const ours = { AWS: { 'Fn::Join': ['', ['arn:aws:iam::', { Ref: 'AWS::AccountId' }, ':root']] } };
const fromUs = { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } };
const table = (name: string, properties: object, rest: object = {}): TemplateResource => ({
  Type: 'AWS::DynamoDB::Table',
  DeletionPolicy: 'Retain',
  ...rest,
  Properties: {
    Tags: [{ Key: 'custos:table', Value: name }],
    PointInTimeRecoverySpecification: {
      PointInTimeRecoveryEnabled: true,
      RecoveryPeriodInDays: ['subject-keys', 'aliases', 'subjects'].includes(name) ? 7 : 35,
    },
    DeletionProtectionEnabled: true,
    SSESpecification: { KMSMasterKeyId: 'key' },
    ...properties,
  },
});
const recovery = (RecoveryPeriodInDays: number) => ({
  PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true, RecoveryPeriodInDays },
});
const denied = (extra: object) => ({
  ResourcePolicy: {
    PolicyDocument: {
      Statement: [
        {
          Effect: 'Deny',
          Principal: { AWS: '*' },
          Action: [
            'dynamodb:BatchWriteItem',
            'dynamodb:DeleteItem',
            'dynamodb:PartiQLDelete',
            'dynamodb:PartiQLUpdate',
            'dynamodb:PutItem',
            'dynamodb:UpdateItem',
          ],
          Resource: '*',
          ...extra,
        },
      ],
    },
  },
});
const selector = (field: object) => ({
  AdvancedEventSelectors: [
    {
      FieldSelectors: [
        { Field: 'eventCategory', Equals: ['Data'] },
        { Field: 'resources.type', Equals: ['AWS::DynamoDB::Table'] },
        field,
      ],
    },
  ],
});

const fixtures: readonly Fixture[] = [
  {
    rule: 'custos-open-policy',
    mistake: 'a table that anybody may read',
    resource: table('records', { ResourcePolicy: { PolicyDocument: allow('*') } }),
    right: { ResourcePolicy: { PolicyDocument: allow(ours) } },
  },
  {
    rule: 'custos-open-policy',
    mistake: 'a stream that anybody may read',
    resource: table('records', {
      StreamSpecification: { ResourcePolicy: { PolicyDocument: allow({ AWS: ['*'] }) } },
    }),
    right: {},
  },
  {
    rule: 'custos-open-policy',
    mistake: 'a key that anybody may use',
    resource: { Type: 'AWS::KMS::Key', Properties: { KeyPolicy: allow({ AWS: '*' }) } },
    right: {
      KeyPolicy: allow({ AWS: '*' }, { StringEquals: { 'kms:CallerAccount': '111122223333' } }),
    },
  },
  {
    rule: 'custos-open-policy',
    mistake: 'a key that anybody may use by way of a service',
    resource: {
      Type: 'AWS::KMS::Key',
      Properties: {
        KeyPolicy: allow('*', {
          StringEquals: { 'kms:ViaService': 's3.eu-central-1.amazonaws.com' },
        }),
      },
    },
    right: { KeyPolicy: allow(ours) },
  },
  {
    rule: 'custos-open-policy',
    mistake: 'a key for whoever does not come from elsewhere',
    resource: {
      Type: 'AWS::KMS::Key',
      Properties: {
        KeyPolicy: allow('*', { StringEqualsIfExists: { 'aws:PrincipalAccount': '111122223333' } }),
      },
    },
    right: {
      KeyPolicy: allow('*', { StringEquals: { 'aws:PrincipalAccount': '111122223333' } }),
    },
  },
  {
    rule: 'custos-open-policy',
    mistake: 'a queue that anybody may fill',
    resource: { Type: 'AWS::SQS::QueuePolicy', Properties: { PolicyDocument: allow('*') } },
    right: { PolicyDocument: allow('*', fromUs) },
  },
  {
    rule: 'custos-open-policy',
    mistake: 'a topic that anybody may hear',
    resource: { Type: 'AWS::SNS::TopicPolicy', Properties: { PolicyDocument: allow('*') } },
    right: { PolicyDocument: allow(ours) },
  },
  {
    rule: 'custos-open-policy',
    mistake: 'a bucket that anybody of any account may read',
    resource: {
      Type: 'AWS::S3::BucketPolicy',
      Properties: {
        PolicyDocument: allow('*', { StringLike: { 'aws:PrincipalArn': '*' } }),
      },
    },
    right: { PolicyDocument: allow(ours) },
  },
  {
    rule: 'custos-open-trust',
    mistake: 'a role that anybody may assume, whatever the condition',
    resource: {
      Type: 'AWS::IAM::Role',
      Properties: { AssumeRolePolicyDocument: allow({ AWS: '*' }, fromUs) },
    },
    right: { AssumeRolePolicyDocument: allow({ Service: 'lambda.amazonaws.com' }) },
  },
  {
    rule: 'custos-confused-deputy',
    mistake: 'a topic to which CloudWatch publishes for any account',
    resource: {
      Type: 'AWS::SNS::TopicPolicy',
      Properties: { PolicyDocument: allow({ Service: 'cloudwatch.amazonaws.com' }) },
    },
    right: { PolicyDocument: allow({ Service: 'cloudwatch.amazonaws.com' }, fromUs) },
  },
  {
    rule: 'custos-open-function',
    mistake: 'a function that anybody may invoke',
    resource: {
      Type: 'AWS::Lambda::Permission',
      Properties: { Principal: '*', Action: 'lambda:InvokeFunction' },
    },
    right: { Principal: 'arn:aws:iam::111122223333:role/Caller' },
  },
  {
    rule: 'custos-open-function',
    mistake: 'a function that the API of any account may invoke',
    resource: {
      Type: 'AWS::Lambda::Permission',
      Properties: { Principal: 'apigateway.amazonaws.com', Action: 'lambda:InvokeFunction' },
    },
    right: { SourceArn: 'arn:aws:execute-api:eu-central-1:111122223333:a1b2c3d4e5/*' },
  },
  {
    rule: 'custos-open-bus',
    mistake: 'a bus to which anybody puts events',
    resource: {
      Type: 'AWS::Events::EventBusPolicy',
      Properties: { Statement: allow('*').Statement[0] },
    },
    right: { Statement: allow(ours).Statement[0] },
  },
  {
    rule: 'custos-table-known',
    mistake: 'a table of which no fact says what erasure does to it',
    resource: table('diary', recovery(35)),
    right: { Tags: [{ Key: 'custos:table', Value: 'records' }] },
  },
  {
    rule: 'custos-recovery-window',
    mistake: 'keys of subjects that can be recovered for 35 days',
    resource: table('subject-keys', recovery(35)),
    right: recovery(7),
  },
  {
    rule: 'custos-recovery-window',
    mistake: 'records that can be recovered for 7 days only',
    resource: table('records', recovery(7)),
    right: recovery(35),
  },
  {
    rule: 'custos-recovery-window',
    mistake: 'a table without recovery',
    resource: table('consents', {
      ...denied({}),
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: false },
    }),
    right: recovery(35),
  },
  {
    rule: 'custos-table-protected',
    mistake: 'a table that can be deleted, without a reason',
    resource: table('records', { DeletionProtectionEnabled: false }),
    right: { DeletionProtectionEnabled: true },
  },
  {
    rule: 'custos-table-protected',
    mistake: 'a table that goes with its stack, for a reason of one word',
    resource: table(
      'records',
      {},
      { DeletionPolicy: 'Delete', Metadata: { 'custos:unprotected': 'test' } },
    ),
    right: {},
  },
  {
    rule: 'custos-table-protected',
    mistake: 'a table under a key of AWS',
    resource: table('records', { SSESpecification: { SSEEnabled: true } }),
    right: { SSESpecification: { KMSMasterKeyId: 'key' } },
  },
  {
    rule: 'custos-history-kept',
    mistake: 'evidence of consent without a policy',
    resource: table('consents', {}),
    right: denied({}),
  },
  {
    rule: 'custos-history-kept',
    mistake: 'evidence of consent that some may rewrite',
    resource: table(
      'consents',
      denied({ Condition: { ArnNotLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/Admin' } } }),
    ),
    right: denied({}),
  },
  {
    rule: 'custos-no-second-copy',
    mistake: 'keys of subjects in a stream',
    resource: table('subject-keys', { StreamSpecification: { StreamViewType: 'NEW_IMAGE' } }),
    right: { StreamSpecification: undefined },
  },
  {
    rule: 'custos-aliases-untrailed',
    mistake: 'a trail that records the table of aliases',
    resource: {
      Type: 'AWS::CloudTrail::Trail',
      Properties: selector({
        Field: 'resources.ARN',
        Equals: [{ 'Fn::ImportValue': 'Data:ExportsOutputFnGetAttAliases139FCBD5Arn' }],
      }),
    },
    right: selector({
      Field: 'resources.ARN',
      Equals: [{ 'Fn::ImportValue': 'Data:ExportsOutputFnGetAttRecords429B5BF3Arn' }],
    }),
  },
  {
    rule: 'custos-aliases-untrailed',
    mistake: 'a trail that records every table',
    resource: {
      Type: 'AWS::CloudTrail::Trail',
      Properties: selector({ Field: 'readOnly', Equals: ['false'] }),
    },
    right: selector({
      Field: 'resources.ARN',
      Equals: [{ 'Fn::ImportValue': 'Data:ExportsOutputFnGetAttRecords429B5BF3Arn' }],
    }),
  },
  {
    rule: 'custos-aliases-untrailed',
    mistake: 'a trail that selects tables the old way',
    resource: {
      Type: 'AWS::CloudTrail::Trail',
      Properties: {
        EventSelectors: [{ DataResources: [{ Type: 'AWS::DynamoDB::Table', Values: ['arn'] }] }],
      },
    },
    right: { EventSelectors: undefined },
  },
  {
    rule: 'custos-no-secret-in-environment',
    mistake: 'a variable that is called a secret',
    resource: {
      Type: 'AWS::Lambda::Function',
      Properties: { Environment: { Variables: { WEBHOOK_SECRET: { Ref: 'Secret' } } } },
    },
    right: { Environment: { Variables: { WEBHOOK_KEY_ARN: { Ref: 'Secret' } } } },
  },
  {
    rule: 'custos-no-secret-in-environment',
    mistake: 'a variable that CloudFormation fills with a secret',
    resource: {
      Type: 'AWS::Lambda::Function',
      Properties: {
        Environment: { Variables: { WEBHOOK: '{{resolve:secretsmanager:webhook}}' } },
      },
    },
    right: { Environment: { Variables: {} } },
  },
  {
    rule: 'custos-modern-tls',
    mistake: 'an API that speaks TLS 1.0',
    resource: { Type: 'AWS::ApiGateway::RestApi', Properties: { EndpointAccessMode: 'STRICT' } },
    right: { SecurityPolicy: 'SecurityPolicy_TLS13_1_2_PFS_PQ_2025_09' },
  },
  {
    rule: 'custos-modern-tls',
    mistake: 'an API that takes any host name',
    resource: {
      Type: 'AWS::ApiGateway::RestApi',
      Properties: { SecurityPolicy: 'SecurityPolicy_TLS13_1_2_PFS_PQ_2025_09' },
    },
    right: { EndpointAccessMode: 'STRICT' },
  },
  {
    rule: 'custos-no-body-in-logs',
    mistake: 'a stage that traces bodies of one method',
    resource: {
      Type: 'AWS::ApiGateway::Stage',
      Properties: { MethodSettings: [{}, { DataTraceEnabled: true }] },
    },
    right: { MethodSettings: [{ DataTraceEnabled: false }] },
  },
  {
    rule: 'custos-logs-masked',
    mistake: 'logs that are kept for ever, in clear',
    resource: { Type: 'AWS::Logs::LogGroup', Properties: { KmsKeyId: 'key' } },
    right: { RetentionInDays: 30, DataProtectionPolicy: {} },
  },
];

describe('each rule', () => {
  const aliases = table('aliases', {});

  test.each(fixtures)('$rule refuses $mistake', ({ rule, resource, right }) => {
    const broken = (each: TemplateResource) =>
      breachesOf(rules, { Resources: { Aliases139FCBD5: aliases, Fixture: each } })
        .filter(({ logicalId }) => logicalId === 'Fixture')
        .map((breach) => breach.rule.name);
    const mended = { ...resource, Properties: { ...resource.Properties, ...right } };

    expect(broken(resource)).toEqual([rule]);
    if (Object.keys(right).length > 0) expect(broken(mended)).toEqual([]);
  });

  test('is refused something here, and says what to do', () => {
    expect(new Set(fixtures.map(({ rule }) => rule))).toEqual(
      new Set(rules.map(({ name }) => name)),
    );
    for (const { requirement, remedy } of rules) {
      expect(requirement).toMatch(/^[A-Z].{30,}\.$/);
      expect(remedy).toMatch(/^[A-Z].{20,}\.$/);
    }
  });
});
