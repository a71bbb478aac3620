import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { listObjects, listUploads, listVersions } from './listings.ts';
import { S3RefusedError } from './s3-refused-error.ts';
import { bodyOf, StoredBucket } from './stored-buckets.ts';
import type { Condition, StoredBody, Version } from './stored-buckets.ts';
import { elementsIn, textIn, xmlText } from './xml.ts';
import type { XmlContent } from './xml.ts';

export interface BucketServer {
  /** For `AWS_ENDPOINT_URL_S3`: http://127.0.0.1:port. */
  readonly endpoint: string;
  stop(): Promise<void>;
}

/**
 * Buckets in memory behind the part of the S3 API that a connector and an application need: objects,
 * versions, conditional writes, tags, legal holds, multipart uploads. Path-style addresses, on the
 * loopback interface alone; signatures are not checked.
 */
export async function startBuckets(): Promise<BucketServer> {
  const buckets = new Map<string, StoredBucket>();
  const server = createServer((request, response) => {
    void respond(buckets, request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    endpoint: `http://127.0.0.1:${port}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

interface Reply {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string | number>>;
  readonly body?: Buffer | string;
}

interface Call {
  readonly method: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

async function respond(
  buckets: Map<string, StoredBucket>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    const { status = 200, headers = {}, body = '' } = await answer(buckets, request);
    const length = typeof body === 'string' ? Buffer.byteLength(body) : body.length;
    response.writeHead(status, { 'content-length': length, ...headers });
    response.end(request.method === 'HEAD' ? undefined : body);
  } catch (error) {
    const refused = error instanceof S3RefusedError ? error : undefined;
    const body = xmlText('Error', {
      Code: refused?.code ?? 'InternalError',
      Message: refused?.message ?? 'We encountered an internal error. Please try again.',
    });
    response.writeHead(refused?.status ?? 500, { 'content-type': 'application/xml' });
    response.end(request.method === 'HEAD' ? undefined : body);
  }
}

async function answer(
  buckets: Map<string, StoredBucket>,
  request: IncomingMessage,
): Promise<Reply> {
  // Not by a URL parser: that would take `..` out of a key.
  const [path = '/', search = ''] = (request.url ?? '/').split(/\?(.*)/s);
  const [, name = '', key = ''] = /^\/([^/]*)\/?(.*)$/s.exec(path) ?? [];
  const headers = Object.fromEntries(
    Object.entries(request.headers).map(([header, value]) => [header, String(value)]),
  );
  if (headers['content-encoding']?.includes('aws-chunked') === true) {
    throw new S3RefusedError('NotImplemented');
  }
  const call: Call = {
    method: request.method ?? 'GET',
    query: new URLSearchParams(search),
    headers,
    body: Buffer.concat(await Array.fromAsync(request as AsyncIterable<Buffer>)),
  };
  const bucket = buckets.get(name);
  if (key === '' && call.method === 'PUT' && call.query.size === 0) {
    if (bucket !== undefined) throw new S3RefusedError('BucketAlreadyOwnedByYou');
    buckets.set(name, new StoredBucket());
    return {};
  }
  if (bucket === undefined) throw new S3RefusedError('NoSuchBucket');
  return key === '' ? ofBucket(bucket, call) : ofObject(bucket, decodeURIComponent(key), call);
}

const xml = (name: string, content: XmlContent): Reply => ({
  headers: { 'content-type': 'application/xml' },
  body: xmlText(name, content),
});

function ofBucket(bucket: StoredBucket, { method, query, body }: Call): Reply {
  const text = body.toString('utf8');
  if (method === 'HEAD') return {};
  if (method === 'PUT' && query.has('versioning')) {
    bucket.versioning = textIn(text, 'Status') === 'Enabled' ? 'Enabled' : 'Suspended';
    return {};
  }
  if (method === 'POST' && query.has('delete')) return deleteMany(bucket, text);
  if (method !== 'GET') throw new S3RefusedError('NotImplemented');
  if (query.has('versioning')) {
    return xml('VersioningConfiguration', { Status: bucket.versioning });
  }
  if (query.has('object-lock')) throw new S3RefusedError('ObjectLockConfigurationNotFoundError');
  if (query.has('encryption')) {
    throw new S3RefusedError('ServerSideEncryptionConfigurationNotFoundError');
  }
  if (query.has('versions')) return xml('ListVersionsResult', listVersions(bucket, query));
  if (query.has('uploads')) return xml('ListMultipartUploadsResult', listUploads(bucket, query));
  return xml('ListBucketResult', listObjects(bucket, query));
}

function deleteMany(bucket: StoredBucket, text: string): Reply {
  const Error: XmlContent[] = [];
  const objects = elementsIn(text, 'Object');
  if (objects.length > 1_000) throw new S3RefusedError('MalformedXML');
  for (const one of objects) {
    const Key = textIn(one, 'Key') ?? '';
    const VersionId = textIn(one, 'VersionId');
    try {
      bucket.delete(Key, VersionId);
    } catch (error) {
      if (!(error instanceof S3RefusedError)) throw error;
      Error.push({ Key, VersionId, Code: error.code, Message: error.message });
    }
  }
  return xml('DeleteResult', { Error });
}

function ofObject(bucket: StoredBucket, key: string, call: Call): Reply {
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
