import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  PutObjectCommand,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import type { CompletedPart } from '@aws-sdk/client-s3';
import { rechunk } from '../../platform/objects/rechunk.ts';
import type { Chunk } from '../../platform/objects/rechunk.ts';
import { SystemFaultError } from '../model/faults.ts';
import type { Bucket } from './bucket.ts';
import { deleteVersions } from './delete-versions.ts';
import { openObject } from './stored-object.ts';
import type { Properties, StoredObject } from './stored-object.ts';
import { versionsBelow } from './versions.ts';
import type { VersionName } from './versions.ts';

/** At most 10,000 parts (Amazon S3 User Guide, "Multipart upload limits"): objects up to 78 GiB. */
const partBytes = 8 * 1024 * 1024;
const mostAttempts = 4;

/** The new body of an object, and how many rows or documents differ in it. */
export interface NewBody {
  readonly changes: () => number;
  readonly body: AsyncIterable<Buffer> | Iterable<Buffer>;
}

export interface Replacement {
  readonly changes: number;
  /** Versions that were to be deleted, and that Object Lock keeps. */
  readonly locked: number;
  /** What is the current version now; undefined if the object is gone. */
  readonly current: VersionName | undefined;
}

interface Replaced extends VersionName {
  readonly changes: number;
  isCounted: boolean;
}

/**
 * Writes the current version of an object again, with what `edit` makes of it, and keeps all else that
 * the object has. `edit` returns undefined where nothing is to be changed.
 *
 * The write names the ETag of what was read (`If-Match`), so a change by others in between is never
 * overwritten: the object is read again. With versioning the version that was read is deleted only
 * when it is certain that it is no longer the current one. If another version with the same bytes
 * came between, what was written is withdrawn, so that its metadata is not lost.
 *
 * @throws SystemFaultError `changed-meanwhile` if others were faster each time
 */
export async function replaceObject(
  bucket: Bucket,
  key: string,
  edit: (source: StoredObject) => Promise<NewBody | undefined>,
): Promise<Replacement> {
  const replaced: Replaced[] = [];
  for (let attempt = 1; attempt <= mostAttempts; attempt += 1) {
    const source = await openObject(bucket, key);
    const edited = source && (await edit(source).finally(source.release));
    if (source === undefined || edited === undefined) {
      if (replaced.length === 0) return { changes: 0, locked: 0, current: source };
      return settle(bucket, key, replaced);
    }
    const written = await write(bucket, source, edited.body);
    const done = { key, versionId: source.versionId, changes: edited.changes(), isCounted: false };
    replaced.push(done);
    if (written === undefined) continue;
    done.isCounted = true;
    const { latest, previous } = await newestOf(bucket, key);
    const isCurrent = latest?.versionId === written.versionId && latest.etag === written.etag;
    const isOverwritten = source.versionId === written.versionId;
    if (isCurrent && !isOverwritten && previous !== undefined) {
      if (previous.versionId !== source.versionId) {
        await deleteVersions(bucket, [written]);
        done.isCounted = false;
        continue;
      }
    }
    if (isCurrent) return settle(bucket, key, replaced);
  }
  throw new SystemFaultError('changed-meanwhile');
}

/** Deletes what was replaced where it is no longer the current version. */
async function settle(
  bucket: Bucket,
  key: string,
  replaced: readonly Replaced[],
): Promise<Replacement> {
  const sum = (some: readonly Replaced[]) => some.reduce((total, one) => total + one.changes, 0);
  const counted = replaced.filter(({ isCounted }) => isCounted);
  const latest = (await newestOf(bucket, key)).latest;
  const outdated = replaced.filter(({ versionId }) => versionId !== latest?.versionId);
  const { locked } = await deleteVersions(bucket, outdated);
  const gone = outdated.filter(({ versionId, isCounted }) =>
    isCounted ? false : !locked.some((one) => one.versionId === versionId),
  );
  return { changes: sum([...counted, ...gone]), locked: locked.length, current: latest };
}

async function newestOf(bucket: Bucket, key: string) {
  // A key comes before all longer ones.
  const { versions, markers } = await versionsBelow(bucket, key, undefined, 2);
  const own = versions.filter((one) => one.key === key);
  const marker = markers.find((one) => one.key === key && one.isLatest);
  return {
    latest: own.find(({ isLatest }) => isLatest) ?? (marker && { ...marker, etag: '' }),
    previous: own.find(({ isLatest }) => !isLatest),
  };
}

interface Written extends VersionName {
  readonly etag: string | undefined;
}

/** Undefined if the object is no longer what was read. */
async function write(
  bucket: Bucket,
  source: StoredObject,
  body: NewBody['body'],
): Promise<Written | undefined> {
  const properties = await source.properties();
  const parts = rechunk(body, partBytes);
  try {
    const first = await parts.next();
    if (first.done === true) throw new SystemFaultError('internal');
    return first.value.last
      ? await writeWhole(bucket, source, properties, first.value.bytes)
      : await writeParts(bucket, source, properties, first.value, parts);
  } catch (error) {
    if (isConflict(error)) return undefined;
    throw error;
  } finally {
    await parts.return();
  }
}

/** Amazon S3 User Guide, "Add preconditions to S3 operations with conditional requests". */
const isConflict = (error: unknown): boolean =>
  error instanceof Error &&
  /^(PreconditionFailed|ConditionalRequestConflict|OperationAborted|NoSuchKey|NoSuchVersion)$/.test(
    error.name,
  );

async function writeWhole(
  { client, name }: Bucket,
  { key, etag }: StoredObject,
  properties: Properties,
  bytes: Buffer,
): Promise<Written> {
  const { VersionId, ETag } = await client.send(
    new PutObjectCommand({ ...properties, Bucket: name, Key: key, Body: bytes, IfMatch: etag }),
  );
  return { key, versionId: VersionId ?? 'null', etag: ETag };
}

async function writeParts(
  { client, name }: Bucket,
  { key, etag }: StoredObject,
  properties: Properties,
  first: Chunk,
  others: AsyncIterable<Chunk>,
): Promise<Written> {
  const target = { Bucket: name, Key: key };
  const { UploadId } = await client.send(
    new CreateMultipartUploadCommand({ ...properties, ...target, ChecksumAlgorithm: 'CRC32' }),
  );
  const upload = { ...target, UploadId };
  const parts: CompletedPart[] = [];
  const send = async ({ bytes }: Chunk) => {
    const PartNumber = parts.length + 1;
    const { ETag, ChecksumCRC32 } = await client.send(
      new UploadPartCommand({ ...upload, PartNumber, Body: bytes, ChecksumAlgorithm: 'CRC32' }),
    );
    parts.push({ PartNumber, ETag, ChecksumCRC32 });
  };
  try {
    await send(first);
    for await (const chunk of others) await send(chunk);
    const { VersionId, ETag } = await client.send(
      new CompleteMultipartUploadCommand({
        ...upload,
        MultipartUpload: { Parts: parts },
        IfMatch: etag,
      }),
    );
    return { key, versionId: VersionId ?? 'null', etag: ETag };
  } catch (error) {
    await client.send(new AbortMultipartUploadCommand(upload)).catch(() => undefined);
    throw error;
  }
}
