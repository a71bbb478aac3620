import { describe, expect, test } from 'vitest';
import { DataStack } from '../../lib/data-stack.ts';
import { constructId } from '../../lib/facts.ts';
import { functions } from '../../lib/functions.ts';
import { stages } from '../../lib/stages.ts';
import { tables } from '../../lib/tables.ts';
import { functionRole } from './grants.ts';
import { at, every, inTemporaryApp, named, synthesizeData } from './templates.ts';

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

    test('exports are encrypted, private, accessible over TLS 1.2 and deleted after 8 days, training sets after 91', () => {
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
            {
              Prefix: 'exports/',
              ExpirationInDays: 8,
              NoncurrentVersionExpiration: { NoncurrentDays: 1 },
            },
            {
              Prefix: 'training/',
              ExpirationInDays: 91,
              NoncurrentVersionExpiration: { NoncurrentDays: 1 },
            },
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

    test('files are encrypted, private, without versions, and uploads are deleted after a day', () => {
      const [, bucket] = every(data, 'AWS::S3::Bucket');
      expect(bucket?.[0]).toMatch(/^Media/);

      expect(bucket?.[1].Properties).toMatchObject({
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
        LifecycleConfiguration: {
          Rules: [
            { ExpirationInDays: 1, Prefix: 'uploads/', Status: 'Enabled' },
            { AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 }, Status: 'Enabled' },
            { NoncurrentVersionExpiration: { NoncurrentDays: 1 }, Status: 'Enabled' },
          ],
        },
        NotificationConfiguration: {
          EventBridgeConfiguration: { EventBridgeEnabled: true },
        },
      });
      for (const name of ['CorsConfiguration', 'ObjectLockEnabled', 'VersioningConfiguration']) {
        expect(bucket?.[1].Properties).not.toHaveProperty(name);
      }
    });

    test('only functions with the need read and store files, and no principal tags them', () => {
      const [, policy] = every(data, 'AWS::S3::BucketPolicy');
      const statements = at(
        policy,
        ...[1, 'Properties', 'PolicyDocument', 'Statement'],
      ) as PolicyStatement[];
      const those = (...actions: readonly string[]) =>
        functions
          .filter(({ needs }) =>
            needs.some(
              (need) => 'media' in need && need.media.some((one) => actions.includes(one)),
            ),
          )
          .map(({ name }) => functionRole(stage, name))
          .toSorted();
      const exempt = (sid: string) => {
        const found = statements.find(({ Sid }) => Sid === sid);
        expect(found, sid).toMatchObject({ Effect: 'Deny', Principal: { AWS: '*' } });
        return [found?.Condition?.['ArnNotLike']?.['aws:PrincipalArn'] ?? []]
          .flat()
          .map((role) => named(synthesized, role));
      };

      expect(those('inspect').length).toBeGreaterThan(0);
      expect(those('read').length).toBeGreaterThan(1);
      expect(exempt('OnlyInspectionReads')).toEqual(those('inspect'));
      expect(exempt('OnlyReadersRead')).toEqual(those('read'));
      expect(exempt('OnlyFormsStore')).toEqual(those('receive'));
      expect(exempt('OnlySealingStores')).toEqual(those('keep'));
      expect(exempt('OnlyScansTag')).toEqual([]);
    });
  },
);

test('pages of the named origins may post forms, and read nothing', () => {
  const data = inTemporaryApp((app, read) => {
    const stack = new DataStack(app, 'Data', {
      stage: stages.dev,
      corsOrigins: ['https://privacy.example'],
    });
    app.synth();
    return read(stack);
  });
  const [exports_, media] = every(data, 'AWS::S3::Bucket');

  expect(media?.[1].Properties['CorsConfiguration']).toEqual({
    CorsRules: [
      {
        AllowedHeaders: ['content-type'],
        AllowedMethods: ['POST'],
        AllowedOrigins: ['https://privacy.example'],
      },
    ],
  });
  expect(exports_?.[1].Properties).not.toHaveProperty('CorsConfiguration');
});
