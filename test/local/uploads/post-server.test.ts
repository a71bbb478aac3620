import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { once } from 'node:events';
import { createServer, request as httpRequest } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { uploadName } from '../../../lambda/platform/media/media-objects.ts';
import type { UploadForm, UploadName } from '../../../lambda/platform/media/media-objects.ts';
import { newRecordId } from '../../../lambda/value/ids.ts';
import { milliseconds } from '../../../lambda/value/time.ts';
import { DirectoryMedia } from '../../../local/adapters/media/directory-media.ts';
import { close, listen } from '../../../local/ports.ts';
import { heldBytes } from '../../support/held-bytes.ts';
import { postServer } from '../../../local/uploads/post-server.ts';

const root = mkdtempSync(join(tmpdir(), 'custos-post-'));
let now = Date.now();
const clock = () => milliseconds(now);
const stored: [UploadName, number][] = [];
let media: DirectoryMedia;
let url: string;

const server = createServer((request, response) => {
  const post = postServer({
    ...{ media, clock },
    origins: ['https://privacy.example'],
    stored: (...upload) => stored.push(upload),
  });
  void post(request, response, 'request-1');
});
const placeWith = (keyFile: string) => ({
  ...{ directory: join(root, 'media'), bucket: 'files', formUrl: url },
  keyFile: join(root, keyFile),
});

beforeAll(async () => {
  url = `http://127.0.0.1:${await listen(server, 0)}/_media`;
  media = new DirectoryMedia(placeWith('keys.json'), clock);
});
afterEach(async () => {
  now = Date.now();
  stored.length = 0;
  for await (const { name } of media.uploads()) await media.discardUpload(name);
});
afterAll(async () => {
  await close(server, 0);
  rmSync(root, { recursive: true });
});

const sha256 = (content: Uint8Array) => createHash('sha256').update(content).digest('hex');
const newName = () => uploadName(newRecordId());
const formFor = (name: UploadName, content: Uint8Array, from = media): Promise<UploadForm> =>
  from.form(
    name,
    { contentType: 'image/png', bytes: content.length, sha256: sha256(content) },
    milliseconds(now + 900_000),
  );

function formData(fields: Readonly<Record<string, string>>, content?: Uint8Array): FormData {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) data.append(name, value);
  if (content !== undefined) data.append('file', new Blob([Buffer.from(content)]), 'a.png');
  return data;
}

const without = (fields: Readonly<Record<string, string>>, name: string) =>
  Object.fromEntries(Object.entries(fields).filter(([field]) => field !== name));

async function post(body: FormData | string, headers: Record<string, string> = {}) {
  const answer = await fetch(url, { method: 'POST', body, headers });
  return { status: answer.status, headers: answer.headers, text: await answer.text() };
}

const filesLeft = async (): Promise<readonly string[]> =>
  readdir(join(root, 'media', 'uploads')).catch(() => []);

