import { request as httpRequest } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sha256Hex } from '../../../lambda/value/canonical.ts';
import { readIssuer } from '../../../local/issuer-keys.ts';
import { signToken } from '../../../local/issuer-tokens.ts';
import { atom } from '../../cleaning/files/atoms.ts';
import { movieWith } from '../../cleaning/files/movie.ts';
import { startRuntimeProcess } from '../../support/runtime-process.ts';
import type { RuntimeProcess } from '../../support/runtime-process.ts';

/** With so much beside the video that it takes many chunks; cleaning overwrites it and cuts nothing. */
const video = Buffer.concat([movieWith({}), atom('free', Buffer.alloc(3_000_000, 7))]);
const email = 'ada@example.com';

let home: string;
let runtime: RuntimeProcess;
let link: string;
let stored: Buffer;

const authorization = async (kind: 'subject' | 'service', name: string) => ({
  authorization: `Bearer ${await signToken(await readIssuer(home), kind, name)}`,
});

async function post<Body>(path: string, body: object): Promise<Body> {
  const response = await fetch(`${runtime.url}${path}`, {
    method: 'POST',
    headers: {
      ...(await authorization('service', 'assistant')),
      'content-type': 'application/json',
      'idempotency-key': path,
    },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return (await response.json()) as Body;
}

interface Announced {
  readonly recordId: string;
  readonly upload: { readonly url: string; readonly fields: Readonly<Record<string, string>> };
}

/** Stores the video as the assistant's backend and the browser of a person do. */
async function upload(): Promise<string> {
  const subject = { type: 'email', value: email };
  await post('/v1/subjects', { subject });
  const { recordId, upload: form } = await post<Announced>('/v1/media', {
    ...{ subject, category: 'prompt-video', purposes: ['service-provision'] },
    ...{ contentType: 'video/mp4', bytes: video.length, sha256: sha256Hex(video) },
  });
  const data = new FormData();
  for (const [name, value] of Object.entries(form.fields)) data.append(name, value);
  data.append('file', new Blob([video], { type: 'video/mp4' }));
  expect((await fetch(form.url, { method: 'POST', body: data })).status).toBe(201);
  const state = async (): Promise<string> => {
    const headers = await authorization('service', 'assistant');
    const response = await fetch(`${runtime.url}/v1/media/${recordId}`, { headers });
    return ((await response.json()) as { readonly state: string }).state;
  };
  for (let tries = 0; tries < 600 && (await state()) === 'waiting'; tries += 1) await delay(100);
  expect(await state()).toBe('kept');
  return recordId;
}

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'custos-video-'));
  runtime = await startRuntimeProcess({ home });
  const recordId = await upload();
  const own = `${runtime.url}/v1/me/media/${recordId}`;
  const headers = await authorization('subject', email);
  const redirect = await fetch(own, { headers, redirect: 'manual' });
  expect(redirect.status).toBe(302);
  link = new URL(redirect.headers.get('location') ?? '', own).href;
  stored = Buffer.from(await (await fetch(link)).arrayBuffer());
});

afterAll(async () => {
  await runtime.stop();
  await rm(home, { recursive: true, force: true });
});

const range = (asked: string) => fetch(link, { headers: { range: asked } });

test('a link opens the cleaned video without a token', async () => {
  const response = await fetch(link, { method: 'HEAD' });

  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toBe('video/mp4');
  expect(response.headers.get('accept-ranges')).toBe('bytes');
  expect(response.headers.get('content-length')).toBe(String(video.length));
  expect(response.headers.get('etag')).toBe(`"${sha256Hex(stored)}"`);
  expect(stored).toHaveLength(video.length);
  expect(stored.toString('latin1', 4, 8)).toBe('ftyp');
});

test('a player seeks: each range of bytes is that part of the video', async () => {
  const size = stored.length;
  for (const [asked, start, end] of [
    ['bytes=0-', 0, size - 1],
    ['bytes=0-1', 0, 1],
    ['bytes=1000000-1999999', 1_000_000, 1_999_999],
    ['bytes=-1000', size - 1_000, size - 1],
  ] as const) {
    const response = await range(asked);

    expect(response.status).toBe(206);
    expect(response.headers.get('content-range')).toBe(`bytes ${start}-${end}/${size}`);
    const bytes = Buffer.from(await response.arrayBuffer());
    expect(bytes.equals(stored.subarray(start, end + 1)), asked).toBe(true);
  }
  expect((await range(`bytes=${size}-`)).status).toBe(416);
});

test('players that leave in the middle do not block the next ones', async () => {
  for (let count = 0; count < 10; count += 1) {
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      httpRequest(link, { agent: false }, resolve).once('error', reject).end();
    });
    response.destroy();
  }

  expect((await range('bytes=0-9')).status).toBe(206);
});

test('another token opens nothing', async () => {
  const other = `${link.slice(0, -43)}${'x'.repeat(43)}`;

  const response = await fetch(other);

  expect(response.status).toBe(404);
  expect(runtime.output()).not.toContain(link.slice(-43));
});
