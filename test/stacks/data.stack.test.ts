import { describe, expect, test } from 'vitest';
import { constructId } from '../../lib/facts.ts';
import { functions } from '../../lib/functions.ts';
import { tables } from '../../lib/tables.ts';
import { functionRole } from './grants.ts';
import { at, every, named, synthesizeData } from './templates.ts';

interface PolicyStatement {
  Sid: string;
  Effect: string;
  Principal: unknown;
  Action: string | string[];
  Condition?: Record<string, Record<string, unknown>>;
}

describe.each([synthesizeData('dev'), synthesizeData('prod')])(
  'data stack, $stage',
  (synthesized) => {
    const { data, stage } = synthesized;
    const isProd = stage === 'prod';

    test.each(tables)('table $name is as its facts define', (facts) => {
      const found = every(data, 'AWS::DynamoDB::Table').filter(([, { Properties }]) =>
        (Properties as { Tags: { Key: string; Value: string }[] }).Tags.some(
          ({ Key, Value }) => Key === 'custos:table' && Value === facts.name,
        ),
      );

      expect(found).toHaveLength(1);
      expect(found[0]?.[1].Properties).toMatchObject({
        KeySchema: [
          { AttributeName: facts.partitionKey, KeyType: 'HASH' },
          ...(facts.sortKey === undefined
            ? []
            : [{ AttributeName: facts.sortKey, KeyType: 'RANGE' }]),
        ],
        PointInTimeRecoverySpecification: {
          PointInTimeRecoveryEnabled: true,
          RecoveryPeriodInDays: facts.recoveryDays,
        },
      });
      expect(at(found, 0, 1, 'Properties', 'TimeToLiveSpecification')).toEqual(
        facts.timeToLive && { AttributeName: 'expiresAt', Enabled: true },
      );
      expect(at(found, 0, 1, 'Properties', 'StreamSpecification')).toEqual(
        facts.streamed && {
          StreamViewType: facts.streamed === true ? 'NEW_AND_OLD_IMAGES' : 'KEYS_ONLY',
        },
      );
      expect(
        (
          at(found, 0, 1, 'Properties', 'GlobalSecondaryIndexes') as
            | { IndexName: string }[]
            | undefined
        )?.map(({ IndexName }) => IndexName),
      ).toEqual(facts.indexes?.map(({ name }) => name));
    });

    test('every table is billed on demand and encrypted under the key at rest', () => {
      for (const [, { Properties }] of every(data, 'AWS::DynamoDB::Table')) {
        expect(Properties).toMatchObject({
          BillingMode: 'PAY_PER_REQUEST',
          SSESpecification: { SSEEnabled: true, SSEType: 'KMS' },
        });
        expect(named(synthesized, at(Properties, 'SSESpecification', 'KMSMasterKeyId'))).toMatch(
          /^<KeysAtRest\w+\.Arn>$/,
        );
      }
    });

    test('every key, table and bucket is protected, or has the reason why it is not', () => {
      const retained = ['AWS::DynamoDB::Table', 'AWS::KMS::Key', 'AWS::S3::Bucket'];
      for (const [, resource] of retained.flatMap((type) => every(data, type))) {
        expect(resource.DeletionPolicy).toBe(isProd ? 'Retain' : 'Delete');
        expect(resource.UpdateReplacePolicy).toBe(isProd ? 'Retain' : 'Delete');
      }
      for (const [, { Properties, Metadata }] of every(data, 'AWS::DynamoDB::Table')) {
        expect(at(Properties, 'DeletionProtectionEnabled')).toBe(isProd);
        if (!isProd) expect(Metadata?.['custos:unprotected']).toMatch(/^\w.{30,}\.$/);
      }
    });

    test('no principal changes an append-only table, and only functions with that need append', () => {
      const appendOnly = new Set(
        tables.filter((facts) => facts.appendOnly).map(({ name }) => constructId(name)),
      );
      expect(appendOnly.size).toBeGreaterThan(3);

      for (const [id, { Properties }] of every(data, 'AWS::DynamoDB::Table')) {
        const policy = at(Properties, 'ResourcePolicy', 'PolicyDocument', 'Statement') as
          | PolicyStatement[]
          | undefined;
        if (!appendOnly.has(id.slice(0, -8))) {
          expect(policy).toBeUndefined();
          continue;
        }
        expect(policy?.map(({ Sid, Effect }) => [Sid, Effect])).toEqual([
          ['NobodyRewrites', 'Deny'],
          ['OnlyFunctionsAppend', 'Deny'],
          ...(isProd ? [['OnlyDeploymentsReshape', 'Deny']] : []),
        ]);
        expect(policy?.[0]).toMatchObject({
          Principal: { AWS: '*' },
          Action: [
            'dynamodb:BatchWriteItem',
            'dynamodb:DeleteItem',
            'dynamodb:PartiQLDelete',
            'dynamodb:PartiQLUpdate',
            'dynamodb:PutItem',
            'dynamodb:UpdateItem',
          ],
        });
        expect(policy?.[0]).not.toHaveProperty('Condition');
        const exempt = (index: number) =>
          [policy?.[index]?.Condition?.['ArnNotLike']?.['aws:PrincipalArn']]
            .flat()
            .map((role) => named(synthesized, role));
        const appenders = functions.filter(({ needs }) =>
          needs.some(
            (need) =>
              'table' in need &&
              constructId(need.table.name) === id.slice(0, -8) &&
              need.actions.includes('insert'),
          ),
        );
        expect(exempt(1)).toEqual(
          appenders.map(({ name }) => functionRole(stage, name)).toSorted(),
        );
        if (!isProd) continue;
        expect(exempt(2)).toEqual([
          'arn:<AWS::Partition>:iam::<AWS::AccountId>:role/cdk-hnb659fds-cfn-exec-role-<AWS::AccountId>-<AWS::Region>',
        ]);
      }
    });

    test('exports are encrypted, private, accessible over TLS 1.2 and deleted after 8 days', () => {
      const [bucket] = every(data, 'AWS::S3::Bucket');
      const [policy] = every(data, 'AWS::S3::BucketPolicy');

      expect(bucket![1].Properties).toMatchObject({
        BucketEncryption: {
          ServerSideEncryptionConfiguration: [
            {
              BucketKeyEnabled: true,
              ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms' },
            },
          ],
        },
        PublicAccessBlockConfiguration: {
          BlockPublicAcls: true,
          BlockPublicPolicy: true,
          IgnorePublicAcls: true,
          RestrictPublicBuckets: true,
        },
        VersioningConfiguration: { Status: 'Enabled' },
        LifecycleConfiguration: {
          Rules: [
            { ExpirationInDays: 8, NoncurrentVersionExpiration: { NoncurrentDays: 1 } },
            { ExpiredObjectDeleteMarker: true },
          ],
        },
      });
      expect(bucket![1].Properties).not.toHaveProperty('ObjectLockEnabled');
      expect(at(policy, 1, 'Properties', 'PolicyDocument', 'Statement')).toMatchObject([
        { Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } },
        { Effect: 'Deny', Condition: { NumericLessThan: { 's3:TlsVersion': 1.2 } } },
        { Effect: 'Deny', Sid: 'OnlyFunctionsRead' },
      ]);
    });
  },
);
