import { describe, expect, test } from 'vitest';
import { constructId } from '../../lib/facts.ts';
import { tables } from '../../lib/tables.ts';
import { every, named, synthesize } from './templates.ts';
import type { Resource } from './templates.ts';

interface KeyStatement {
  Sid: string;
  Effect: string;
  Principal: unknown;
  Action: string | string[];
  Condition?: Record<string, Record<string, unknown>>;
}

const statementsOf = ({ Properties }: Resource): KeyStatement[] =>
  (Properties as { KeyPolicy: { Statement: KeyStatement[] } }).KeyPolicy.Statement;

describe.each([synthesize('dev'), synthesize('prod')])('data stack, $stage', (synthesized) => {
  const { data, stage } = synthesized;
  const isProd = stage === 'prod';

  test.each(tables)('table $name is as its facts say', (facts) => {
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
    expect(found[0]?.[1].Properties.TimeToLiveSpecification).toEqual(
      facts.timeToLive && { AttributeName: 'expiresAt', Enabled: true },
    );
    expect(found[0]?.[1].Properties.StreamSpecification).toEqual(
      facts.streamed && { StreamViewType: 'NEW_AND_OLD_IMAGES' },
    );
    expect(
      (found[0]?.[1].Properties.GlobalSecondaryIndexes as { IndexName: string }[] | undefined)?.map(
        ({ IndexName }) => IndexName,
      ),
    ).toEqual(facts.indexes?.map(({ name }) => name));
  });

  test('every table is billed on demand and encrypted under the key at rest', () => {
    for (const [, { Properties }] of every(data, 'AWS::DynamoDB::Table')) {
      expect(Properties).toMatchObject({
        BillingMode: 'PAY_PER_REQUEST',
        SSESpecification: { SSEEnabled: true, SSEType: 'KMS' },
      });
      expect(named(synthesized, Properties.SSESpecification.KMSMasterKeyId)).toMatch(
        /^<KeysAtRest\w+\.Arn>$/,
      );
    }
  });

  test('every key, table and bucket is protected, or carries the reason why it is not', () => {
    const kept = ['AWS::DynamoDB::Table', 'AWS::KMS::Key', 'AWS::S3::Bucket'];
    for (const [, resource] of kept.flatMap((type) => every(data, type))) {
      expect(resource.DeletionPolicy).toBe(isProd ? 'Retain' : 'Delete');
      expect(resource.UpdateReplacePolicy).toBe(isProd ? 'Retain' : 'Delete');
    }
    for (const [, { Properties, Metadata }] of every(data, 'AWS::DynamoDB::Table')) {
      expect(Properties.DeletionProtectionEnabled).toBe(isProd);
      if (!isProd) expect(Metadata?.['custos:unprotected']).toMatch(/^\w.{30,}\.$/);
    }
    expect(synthesized.terminationProtection).toEqual({ data: isProd, service: isProd });
  });

  test('nobody rewrites an append-only table, and only functions of the stage append', () => {
    const appendOnly = new Set(
      tables.filter((facts) => facts.appendOnly).map(({ name }) => constructId(name)),
    );
    expect(appendOnly.size).toBeGreaterThan(3);

    for (const [id, { Properties }] of every(data, 'AWS::DynamoDB::Table')) {
      const policy = Properties.ResourcePolicy?.PolicyDocument.Statement as
        KeyStatement[] | undefined;
      if (!appendOnly.has(id.slice(0, -8))) {
        expect(policy).toBeUndefined();
        continue;
      }
      expect(policy?.map(({ Sid, Effect }) => [Sid, Effect])).toEqual([
        ['NobodyRewrites', 'Deny'],
        ['OnlyFunctionsAppend', 'Deny'],
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
      expect(named(synthesized, policy?.[1]?.Condition?.['ArnNotLike']?.['aws:PrincipalArn'])).toBe(
        `arn:<AWS::Partition>:iam::<AWS::AccountId>:role/custos/${stage}/*`,
      );
    }
  });

  test('every key waits 30 days before it goes, for administrators too', () => {
    for (const [, resource] of every(data, 'AWS::KMS::Key')) {
      expect(resource.Properties.PendingWindowInDays).toBe(30);
      expect(statementsOf(resource)).toContainEqual(
        expect.objectContaining({
          Sid: 'NoHastyDeletion',
          Effect: 'Deny',
          Action: 'kms:ScheduleKeyDeletion',
        }),
      );
    }
  });

  test('every symmetric key rotates within a year', () => {
    const symmetric = every(data, 'AWS::KMS::Key').filter(
      ([, { Properties }]) => Properties.KeySpec === undefined,
    );

    expect(symmetric).toHaveLength(3);
    for (const [, { Properties }] of symmetric) {
      expect(Properties).toMatchObject({ EnableKeyRotation: true, RotationPeriodInDays: 365 });
    }
  });

  test('three Ed25519 keys sign and one key makes HMACs', () => {
    const specs = every(data, 'AWS::KMS::Key').flatMap(([, { Properties }]) =>
      Properties.KeySpec === undefined ? [] : [`${Properties.KeySpec} ${Properties.KeyUsage}`],
    );

    expect(specs.sort()).toEqual([
      'ECC_NIST_EDWARDS25519 SIGN_VERIFY',
      'ECC_NIST_EDWARDS25519 SIGN_VERIFY',
      'ECC_NIST_EDWARDS25519 SIGN_VERIFY',
      'HMAC_256 GENERATE_VERIFY_MAC',
    ]);
  });

  test.each([
    ['KeysSubjectKeys', ['kms:Decrypt', 'kms:GenerateDataKey']],
    ['KeysHmac', ['kms:GenerateMac']],
    ['KeysReceipts', ['kms:Sign']],
    ['KeysCertificates', ['kms:Sign']],
    ['KeysCheckpoints', ['kms:Sign']],
  ])('%s is used by functions of the stage only, whatever an IAM policy says', (name, use) => {
    const [key] = every(data, 'AWS::KMS::Key').filter(([id]) => id.slice(0, -8) === name);
    const allowed = statementsOf(key![1]).filter(({ Effect }) => Effect === 'Allow');

    expect(allowed.map(({ Sid }) => Sid)).toEqual(['AdministerWithoutUse', 'UseByFunctions']);
    expect(allowed[0]?.Action).toEqual(
      expect.not.arrayContaining([...use, 'kms:*', 'kms:Encrypt']),
    );
    expect([allowed[1]?.Action].flat()).toEqual(use);
    expect(named(synthesized, allowed[1]?.Condition?.['ArnLike']?.['aws:PrincipalArn'])).toBe(
      `arn:<AWS::Partition>:iam::<AWS::AccountId>:role/custos/${stage}/*`,
    );
  });

  test('exports are encrypted, private, reached over TLS 1.2 and gone after 8 days', () => {
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
    expect(policy![1].Properties.PolicyDocument.Statement).toMatchObject([
      { Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } },
      { Effect: 'Deny', Condition: { NumericLessThan: { 's3:TlsVersion': 1.2 } } },
    ]);
  });

  test('resources that hold data keep their logical ids, or a deployment would replace them', () => {
    const stateful = ['AWS::DynamoDB::Table', 'AWS::KMS::Key', 'AWS::S3::Bucket'];
    const ids = stateful.flatMap((type) => every(data, type)).map(([id]) => id);

    expect(ids.sort()).toEqual(frozenLogicalIds);
  });
});

/** Add what is new. An id that changes or goes means that a deployment abandons what it names. */
const frozenLogicalIds: readonly string[] = [
  'Aliases139FCBD5',
  'ConsentStates3D8DAB99',
  'ConsentsEE96AD51',
  'CountedChangesC16E6513',
  'Counters0B7EF53F',
  'Deletions40DE3C6E',
  'ExportsD637FF99',
  'Idempotency1F11DF15',
  'KeysAtRest233FD264',
  'KeysCertificates3AD676CB',
  'KeysCheckpointsD7C97EB6',
  'KeysHmac0CB4BA47',
  'KeysOperationsB3FE4E21',
  'KeysReceipts5BCBFEE1',
  'KeysSubjectKeysCB33808D',
  'OpenRequests8FA6D6C6',
  'Outbox169658FD',
  'Records429B5BF3',
  'RequestsB6FEFCAC',
  'SubjectKeys57DF3B6C',
  'Subjects97B78C40',
  'Tombstones8D620154',
];
