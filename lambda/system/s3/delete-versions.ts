import { DeleteObjectsCommand, HeadObjectCommand } from '@aws-sdk/client-s3';
import type { _Error as DeletionError } from '@aws-sdk/client-s3';
import { setTimeout } from 'node:timers/promises';
import { SystemFaultError, systemErrorOf } from '../model/faults.ts';
import type { Bucket } from './bucket.ts';
import type { VersionName } from './versions.ts';

/** Amazon S3 API Reference, DeleteObjects. */
const mostInOneCall = 1_000;
const mostAttempts = 4;
const isTransient = /^(InternalError|SlowDown|ServiceUnavailable|OperationAborted)$/;
const isGone = /^NoSuch(Key|Version)$/;

export interface Deletion {
  readonly deleted: number;
  /** Object Lock keeps them: a retention period, or a legal hold. */
  readonly locked: readonly VersionName[];
}

/**
 * Deletes exactly these versions and delete markers. DeleteObjects succeeds as a whole while single keys
 * fail, so the errors of each are read; one that fails does not keep the others.
 *
 * @throws SystemFaultError `access-denied`, `throttled` or `invalid-answer`, after all others were deleted
 */
export async function deleteVersions(
  bucket: Bucket,
  versions: readonly VersionName[],
): Promise<Deletion> {
  let deleted = 0;
  const locked: VersionName[] = [];
  let fault: SystemFaultError | undefined;
  for (let index = 0; index < versions.length; index += mostInOneCall) {
    let batch = versions.slice(index, index + mostInOneCall);
    for (let attempt = 1; batch.length > 0; attempt += 1) {
      const failed = await deleteBatch(bucket, batch);
      deleted += batch.length - failed.length;
      const again: VersionName[] = [];
      for (const { version, code, message } of failed) {
        if (isGone.test(code)) continue;
        if (isTransient.test(code) && attempt < mostAttempts) again.push(version);
        else if (code === 'AccessDenied' && (await isLocked(bucket, version, message))) {
          locked.push(version);
        } else fault ??= new SystemFaultError(faultOf(code));
      }
      batch = again;
      if (batch.length > 0) await setTimeout(100 * 4 ** attempt);
    }
  }
  if (fault !== undefined) throw fault;
  return { deleted, locked };
}

interface FailedDeletion {
  readonly version: VersionName;
  readonly code: string;
  readonly message: string;
}

async function deleteBatch(
  { client, name }: Bucket,
  batch: readonly VersionName[],
): Promise<readonly FailedDeletion[]> {
  const { Errors: errors = [] } = await client.send(
    new DeleteObjectsCommand({
      Bucket: name,
      Delete: {
        Objects: batch.map(({ key, versionId }) => ({ Key: key, VersionId: versionId })),
        Quiet: true,
      },
    }),
  );
  const failed = errors.flatMap((error) => {
    const version = batch.find((one) => isAbout(error, one));
    return version === undefined
      ? []
      : [{ version, code: error.Code ?? '', message: error.Message ?? '' }];
  });
  // An error about something else than was asked: what was deleted is not known.
  if (failed.length !== errors.length) throw new SystemFaultError('invalid-answer');
  return failed;
}

const isAbout = ({ Key, VersionId }: DeletionError, { key, versionId }: VersionName): boolean =>
  Key === key && (VersionId === undefined || VersionId === '' || VersionId === versionId);

/** S3 denies the deletion of a locked version as it denies one without the right to it. */
async function isLocked(
  { client, name }: Bucket,
  { key, versionId }: VersionName,
  message: string,
): Promise<boolean> {
  if (/object lock/i.test(message)) return true;
  try {
    const { ObjectLockLegalHoldStatus, ObjectLockRetainUntilDate } = await client.send(
      new HeadObjectCommand({ Bucket: name, Key: key, VersionId: versionId }),
    );
    const until = ObjectLockRetainUntilDate?.getTime() ?? 0;
    return ObjectLockLegalHoldStatus === 'ON' || until > Date.now();
  } catch {
    return false;
  }
}

function faultOf(code: string): 'access-denied' | 'throttled' | 'invalid-answer' {
  if (isTransient.test(code)) return 'throttled';
  const named = Object.assign(new Error('a version was not deleted'), { name: code });
  return systemErrorOf(named) === 'access-denied' ? 'access-denied' : 'invalid-answer';
}
