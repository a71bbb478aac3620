import { randomUUID } from 'node:crypto';
import { xml } from './reply.ts';
import type { Call, Reply } from './reply.ts';
import { S3RefusedError } from './s3-refused-error.ts';
import { bodyOf } from './stored-buckets.ts';
import type { Condition, StoredBody, StoredBucket, Version } from './stored-buckets.ts';
import { elementsIn, textIn } from './xml.ts';

/** Calls on one object. */
export function ofObject(bucket: StoredBucket, key: string, call: Call): Reply {
  const { method, query, headers, body } = call;
  const versionId = query.get('versionId') ?? undefined;
  const uploadId = query.get('uploadId') ?? undefined;
  const text = body.toString('utf8');
  if (query.has('tagging')) return ofTags(bucket.find(key, versionId).object, method, text);
  if (query.has('legal-hold') && method === 'PUT') {
    bucket.find(key, versionId).object.hasLegalHold = textIn(text, 'Status') === 'ON';
    return {};
  }
  if (uploadId !== undefined || query.has('uploads')) {
    return ofUpload(bucket, key, uploadId, call);
  }
  switch (method) {
    case 'PUT': {
      const stored = bodyOf(body, ownHeaders(headers), tagsIn(headers));
      return written(bucket.put(key, stored, conditionOf(headers)), bucket);
    }
    case 'GET':
    case 'HEAD':
      return read(bucket.find(key, versionId), bucket, headers);
    case 'DELETE':
      bucket.delete(key, versionId);
      return { status: 204 };
    default:
      throw new S3RefusedError('NotImplemented');
  }
}

function ofTags(object: StoredBody, method: string, text: string): Reply {
  if (method === 'GET') {
    const Tag = Object.entries(object.tags).map(([Key, Value]) => ({ Key, Value }));
    return xml('Tagging', { TagSet: { Tag } });
  }
  object.tags = Object.fromEntries(
    elementsIn(method === 'PUT' ? text : '', 'Tag').map((tag) => [
      textIn(tag, 'Key') ?? '',
      textIn(tag, 'Value') ?? '',
    ]),
  );
  return { status: method === 'DELETE' ? 204 : 200 };
}

function ofUpload(
  bucket: StoredBucket,
  key: string,
  uploadId: string | undefined,
  { method, query, headers, body }: Call,
): Reply {
  if (uploadId === undefined) {
    const id = randomUUID();
    const parts = new Map<number, Buffer>();
    bucket.uploads.set(id, { key, headers: ownHeaders(headers), tags: tagsIn(headers), parts });
    return xml('InitiateMultipartUploadResult', { Key: key, UploadId: id });
  }
  const upload = bucket.uploads.get(uploadId);
  if (upload === undefined) throw new S3RefusedError('NoSuchUpload');
  if (method === 'DELETE') {
    bucket.uploads.delete(uploadId);
    return { status: 204 };
  }
  if (method === 'PUT') {
    upload.parts.set(Number(query.get('partNumber')), body);
    return { headers: { etag: bodyOf(body, {}, {}).etag } };
  }
  const numbers = elementsIn(body.toString('utf8'), 'PartNumber').map(Number);
  const version = bucket.complete(uploadId, numbers, conditionOf(headers));
  const { body: answered } = xml('CompleteMultipartUploadResult', {
    Key: key,
    ETag: version.object?.etag,
  });
  return { headers: versionHeader(version, bucket), body: answered ?? '' };
}

const conditionOf = (headers: Call['headers']): Condition => ({
  ifMatch: headers['if-match'],
  ifNoneMatch: headers['if-none-match'],
});

const ownHeaderNames =
  /^(cache-control|content-(disposition|encoding|language|type)|expires|x-amz-(meta-.+|storage-class|website-redirect-location|server-side-encryption.*))$/;

const ownHeaders = (headers: Call['headers']): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => ownHeaderNames.test(name)));

const tagsIn = (headers: Call['headers']): Record<string, string> =>
  Object.fromEntries(new URLSearchParams(headers['x-amz-tagging'] ?? ''));

function written(version: Version, bucket: StoredBucket): Reply {
  return { headers: { etag: version.object?.etag ?? '', ...versionHeader(version, bucket) } };
}

const versionHeader = (
  { versionId }: Version,
  { versioning }: StoredBucket,
): Record<string, string> => (versioning === undefined ? {} : { 'x-amz-version-id': versionId });

function read(
  version: Version & { readonly object: StoredBody },
  bucket: StoredBucket,
  headers: Call['headers'],
): Reply {
  const { object, at } = version;
  const { 'if-match': ifMatch } = headers;
  if (ifMatch !== undefined && ifMatch !== object.etag) {
    throw new S3RefusedError('PreconditionFailed');
  }
  const all = object.bytes.length;
  const [, from, to] = /^bytes=(\d+)-(\d*)$/.exec(headers['range'] ?? '') ?? [];
  const start = Number(from ?? 0);
  const end = Math.min(to ? Number(to) : all - 1, all - 1);
  if (from !== undefined && start >= all) throw new S3RefusedError('InvalidRange');
  const tags = Object.keys(object.tags).length;
  return {
    status: from === undefined ? 200 : 206,
    headers: {
      'content-type': 'binary/octet-stream',
      ...object.headers,
      etag: object.etag,
      'last-modified': at.toUTCString(),
      ...versionHeader(version, bucket),
      ...(tags > 0 && { 'x-amz-tagging-count': tags }),
      ...(from !== undefined && { 'content-range': `bytes ${start}-${end}/${all}` }),
    },
    body: from === undefined ? object.bytes : object.bytes.subarray(start, end + 1),
  };
}
