import type { FunctionFacts, KeyringAction } from '../../lambda/platform/environment.ts';
import { reshapings, rewrites } from '../../lib/constructs/append-only-policy.ts';
import { constructId } from '../../lib/facts.ts';
import { tables } from '../../lib/tables.ts';
import type { Deployment } from './deployment.ts';
import { account } from './literals.ts';
import type { Call } from './simulate.ts';

const tableArn = (where: Deployment, name: string) =>
  where.arnOf('AWS::DynamoDB::Table', constructId(name));
const keyArn = (where: Deployment, name: string) => where.arnOf('AWS::KMS::Key', `Keys${name}`);

export const appendOnly = tables.filter((facts) => facts.appendOnly === true);

/** Changes and deletions of recorded history. */
export const rewritingHistory = (where: Deployment): readonly Call[] =>
  appendOnly.flatMap(({ name }) =>
    rewrites.map((action) => ({ action, resource: tableArn(where, name) })),
  );

/** Deletions of an append-only table, its backups or its policy. */
export const reshapingHistory = (
  where: Deployment,
  actions: readonly string[] = reshapings,
): readonly Call[] =>
  appendOnly.flatMap(({ name }) =>
    actions.map((action) => ({ action, resource: tableArn(where, name) })),
  );

/** Any use of a table that no need of the function names. */
export const touchingOthersTables = (where: Deployment, facts: FunctionFacts): readonly Call[] =>
  tables
    .filter(({ name }) => !facts.needs.some((need) => 'table' in need && need.table.name === name))
    .flatMap(({ name, indexes = [] }) => [
      ...['GetItem', 'PartiQLInsert', 'PartiQLUpdate'].map((verb) => ({
        action: `dynamodb:${verb}`,
        resource: tableArn(where, name),
      })),
      ...indexes.map((index) => ({
        action: 'dynamodb:Query',
        resource: `${tableArn(where, name)}/index/${index.name}`,
      })),
    ]);

export const scanning = (where: Deployment): readonly Call[] =>
  tables.flatMap(({ name }) =>
    ['dynamodb:Scan', 'dynamodb:PartiQLSelect'].map((action) => ({
      action,
      resource: tableArn(where, name),
    })),
  );

export const keyNames = [
  'AtRest',
  'Operations',
  'SubjectKeys',
  'HmacAlias',
  'HmacIdempotency',
  'HmacFollowUp',
  'Receipts',
  'Certificates',
  'Checkpoints',
  'Webhooks',
] as const;

export const administeringKeys = (where: Deployment): readonly Call[] =>
  keyNames.flatMap((name) =>
    ['PutKeyPolicy', 'ScheduleKeyDeletion', 'DisableKey', 'CreateGrant'].map((verb) => ({
      action: `kms:${verb}`,
      resource: keyArn(where, name),
    })),
  );

const signature = { 'kms:SigningAlgorithm': 'ED25519_SHA_512', 'kms:MessageType': 'RAW' };

export const signing = (where: Deployment, key: (typeof keyNames)[number]): Call => ({
  action: 'kms:Sign',
  resource: keyArn(where, key),
  context: signature,
});

const authenticating = (where: Deployment, key: (typeof keyNames)[number]): Call => ({
  action: 'kms:GenerateMac',
  resource: keyArn(where, key),
  context: { 'kms:MacAlgorithm': 'HMAC_SHA_256' },
});

const subjectContext = {
  'kms:EncryptionContext:app': 'custos',
  'kms:EncryptionContext:purpose': 'subject-key',
  'kms:EncryptionContext:kid': '0f8fad5b-d9cb-469f-a165-70867728950e',
  'kms:EncryptionContextKeys': ['app', 'kid', 'purpose'],
};

/** With exactly the encryption context that Custos uses. */
export const usingSubjectKeys = (where: Deployment): readonly Call[] =>
  ['kms:Decrypt', 'kms:GenerateDataKey'].map((action) => ({
    action,
    resource: keyArn(where, 'SubjectKeys'),
    context: subjectContext,
  }));

/** Wrapping or unwrapping other data with the key, to bypass the rows of keys. */
export const misusingSubjectKeys = (where: Deployment): readonly Call[] =>
  ['kms:Decrypt', 'kms:GenerateDataKey', 'kms:Encrypt', 'kms:ReEncryptFrom'].map((action) => ({
    action,
    resource: keyArn(where, 'SubjectKeys'),
  }));

/** Uses of keys that the needs of the function do not name. */
export function usingOthersKeys(
  where: Deployment,
  facts: Pick<FunctionFacts, 'needs'>,
): readonly Call[] {
  const has = (action: KeyringAction) =>
    facts.needs.some((need) => 'keyring' in need && need.keyring.includes(action));
  const [decrypt, generate] = usingSubjectKeys(where);
  const candidates: readonly [KeyringAction, Call | undefined][] = [
    ['unwrap', decrypt],
    ['generate-data-key', generate],
    ['hmac-alias', authenticating(where, 'HmacAlias')],
    ['hmac-idempotency', authenticating(where, 'HmacIdempotency')],
    ['hmac-follow-up', authenticating(where, 'HmacFollowUp')],
    ['sign-receipts', signing(where, 'Receipts')],
    ['sign-certificates', signing(where, 'Certificates')],
    ['sign-checkpoints', signing(where, 'Checkpoints')],
    ['sign-webhooks', signing(where, 'Webhooks')],
  ];
  return candidates.flatMap(([action, call]) => (call === undefined || has(action) ? [] : [call]));
}

/** Deletions of evidence, and ways to assume another role. */
export const escaping = (where: Deployment): readonly Call[] => {
  const bucket = where.arnOf('AWS::S3::Bucket', 'Exports');
  const role = where.functions[0]?.role.arn ?? '';
  return [
    { action: 's3:DeleteBucket', resource: bucket },
    { action: 's3:PutBucketPolicy', resource: bucket },
    {
      action: 'cloudtrail:StopLogging',
      resource: `arn:aws:cloudtrail:eu-central-1:${account}:trail/custos`,
    },
    {
      action: 'cloudtrail:DeleteTrail',
      resource: `arn:aws:cloudtrail:eu-central-1:${account}:trail/custos`,
    },
    { action: 'iam:AttachRolePolicy', resource: role },
    { action: 'iam:DeleteRolePermissionsBoundary', resource: role },
    { action: 'iam:TagRole', resource: role },
    { action: 'sts:AssumeRole', resource: `arn:aws:iam::${account}:role/Administrators` },
    { action: 'logs:Unmask', resource: `arn:aws:logs:eu-central-1:${account}:log-group:some` },
    {
      action: 'logs:DeleteLogGroup',
      resource: `arn:aws:logs:eu-central-1:${account}:log-group:some`,
    },
  ];
};
