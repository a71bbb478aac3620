import { S3RefusedError } from './s3-refused-error.ts';
import type { StoredBucket, Version } from './stored-buckets.ts';
import type { XmlContent } from './xml.ts';

type Query = URLSearchParams;

const storageClass = { StorageClass: 'STANDARD' };

/** ListObjectVersions: after the version that the markers name, or after all of a key. */
export function listVersions(bucket: StoredBucket, query: Query): XmlContent {
  const { most, encoded } = options(query);
  const keyMarker = query.get('key-marker') ?? '';
  const versionMarker = query.get('version-id-marker');
  const all = bucket.list(query.get('prefix') ?? '');
  const marked = all.findIndex((one) => one.key === keyMarker && one.versionId === versionMarker);
  const rest =
    marked >= 0
      ? all.slice(marked + 1)
      : all.filter(({ key }) => Buffer.compare(Buffer.from(key), Buffer.from(keyMarker)) > 0);
  const page = rest.slice(0, most);
  const last = page.at(-1);
  const isTruncated = rest.length > page.length;
  const common = (version: Version) => ({
    Key: encoded(version.key),
    VersionId: version.versionId,
    IsLatest: bucket.isLatest(version),
    LastModified: version.at.toISOString(),
  });
  return {
    IsTruncated: isTruncated,
    ...(query.has('encoding-type') && { EncodingType: 'url' }),
    ...(isTruncated &&
      last && { NextKeyMarker: encoded(last.key), NextVersionIdMarker: last.versionId }),
    Version: page.flatMap((version) =>
      version.object === undefined
        ? []
        : [
            {
              ...common(version),
              ETag: version.object.etag,
              Size: version.object.bytes.length,
              ...storageClass,
            },
          ],
    ),
    DeleteMarker: page.filter(({ object }) => object === undefined).map(common),
  };
}

/** ListObjectsV2, with or without a delimiter. */
export function listObjects(bucket: StoredBucket, query: Query): XmlContent {
  const { most, encoded } = options(query);
  const prefix = query.get('prefix') ?? '';
  const delimiter = query.get('delimiter') ?? '';
  const after = query.get('continuation-token') ?? query.get('start-after') ?? '';
  const current = bucket
    .list(prefix)
    .filter((one) => bucket.isLatest(one) && one.object !== undefined);
  const groups = new Map<string, Version | undefined>();
  for (const version of current) {
    const end = delimiter === '' ? -1 : version.key.indexOf(delimiter, prefix.length);
    if (end >= 0) groups.set(version.key.slice(0, end + delimiter.length), undefined);
    else groups.set(version.key, version);
  }
  const rest = [...groups].filter(([name]) => name > after);
  const page = rest.slice(0, most);
  const isTruncated = rest.length > page.length;
  return {
    IsTruncated: isTruncated,
    KeyCount: page.length,
    ...(query.has('encoding-type') && { EncodingType: 'url' }),
    ...(isTruncated && { NextContinuationToken: page.at(-1)?.[0] }),
    Contents: page.flatMap(([, version]) =>
      version?.object === undefined
        ? []
        : [
            {
              Key: encoded(version.key),
              ETag: version.object.etag,
              Size: version.object.bytes.length,
              LastModified: version.at.toISOString(),
              ...storageClass,
            },
          ],
    ),
    CommonPrefixes: page
      .filter(([, version]) => version === undefined)
      .map(([name]) => ({ Prefix: encoded(name) })),
  };
}

/** ListMultipartUploads, on one page. */
export function listUploads(bucket: StoredBucket, query: Query): XmlContent {
  const { encoded } = options(query);
  return {
    IsTruncated: false,
    ...(query.has('encoding-type') && { EncodingType: 'url' }),
    Upload: [...bucket.uploads]
      .filter(([, { key }]) => key.startsWith(query.get('prefix') ?? ''))
      .map(([UploadId, { key }]) => ({ Key: encoded(key), UploadId })),
  };
}

function options(query: Query) {
  const most = Number(query.get('max-keys') ?? 1_000);
  if (!Number.isInteger(most) || most < 0) throw new S3RefusedError('NotImplemented');
  const encoded = (text: string) =>
    query.has('encoding-type')
      ? encodeURIComponent(text).replaceAll('%2F', '/').replaceAll('%20', '+')
      : text;
  return { most: Math.min(most, 1_000), encoded };
}
