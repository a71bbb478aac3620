import { randomUUID } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sha256Hex } from '../../lambda/value/canonical.ts';
import { cleaned } from '../cleaning/cleaning.ts';
import { baseline, jpegWith } from '../cleaning/files/jpeg.ts';
import { localWorld } from '../support/local-world.ts';
import type { LocalWorld } from '../support/local-world.ts';
import type { RuntimeProcess } from '../support/runtime-process.ts';

let world: LocalWorld;
let runtime: RuntimeProcess;
beforeAll(async () => {
  world = await localWorld();
  runtime = await world.start();
}, 60_000);
afterAll(async () => {
  await runtime.stop();
  await world.end();
});

/** What the answers of this test have, each its part of it. */
interface Body {
  readonly recordId: string;
  readonly state: string;
  readonly status: string;
  readonly upload: { readonly url: string; readonly fields: Readonly<Record<string, string>> };
  readonly items: readonly { readonly media: { readonly link: { readonly url: string } } }[];
  readonly request: { readonly requestId: string };
}

async function send(token: string, method: string, path: string, body?: object): Promise<Body> {
  const response = await fetch(`${runtime.url}${path}`, {
    method,
    headers: {
      ...{ authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      'idempotency-key': randomUUID(),
    },
    ...(body && { body: JSON.stringify(body) }),
  });
  return (await response.json()) as Body;
}

async function until(ask: () => Promise<string>, wanted: string): Promise<void> {
  let last = '';
  for (let time = 0; time < 240; time += 1) {
    last = await ask();
    if (last === wanted) return;
    await delay(500);
  }
  throw new Error(`still: ${last}`);
}

const photo = jpegWith(baseline, 6);

/** Posts a form as a browser does. */
async function post({ upload: { url, fields } }: Body, file: Buffer): Promise<number> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  form.set('file', new Blob([file]), 'IMG_4711.JPG');
  return (await fetch(url, { method: 'POST', body: form })).status;
}

const bytesOf = async (response: Response): Promise<Buffer> =>
  Buffer.from(await response.arrayBuffer());

test('through the gateway: a file is announced, uploaded, kept, opened by link and erased', async () => {
  const email = 'ada@example.org';
  const [service, person, staff] = await Promise.all([
    world.token('service', 'assistant'),
    world.token('subject', email),
    world.token('staff', 'dpo@example.org'),
  ]);
  const subject = { type: 'email', value: email };
  await send(service, 'POST', '/v1/subjects', { subject, residence: 'DE' });
  const announced = await send(service, 'POST', '/v1/media', {
    ...{ subject, category: 'prompt-image', purposes: ['service-provision'] },
    ...{ contentType: 'image/jpeg', bytes: photo.length, sha256: sha256Hex(photo) },
  });
  const { recordId } = announced;
  const stateOf = async () => (await send(service, 'GET', `/v1/media/${recordId}`)).state;
  const clean = await cleaned(photo, 'image/jpeg');

  const swapped = Buffer.from(photo).fill(0, photo.length - 20);
  expect(await post(announced, swapped)).toBe(400);
  expect(await stateOf()).toBe('waiting');
  expect(await post(announced, photo)).toBe(201);
  await until(stateOf, 'kept');

  const own = await fetch(`${runtime.url}/v1/me/media/${recordId}`, {
    ...{ headers: { authorization: `Bearer ${person}` }, redirect: 'manual' },
  });
  const link = new URL(own.headers.get('location') ?? '', own.url);
  expect(own.status).toBe(302);
  expect(await bytesOf(await fetch(link))).toEqual(clean);

  const { items } = await send(service, 'POST', '/v1/records/query', {
    ...{ subject, purpose: 'service-provision' },
  });
  const served = `${runtime.url}${items[0]?.media.link.url}`;
  const part = await fetch(served, { headers: { range: 'bytes=10-19' } });
  expect([part.status, part.headers.get('content-type')]).toEqual([206, 'image/jpeg']);
  expect(await bytesOf(part)).toEqual(clean.subarray(10, 20));

  const { request } = await send(person, 'POST', '/v1/me/requests', { kind: 'erasure' });
  const path = `/v1/requests/${request.requestId}`;
  await until(async () => (await send(staff, 'GET', path)).status, 'completed');
  expect((await fetch(link)).status).toBe(404);
  expect((await fetch(served)).status).toBe(404);
  expect(await filesIn(join(world.home, 'media'))).toEqual([]);
}, 240_000);

const filesIn = async (folder: string): Promise<readonly string[]> => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map(({ name }) => name);
};
