import { S3Client } from '@aws-sdk/client-s3';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { cloudTrailKeys } from '../../lambda/audit/cloudtrail-keys.ts';
import { S3TrailFiles } from '../../lambda/audit/s3-trail-files.ts';
import type { Sources } from '../../lambda/audit/verify-region.ts';
import type { Bucket, Signer } from './made-trail.ts';

/** What the server has; a test replaces it. */
export interface World {
  bucket: Bucket;
  /** By Region. A Region that is not here does not answer. */
  signers: Readonly<Record<string, readonly Signer[]>>;
  /** Responses of other services, by operation: `ListStackResources`. */
  others?: Readonly<Record<string, string>>;
}

const pageLength = 7;

/** Amazon S3 with one bucket, and CloudTrail with its keys, in their protocols. */
export async function trailServer(world: World) {
  const server = createServer((request, response) => {
    const target = request.headers['x-amz-target'];
    if (request.method === 'POST' && !String(target).endsWith('.ListPublicKeys')) {
      void other(world, request, response);
      return;
    }
    request.resume();
    const url = new URL(request.url ?? '/', 'http://localhost');
    if (typeof target === 'string' && target.endsWith('.ListPublicKeys')) {
      publicKeys(world, request, response);
    } else if (url.searchParams.has('list-type')) {
      list(world.bucket, url.searchParams, response);
    } else {
      const [, , ...key] = url.pathname.split('/');
      get(world.bucket, decodeURIComponent(key.join('/')), response);
    }
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const credentials = { accessKeyId: 'none', secretAccessKey: 'none' };
  const config = { endpoint, credentials, region: 'eu-central-1' };
  const sources: Sources = {
    files: new S3TrailFiles(new S3Client({ ...config, forcePathStyle: true })),
    publicKeys: cloudTrailKeys(config),
  };
  return {
    endpoint,
    sources,
    close: () =>
      new Promise<void>((done) => {
        server.closeAllConnections();
        server.close(() => done());
      }),
  };
}

async function other(
  { others = {} }: World,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const body = await text(request);
  const target = request.headers['x-amz-target'];
  const operation =
    typeof target === 'string' ? target.split('.').at(-1) : new URLSearchParams(body).get('Action');
  const found = others[operation ?? ''];
  response.writeHead(found === undefined ? 403 : 200).end(found ?? '{"__type":"AccessDenied"}');
}

function publicKeys({ signers }: World, request: IncomingMessage, response: ServerResponse): void {
  const region = /\/([a-z0-9-]+)\/cloudtrail\//.exec(request.headers.authorization ?? '')?.[1];
  const known = signers[region ?? ''];
  if (known === undefined) {
    response.writeHead(400).end(JSON.stringify({ __type: 'UnrecognizedClientException' }));
    return;
  }
  const PublicKeyList = known.map((signer) => ({
    Fingerprint: signer.fingerprint,
    Value: signer.publicKey.toString('base64'),
    ValidityStartTime: signer.validFrom / 1000,
    ValidityEndTime: signer.validTo / 1000,
  }));
  response.writeHead(200).end(JSON.stringify({ PublicKeyList }));
}

function list(bucket: Bucket, query: URLSearchParams, response: ServerResponse): void {
  const prefix = query.get('prefix') ?? '';
  const after = query.get('continuation-token') ?? query.get('start-after') ?? '';
  const keys = [...bucket.keys()].filter((key) => key.startsWith(prefix) && key > after).sort();
  const folders = query.has('delimiter')
    ? new Set(keys.map((key) => key.slice(prefix.length).split('/')[0]))
    : new Set<string>();
  const page = query.has('delimiter') ? [] : keys.slice(0, pageLength);
  const isTruncated = !query.has('delimiter') && keys.length > pageLength;
  response
    .writeHead(200, { 'content-type': 'application/xml' })
    .end(
      `<ListBucketResult>${page.map((key) => `<Contents><Key>${key}</Key></Contents>`).join('')}${[
        ...folders,
      ]
        .map((name) => `<CommonPrefixes><Prefix>${prefix}${name}/</Prefix></CommonPrefixes>`)
        .join('')}<IsTruncated>${isTruncated}</IsTruncated>${
        isTruncated ? `<NextContinuationToken>${page.at(-1)}</NextContinuationToken>` : ''
      }</ListBucketResult>`,
    );
}

function get(bucket: Bucket, key: string, response: ServerResponse): void {
  const found = bucket.get(key);
  if (found === undefined) {
    response
      .writeHead(404, { 'content-type': 'application/xml' })
      .end('<Error><Code>NoSuchKey</Code><Message>not there</Message></Error>');
    return;
  }
  const metadata = Object.entries(found.metadata).map(([name, value]) => [
    `x-amz-meta-${name}`,
    value,
  ]);
  response.writeHead(200, Object.fromEntries(metadata)).end(found.body);
}
