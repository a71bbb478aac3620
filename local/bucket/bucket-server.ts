import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { localAccount } from '../template.ts';
import { ofBucket } from './bucket-replies.ts';
import { ofObject } from './object-replies.ts';
import type { Call, Reply } from './reply.ts';
import { S3RefusedError } from './s3-refused-error.ts';
import { StoredBucket } from './stored-buckets.ts';
import { xmlText } from './xml.ts';

export interface BucketServer {
  /** For `AWS_ENDPOINT_URL_S3`: http://127.0.0.1:port. */
  readonly endpoint: string;
  stop(): Promise<void>;
}

/**
 * Buckets in memory behind the part of the S3 API that a connector and an application need: objects,
 * versions, conditional writes, tags, legal holds, multipart uploads, the owner that a call expects.
 * Path-style addresses, on the loopback interface alone; signatures are not checked.
 *
 * @param owner account of every bucket, 12 digits
 */
export async function startBuckets(owner: string = localAccount): Promise<BucketServer> {
  const buckets = new Map<string, StoredBucket>();
  const server = createServer((request, response) => {
    void respond({ buckets, owner }, request, response);
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

interface Stored {
  readonly buckets: Map<string, StoredBucket>;
  readonly owner: string;
}

async function respond(
  stored: Stored,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    const { status = 200, headers = {}, body = '' } = await answer(stored, request);
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

async function answer({ buckets, owner }: Stored, request: IncomingMessage): Promise<Reply> {
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
  if ((headers['x-amz-expected-bucket-owner'] ?? owner) !== owner) {
    throw new S3RefusedError('AccessDenied');
  }
  return key === '' ? ofBucket(bucket, call) : ofObject(bucket, decodeURIComponent(key), call);
}
