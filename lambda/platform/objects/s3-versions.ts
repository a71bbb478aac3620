import { DeleteObjectsCommand, ListObjectVersionsCommand } from '@aws-sdk/client-s3';
import type { ListObjectVersionsCommandOutput, S3Client } from '@aws-sdk/client-s3';
import { answered, ObjectsUnavailableError } from './errors.ts';

/** A version of an object, or a delete marker. */
export interface ObjectVersion {
  readonly key: string;
  readonly versionId: string | undefined;
  /** Of the version that a request without a version id reads. */
  readonly current?: { readonly bytes: number; readonly etag: string };
}

/**
 * Versions and delete markers whose keys begin with the prefix, by key, at most 1,000 at a time.
 *
 * @throws ObjectsUnavailableError
 */
export async function* versionsBelow(
  client: S3Client,
  bucket: string,
  prefix: string,
): AsyncGenerator<readonly ObjectVersion[], void> {
  let next: { readonly KeyMarker?: string; readonly VersionIdMarker?: string } | undefined = {};
  while (next !== undefined) {
    const from: typeof next = next;
    const page: ListObjectVersionsCommandOutput = await answered(() =>
      client.send(new ListObjectVersionsCommand({ Bucket: bucket, Prefix: prefix, ...from })),
    );
    yield versionsOn(page);
    const { IsTruncated, NextKeyMarker, NextVersionIdMarker } = page;
    next =
      IsTruncated === true
        ? {
            ...(NextKeyMarker !== undefined && { KeyMarker: NextKeyMarker }),
            ...(NextVersionIdMarker !== undefined && { VersionIdMarker: NextVersionIdMarker }),
          }
        : undefined;
  }
}

function versionsOn({ Versions = [], DeleteMarkers = [] }: ListObjectVersionsCommandOutput) {
  const versions = Versions.map(({ Key: key = '', VersionId, IsLatest, Size, ETag }) => ({
    key,
    versionId: VersionId,
    ...(IsLatest === true &&
      Size !== undefined &&
      ETag !== undefined && { current: { bytes: Size, etag: ETag } }),
  }));
  const markers = DeleteMarkers.map(({ Key: key = '', VersionId }) => ({
    key,
    versionId: VersionId,
  }));
  return [...versions, ...markers];
}

/** The current version of the object; undefined if there is none. */
export async function currentVersion(
  client: S3Client,
  bucket: string,
  name: string,
): Promise<ObjectVersion['current']> {
  for await (const versions of versionsBelow(client, bucket, name)) {
    const found = versions.find(({ key, current }) => key === name && current !== undefined);
    if (found !== undefined) return found.current;
  }
  return undefined;
}

/** Deletes an object with all its versions and delete markers. */
export const deleteVersions = (client: S3Client, bucket: string, name: string): Promise<void> =>
  // The prefix is a whole random name, so other objects match only if their name was chosen so.
  deleteEvery(client, bucket, name, (key) => key === name);

/** Deletes every object whose name begins so, with all versions and delete markers. */
export const deleteBelow = (client: S3Client, bucket: string, prefix: string): Promise<void> =>
  deleteEvery(client, bucket, prefix, (key) => key.startsWith(prefix));

async function deleteEvery(
  client: S3Client,
  bucket: string,
  prefix: string,
  isOwn: (key: string) => boolean,
): Promise<void> {
  for (;;) {
    // Again from the first page until nothing is left, whatever was written meanwhile.
    const page = await versionsBelow(client, bucket, prefix).next();
    const own = (page.value ?? []).filter(({ key }) => isOwn(key));
    if (own.length === 0) return;
    const objects = own.map(({ key, versionId }) => ({ Key: key, VersionId: versionId }));
    const { Errors: errors = [] } = await answered(() =>
      client.send(
        new DeleteObjectsCommand({ Bucket: bucket, Delete: { Objects: objects, Quiet: true } }),
      ),
    );
    if (errors.length > 0) {
      throw new ObjectsUnavailableError(`${errors.length} versions of an object were not deleted`);
    }
  }
}
