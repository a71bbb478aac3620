import {
  ListMultipartUploadsCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
} from '@aws-sdk/client-s3';
import type {
  ListMultipartUploadsCommandOutput,
  ListObjectVersionsCommandOutput,
} from '@aws-sdk/client-s3';
import { SystemFaultError } from '../model/faults.ts';
import type { Bucket } from './bucket.ts';

/** `null` is the version of an object that was stored without versioning. */
export interface VersionName {
  readonly key: string;
  readonly versionId: string;
}

export interface StoredVersion extends VersionName {
  readonly isLatest: boolean;
  readonly bytes: number;
  readonly etag: string;
  readonly storedAt: Date;
}

export interface DeleteMarker extends VersionName {
  readonly isLatest: boolean;
}

export interface VersionsPage {
  /** By key, the newest of each first. */
  readonly versions: readonly StoredVersion[];
  readonly markers: readonly DeleteMarker[];
  /** Where the next page begins; undefined on the last one. */
  readonly next: VersionName | undefined;
}

/**
 * One page of the versions and delete markers whose keys begin with the prefix. A bucket without
 * versioning has one version of each object.
 *
 * @param after the last one that is not wanted again; it must still be there
 * @param most 1 to 1,000
 */
export async function versionsBelow(
  { client, name }: Bucket,
  prefix: string,
  after?: VersionName,
  most = 1_000,
): Promise<VersionsPage> {
  const page = await client.send(
    new ListObjectVersionsCommand({
      Bucket: name,
      Prefix: prefix,
      MaxKeys: most,
      // A key can have characters that XML 1.0 has not.
      EncodingType: 'url',
      ...(after && { KeyMarker: after.key, VersionIdMarker: after.versionId }),
    }),
  );
  const keyOf = decoder(page.EncodingType);
  // Some servers list the version `null` again if the page before ended with it.
  const isNew = ({ key, versionId }: VersionName) =>
    key !== after?.key || versionId !== after.versionId;
  const versions = (page.Versions ?? []).map((one) => ({
    ...nameOf(one, keyOf),
    isLatest: one.IsLatest === true,
    bytes: one.Size ?? 0,
    etag: one.ETag ?? '',
    storedAt: one.LastModified ?? new Date(0),
  }));
  const markers = (page.DeleteMarkers ?? []).map((one) => ({
    ...nameOf(one, keyOf),
    isLatest: one.IsLatest === true,
  }));
  return {
    versions: versions.filter(isNew),
    markers: markers.filter(isNew),
    next: nextOf(page, keyOf),
  };
}

function nameOf(
  { Key, VersionId }: { readonly Key?: string; readonly VersionId?: string },
  keyOf: (text: string) => string,
): VersionName {
  if (Key === undefined) throw new SystemFaultError('invalid-answer');
  return { key: keyOf(Key), versionId: VersionId ?? 'null' };
}

function nextOf(
  { IsTruncated, NextKeyMarker, NextVersionIdMarker }: ListObjectVersionsCommandOutput,
  keyOf: (text: string) => string,
): VersionName | undefined {
  if (IsTruncated !== true) return undefined;
  if (NextKeyMarker === undefined) throw new SystemFaultError('invalid-answer');
  return { key: keyOf(NextKeyMarker), versionId: NextVersionIdMarker ?? 'null' };
}

/** Encoded as in a form: a space is `+` (Amazon S3 API Reference, ListObjectVersions). */
const decoder =
  (encoding: string | undefined) =>
  (text: string): string =>
    encoding === 'url' ? decodeURIComponent(text.replaceAll('+', ' ')) : text;

export interface IncompleteUpload {
  readonly key: string;
  readonly uploadId: string;
}

/** Multipart uploads that were begun below the prefix and neither completed nor aborted. */
export async function* incompleteUploads(
  { client, name }: Bucket,
  prefix: string,
): AsyncGenerator<IncompleteUpload, void> {
  let next: { readonly KeyMarker?: string; readonly UploadIdMarker?: string } | undefined = {};
  while (next !== undefined) {
    const page: ListMultipartUploadsCommandOutput = await client.send(
      new ListMultipartUploadsCommand({
        Bucket: name,
        Prefix: prefix,
        EncodingType: 'url',
        ...next,
      }),
    );
    const keyOf = decoder(page.EncodingType);
    for (const { Key, UploadId } of page.Uploads ?? []) {
      if (Key !== undefined && UploadId !== undefined) {
        yield { key: keyOf(Key), uploadId: UploadId };
      }
    }
    const { IsTruncated, NextKeyMarker, NextUploadIdMarker } = page;
    next =
      IsTruncated === true && NextKeyMarker !== undefined
        ? {
            KeyMarker: keyOf(NextKeyMarker),
            ...(NextUploadIdMarker !== undefined && { UploadIdMarker: NextUploadIdMarker }),
          }
        : undefined;
  }
}

/** The parts of keys that follow the prefix, up to the next slash: at most 1,000. */
export async function partsBelow(
  { client, name }: Bucket,
  prefix: string,
): Promise<readonly string[]> {
  const page = await client.send(
    new ListObjectsV2Command({
      Bucket: name,
      Prefix: prefix,
      Delimiter: '/',
      EncodingType: 'url',
    }),
  );
  const keyOf = decoder(page.EncodingType);
  return (page.CommonPrefixes ?? []).flatMap(({ Prefix }) =>
    Prefix === undefined ? [] : [keyOf(Prefix).slice(prefix.length, -1)],
  );
}