describe('a form', () => {
  test('stores exactly its file, encrypted, and is answered with the XML of S3', async () => {
    const content = Buffer.concat([Buffer.from('planted-identifier'), randomBytes(200_000)]);
    const name = newName();
    const { fields } = await formFor(name, content);

    const answer = await post(formData(fields, content));

    expect(answer.status).toBe(201);
    expect(answer.headers.get('content-type')).toBe('application/xml');
    expect(answer.text).toContain(`<Bucket>files</Bucket><Key>${name}</Key></PostResponse>`);
    expect(stored).toEqual([[name, content.length]]);
    const upload = await media.openUpload(name);
    expect(upload?.bytes).toBe(content.length);
    expect(Buffer.from(await upload!.read(0, content.length)).equals(content)).toBe(true);
    const file = await readFile(join(root, 'media', name));
    expect(file.includes('planted-identifier')).toBe(false);
  });

  test('is a policy in which every field is a condition, with one size', async () => {
    const content = randomBytes(10);
    const { fields } = await formFor(newName(), content);

    const { conditions } = JSON.parse(Buffer.from(fields['Policy'] ?? '', 'base64').toString()) as {
      conditions: (unknown[] | Record<string, string>)[];
    };

    expect(conditions).toContainEqual(['content-length-range', 10, 10]);
    const { Policy: _policy, 'X-Amz-Signature': _signature, ...others } = fields;
    expect(Object.assign({}, ...conditions.filter((each) => !Array.isArray(each)))).toEqual(others);
  });

  test('may have fields that S3 ignores', async () => {
    const content = randomBytes(10);
    const { fields } = await formFor(newName(), content);

    expect((await post(formData({ ...fields, 'x-ignore-a': 'b' }, content))).status).toBe(201);
  });

  const content = randomBytes(100_000);
  const another = randomBytes(100_000);
  const signed = (
    fields: Readonly<Record<string, string>>,
    change: (policy: string) => string,
  ) => ({
    ...fields,
    Policy: Buffer.from(change(Buffer.from(fields['Policy']!, 'base64').toString())).toString(
      'base64',
    ),
  });
  type Fields = Readonly<Record<string, string>>;
  const refusals: [string, string, number, (fields: Fields) => FormData | Promise<FormData>][] = [
    ['one byte more', 'EntityTooLarge', 400, (fields) => formData(fields, Buffer.alloc(100_001))],
    ['one byte less', 'EntityTooSmall', 400, (fields) => formData(fields, content.subarray(1))],
    ['a much larger file', 'EntityTooLarge', 400, (fields) => formData(fields, Buffer.alloc(9e6))],
    ['another file of that size', 'BadDigest', 400, (fields) => formData(fields, another)],
    [
      'the hash of another file',
      'AccessDenied',
      403,
      (fields) =>
        formData(
          {
            ...fields,
            'x-amz-checksum-sha256': Buffer.from(sha256(another), 'hex').toString('base64'),
          },
          another,
        ),
    ],
    [
      'another type',
      'AccessDenied',
      403,
      (fields) => formData({ ...fields, 'Content-Type': 'text/html' }, content),
    ],
    [
      'another name',
      'AccessDenied',
      403,
      (fields) => formData({ ...fields, key: newName() }, content),
    ],
    [
      'a tag that says the file was scanned',
      'AccessDenied',
      403,
      (fields) => formData({ ...fields, tagging: '<Tagging/>' }, content),
    ],
    [
      'a larger size in the policy',
      'SignatureDoesNotMatch',
      403,
      (fields) =>
        formData(
          signed(fields, (policy) => policy.replace('100000,100000', '1,900000')),
          content,
        ),
    ],
    [
      'a later expiry in the policy',
      'SignatureDoesNotMatch',
      403,
      (fields) =>
        formData(
          signed(fields, (policy) => policy.replace(/"expiration":"\d+/, '"expiration":"9999')),
          content,
        ),
    ],
    [
      'no signature',
      'AccessDenied',
      403,
      (fields) => formData(without(fields, 'X-Amz-Signature'), content),
    ],
    [
      'another signer',
      'InvalidAccessKeyId',
      403,
      (fields) =>
        formData({ ...fields, 'X-Amz-Credential': 'a/20261129/local/s3/aws4_request' }, content),
    ],
    [
      'the keys of another home',
      'SignatureDoesNotMatch',
      403,
      async () => {
        const foreign = new DirectoryMedia(placeWith('other.json'), clock);
        return formData((await formFor(newName(), content, foreign)).fields, content);
      },
    ],
    ['no file', 'IncorrectNumberOfFilesInPostRequest', 400, (fields) => formData(fields)],
    [
      'the file before its fields',
      'AccessDenied',
      403,
      (fields) => {
        const data = formData({}, content);
        for (const [name, value] of Object.entries(fields)) data.append(name, value);
        return data;
      },
    ],
  ];

  test.each(refusals)('with %s is refused: %s', async (_, code, status, change) => {
    const { fields } = await formFor(newName(), content);

    const answer = await post(await change(fields));

    expect(answer.text).toContain(`<Error><Code>${code}</Code><Message>`);
    expect(answer.status).toBe(status);
    expect(stored).toEqual([]);
    expect(await filesLeft()).toEqual([]);
  });

  test('is refused from the second at which its policy expires', async () => {
    const { fields } = await formFor(newName(), content);

    now += 900_000;
    const answer = await post(formData(fields, content));

    expect(answer.status).toBe(403);
    expect(answer.text).toContain('Invalid according to Policy: Policy expired.');
  });

  test('that is no form is refused', async () => {
    const answer = await post('key=uploads', { 'content-type': 'application/json' });

    expect(answer.status).toBe(400);
    expect(answer.text).toContain('<Code>MalformedPOSTRequest</Code>');
  });

  test('leaves nothing when the client goes away in the middle of its file', async () => {
    const large = Buffer.alloc(5_000_000, 1);
    const { fields } = await formFor(newName(), large);
    const whole = new Response(formData(fields, large));
    const body = Buffer.from(await whole.arrayBuffer());
    const sending = httpRequest(url, {
      method: 'POST',
      headers: {
        'content-type': whole.headers.get('content-type')!,
        'content-length': body.length,
      },
    });
    sending.on('error', () => undefined);
    sending.write(body.subarray(0, 3_000_000));
    await expect.poll(filesLeft).toHaveLength(1);

    sending.destroy();

    await expect.poll(filesLeft).toEqual([]);
    expect(stored).toEqual([]);
  });

  test('with a large file is never in memory as a whole', async () => {
    const piece = Buffer.alloc(1024 * 1024, 7);
    const count = 160;
    const hash = createHash('sha256');
    for (let made = 0; made < count; made += 1) hash.update(piece);
    const name = newName();
    const { fields } = await media.form(
      name,
      { contentType: 'video/mp4', bytes: piece.length * count, sha256: hash.digest('hex') },
      milliseconds(now + 900_000),
    );
    const marker = 'content of the file';
    const frame = new Response(formData(fields, Buffer.from(marker)));
    const type = frame.headers.get('content-type')!;
    const [before = '', after = ''] = (await frame.text()).split(marker);
    const base = heldBytes();
    const samples: number[] = [];
    const body = async function* () {
      yield Buffer.from(before);
      for (let made = 0; made < count; made += 1) {
        if (made % 20 === 19) {
          await delay(1);
          samples.push(heldBytes() - base);
        }
        yield piece;
      }
      yield Buffer.from(after);
    };

    const sending = httpRequest(url, {
      method: 'POST',
      headers: { 'content-type': type },
    });
    const answered = once(sending, 'response') as Promise<[IncomingMessage]>;
    await pipeline(Readable.from(body(), { objectMode: false }), sending);
    const [answer] = await answered;

    expect(answer.statusCode).toBe(201);
    expect((await media.openUpload(name))?.bytes).toBe(piece.length * count);
    expect(samples).toHaveLength(8);
    expect(Math.min(...samples.slice(3))).toBeLessThan(32 * 1024 * 1024);
  });
});

describe('a page', () => {
  const preflight = (origin: string) =>
    fetch(url, {
      method: 'OPTIONS',
      headers: { origin, 'access-control-request-method': 'POST' },
    });

  test('of an origin of the bucket may post forms and read the answer', async () => {
    const content = randomBytes(10);
    const { fields } = await formFor(newName(), content);

    const answer = await post(formData(fields, content), { origin: 'https://privacy.example' });
    const asked = await preflight('https://privacy.example');

    expect(answer.headers.get('access-control-allow-origin')).toBe('https://privacy.example');
    expect(asked.status).toBe(200);
    expect(asked.headers.get('access-control-allow-methods')).toBe('POST');
  });

  test('of any other origin may not', async () => {
    const content = randomBytes(10);
    const { fields } = await formFor(newName(), content);

    const answer = await post(formData(fields, content), { origin: 'https://other.example' });

    expect(answer.headers.has('access-control-allow-origin')).toBe(false);
    expect((await preflight('https://other.example')).status).toBe(403);
  });
});
