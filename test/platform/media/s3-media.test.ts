import { S3Client } from '@aws-sdk/client-s3';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { mediaName, uploadName } from '../../../lambda/platform/media/media-objects.ts';
import { S3Media } from '../../../lambda/platform/media/s3-media.ts';
import { ObjectsUnavailableError } from '../../../lambda/platform/objects/errors.ts';
import { newRecordId, newSubjectId } from '../../../lambda/value/ids.ts';
import { milliseconds, systemClock } from '../../../lambda/value/time.ts';
import { close, listen } from '../../../local/ports.ts';
import { admitForm } from '../../../local/uploads/post-policy.ts';

const credentials = {
  accessKeyId: 'AKIAEXAMPLE',
  secretAccessKey: 'secret',
  sessionToken: 'token',
};
const region = 'eu-central-1';
/** What S3 was asked, and what it returns for a method and a path. */
const asked: IncomingMessage[] = [];
let respond: (request: IncomingMessage, response: ServerResponse) => void;
const server = createServer((request, response) => {
  asked.push(request);
  respond(request, response);
});
let s3: S3Media;
let client: S3Client;

beforeAll(async () => {
  client = new S3Client({
    endpoint: `http://127.0.0.1:${await listen(server, 0)}`,
    ...{ region, credentials, forcePathStyle: true, maxAttempts: 1 },
  });
  s3 = new S3Media('files', systemClock, client);
});
afterAll(() => {
  client.destroy();
  return close(server, 0);
});

const upload = uploadName(newRecordId());
const media = mediaName(newSubjectId(), newRecordId());
const listOf = (entries: string) =>
  `<?xml version="1.0"?><ListVersionsResult><IsTruncated>false</IsTruncated>${entries}</ListVersionsResult>`;
const version = (key: string) =>
  `<Version><Key>${key}</Key><VersionId>null</VersionId><IsLatest>true</IsLatest><Size>10</Size><ETag>"abc"</ETag></Version>`;
const isList = ({ url = '' }: IncomingMessage) => url.includes('versions');

test('a form is signed by the role of the function, and is valid by the rules of S3', async () => {
  const exact = { contentType: 'image/png', bytes: 1_000, sha256: 'ab'.repeat(32) };
  const real = new S3Media('files', systemClock, new S3Client({ region, credentials }));

  const { url, fields } = await real.form(upload, exact, milliseconds(Date.now() + 900_000));

  expect(url).toBe('https://files.s3.eu-central-1.amazonaws.com/');
  expect(fields['X-Amz-Security-Token']).toBe('token');
  const received = new Map(
    Object.entries(fields).map(([name, value]) => [name.toLowerCase(), value]),
  );
  const world = { signer: { ...credentials, region }, bucket: 'files' };
  expect(admitForm(received, { ...world, now: milliseconds(Date.now()) })).toEqual({
    name: upload,
    contentType: 'image/png',
    minimum: 1_000,
    maximum: 1_000,
    sha256: Buffer.from(exact.sha256, 'hex').toString('base64'),
  });
  expect(() => admitForm(received, { ...world, now: milliseconds(Date.now() + 901_000) })).toThrow(
    'Policy expired',
  );
});

test('every read of an upload names the version that was opened', async () => {
  asked.length = 0;
  respond = (request, response) => {
    if (isList(request)) response.end(listOf(version(upload)));
    else if (request.url?.includes('tagging')) {
      response.end('<?xml version="1.0"?><Tagging><TagSet></TagSet></Tagging>');
    } else response.writeHead(412).end();
  };
  const opened = await s3.openUpload(upload);

  await expect(opened!.read(0, 4)).rejects.toThrow(ObjectsUnavailableError);
  await expect(buffer(opened!.stream())).rejects.toThrow(ObjectsUnavailableError);

  expect(opened).toMatchObject({ bytes: 10, malware: 'not-scanned' });
  const reads = asked.slice(2);
  expect(reads.map(({ headers }) => [headers['if-match'], headers.range])).toEqual([
    ['"abc"', 'bytes=0-3'],
    ['"abc"', undefined],
  ]);
});

test.each([403, 404])(
  'status %i for an object that no list has means that it is absent',
  async (status) => {
    respond = (request, response) =>
      isList(request) ? response.end(listOf('')) : response.writeHead(status).end();

    expect(await s3.open(media)).toBeUndefined();
  },
);

test('status 403 for an object that is there is no absence', async () => {
  respond = (request, response) =>
    isList(request) ? response.end(listOf(version(media))) : response.writeHead(403).end();

  await expect(s3.open(media)).rejects.toThrow(ObjectsUnavailableError);
});

test('a download that breaks off is an unavailable store, not the end of the file', async () => {
  respond = (_request, response) => {
    response.writeHead(200, { 'content-length': 1_000_000 });
    response.write(Buffer.alloc(1_000));
    setTimeout(() => response.destroy(), 20);
  };
  const opened = await s3.open(media);

  await expect(buffer(opened!.body)).rejects.toThrow(ObjectsUnavailableError);
});

test('a download that is not wanted any more is ended', async () => {
  let ended = false;
  respond = (_request, response) => {
    response.on('close', () => (ended = true));
    response.writeHead(200, { 'content-length': 1_000_000_000 });
    response.write(Buffer.alloc(1_000));
  };
  const opened = await s3.open(media);

  opened!.body.destroy();

  await expect.poll(() => ended).toBe(true);
});

test('an unreachable store is unavailable, and the body is destroyed', async () => {
  const nowhere = new S3Media(
    'files',
    systemClock,
    // Nothing listens on the discard port.
    new S3Client({ endpoint: 'http://127.0.0.1:9', region, credentials, maxAttempts: 1 }),
  );
  const body = Readable.from(['content'], { objectMode: false });

  await expect(nowhere.put(media, body)).rejects.toThrow(ObjectsUnavailableError);
  await expect(nowhere.open(media)).rejects.toThrow(ObjectsUnavailableError);
  await expect(nowhere.openUpload(upload)).rejects.toThrow(ObjectsUnavailableError);
  await expect(nowhere.discardUpload(upload)).rejects.toThrow(ObjectsUnavailableError);
  await expect(nowhere.delete(media)).rejects.toThrow(ObjectsUnavailableError);
  await expect(Array.fromAsync(nowhere.names(newSubjectId()))).rejects.toThrow(
    ObjectsUnavailableError,
  );
  expect(body.destroyed).toBe(true);
});
