import {
  GetBucketEncryptionCommand,
  GetBucketVersioningCommand,
  GetObjectCommand,
  GetObjectLockConfigurationCommand,
} from '@aws-sdk/client-s3';
import type { S3Client } from '@aws-sdk/client-s3';
import { randomUUID } from 'node:crypto';
import type { S3Settings } from '../../policy/connectors/s3.ts';
import type { TaskAction } from '../../policy/vocabulary.ts';
import type { Probe } from '../model/connector.ts';
import { systemErrorOf } from '../model/faults.ts';
import type { Bucket } from './bucket.ts';
import { templateOf } from './person-prefix.ts';
import { incompleteUploads, versionsBelow } from './versions.ts';

/**
 * Whether the bucket is there, may be read, and versions can be deleted where an erasure or a correction
 * is asked for. Writes nothing.
 */
export async function probeBucket(
  bucket: Bucket,
  settings: S3Settings,
  actions: readonly TaskAction[],
): Promise<Probe> {
  const { client, name } = bucket;
  const deletes = actions.some((action) => action === 'erase' || action === 'rectify');
  try {
    return (
      (deletes ? await deletionFault(client, name) : undefined) ??
      (await keyFault(client, name, settings)) ??
      (await readFault(bucket, settings)) ?? { kind: 'ready' }
    );
  } catch (error) {
    return explained(error, settings);
  }
}

/** Versioning with MFA delete and a default retention of Object Lock keep every version. */
async function deletionFault(client: S3Client, name: string): Promise<Probe | undefined> {
  const { MFADelete } = await client.send(new GetBucketVersioningCommand({ Bucket: name }));
  if (MFADelete === 'Enabled') {
    return notReady(
      'the bucket asks for a second factor before a version is deleted (MFA delete)',
      'disable MFA delete, or state under `cannot` why the system does not erase and rectify',
    );
  }
  const lock = await client
    .send(new GetObjectLockConfigurationCommand({ Bucket: name }))
    .catch((error: unknown) => ignore(error, 'ObjectLockConfigurationNotFoundError'));
  const retention = lock?.ObjectLockConfiguration?.Rule?.DefaultRetention;
  if (retention === undefined) return undefined;
  const { Days, Years, Mode = 'GOVERNANCE' } = retention;
  const period = Days === undefined ? `${Years} years` : `${Days} days`;
  return notReady(
    `Object Lock keeps each version for ${period} (${Mode}): nothing can be erased before`,
    'remove the default retention, or state `erase` and `rectify` under `cannot`: a law asks to keep the data',
  );
}

async function keyFault(
  client: S3Client,
  name: string,
  { encryptionKey }: S3Settings,
): Promise<Probe | undefined> {
  const encryption = await client
    .send(new GetBucketEncryptionCommand({ Bucket: name }))
    .catch((error: unknown) => ignore(error, 'ServerSideEncryptionConfigurationNotFoundError'));
  const [rule] = encryption?.ServerSideEncryptionConfiguration?.Rules ?? [];
  const algorithm = rule?.ApplyServerSideEncryptionByDefault?.SSEAlgorithm;
  const key = rule?.ApplyServerSideEncryptionByDefault?.KMSMasterKeyID;
  const isManaged = key === undefined || key.includes('alias/aws/s3');
  if (!algorithm?.startsWith('aws:kms') || isManaged || encryptionKey !== undefined) {
    return undefined;
  }
  return notReady(
    'the bucket is encrypted with a customer managed KMS key, and the settings name none',
    'name the ARN of that key as `encryptionKey`, so that the connector may use it',
  );
}

/** Lists by an invented person, and reads the first byte of an object of each entry if there is one. */
async function readFault(bucket: Bucket, { objects }: S3Settings): Promise<Probe | undefined> {
  for (const entry of objects) {
    const isWhole = entry.form === 'whole';
    const { before, after } = isWhole
      ? templateOf(entry.prefix)
      : { before: entry.prefix, after: '' };
    await versionsBelow(
      bucket,
      isWhole ? `${before}${randomUUID()}${after}` : before,
      undefined,
      1,
    );
    for await (const _upload of incompleteUploads(bucket, `${before}${randomUUID()}`)) break;
    const { versions } = await versionsBelow(bucket, before, undefined, 20);
    const readable = versions.find(({ bytes }) => bytes > 0);
    if (readable === undefined) continue;
    const { Body } = await bucket.client.send(
      new GetObjectCommand({
        Bucket: bucket.name,
        Key: readable.key,
        VersionId: readable.versionId,
        Range: 'bytes=0-0',
      }),
    );
    await Body?.transformToByteArray();
  }
  return undefined;
}

function explained(error: unknown, { bucket }: S3Settings): Probe {
  const code = systemErrorOf(error);
  switch (code) {
    case 'not-found':
      return notReady(`there is no bucket ${bucket}`, 'correct `bucket`, or create it');
    case 'access-denied':
      return notReady(
        `the function of this system may not read the bucket ${bucket}, or it is of another account`,
        'compare `account` with the owner of the bucket, and allow the role in the policies of the bucket and of its KMS key',
      );
    case 'unreachable':
    case 'timed-out':
    case 'throttled':
      return notReady(
        `Amazon S3 did not answer (${code})`,
        'try again; if it lasts, check the network',
      );
    default:
      return notReady(
        `the bucket ${bucket} gave an answer of another kind (${code})`,
        'see the log',
      );
  }
}

const notReady = (what: string, remedy: string): Probe => ({ kind: 'not-ready', what, remedy });

function ignore(error: unknown, name: string): undefined {
  if (!(error instanceof Error && error.name === name)) throw error;
}
