import { table } from './fixture.ts';
import { completeTrail } from './trail-fixtures.ts';
import type { Fixture } from './fixture.ts';

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

export const tableFixtures: readonly Fixture[] = [
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
    right: { StreamSpecification: { StreamViewType: 'KEYS_ONLY' } },
  },
  {
    rule: 'custos-no-second-copy',
    mistake: 'aliases in a stream, if only their keys',
    resource: table('aliases', { StreamSpecification: { StreamViewType: 'KEYS_ONLY' } }),
    right: { StreamSpecification: undefined },
  },
  {
    rule: 'custos-aliases-untrailed',
    beside: completeTrail,
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
    beside: completeTrail,
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
    beside: completeTrail,
    mistake: 'a trail that records every table of the stack but another one',
    resource: {
      Type: 'AWS::CloudTrail::Trail',
      Properties: selector({
        Field: 'resources.ARN',
        StartsWith: ['arn:aws:dynamodb:eu-central-1:1:table/Custos-prod-Data-'],
        NotStartsWith: ['arn:aws:dynamodb:eu-central-1:1:table/Custos-prod-Data-AliasesOfOthers'],
      }),
    },
    right: selector({
      Field: 'resources.ARN',
      StartsWith: ['arn:aws:dynamodb:eu-central-1:1:table/Custos-prod-Data-'],
      NotStartsWith: ['arn:aws:dynamodb:eu-central-1:1:table/Custos-prod-Data-Aliases'],
    }),
  },
  {
    rule: 'custos-aliases-untrailed',
    beside: completeTrail,
    mistake: 'a trail that selects tables the old way',
    resource: {
      Type: 'AWS::CloudTrail::Trail',
      Properties: {
        EventSelectors: [{ DataResources: [{ Type: 'AWS::DynamoDB::Table', Values: ['arn'] }] }],
      },
    },
    right: { EventSelectors: undefined },
  },
];
