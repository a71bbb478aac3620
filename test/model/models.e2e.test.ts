import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { localWorld } from '../support/local-world.ts';
import type { LocalWorld } from '../support/local-world.ts';
import type { RuntimeProcess } from '../support/runtime-process.ts';
import { newModel } from './register-fixture.ts';

let world: LocalWorld;
let runtime: RuntimeProcess;
beforeAll(async () => {
  world = await localWorld();
  runtime = await world.start();
}, 180_000);
afterAll(async () => {
  await runtime.stop();
  await world.end();
});

async function send(
  token: string,
  method: string,
  path: string,
  { body, headers }: { body?: object; headers?: Record<string, string> } = {},
) {
  const response = await fetch(`${runtime.url}${path}`, {
    method,
    headers: {
      ...{ authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...{ 'idempotency-key': randomUUID(), ...headers },
    },
    ...(body && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, tag: response.headers.get('etag') ?? '', text };
}

test('through the gateway: a program registers a model, staff approve it, and decisions follow', async () => {
  const [staff, service] = await Promise.all([
    world.token('staff', 'dpo@example.org'),
    world.token('service', 'trainer'),
  ]);
  const subject = { type: 'user-id', value: 'u-1' };
  await send(service, 'POST', '/v1/subjects', { body: { subject, residence: 'DE' } });
  const path = '/v1/models/answer-ranking/1.0.0';
  const change = async (token: string, body: object) => {
    const { tag } = await send(token, 'GET', path);
    return send(token, 'PATCH', path, { body, headers: { 'if-match': tag } });
  };
  const decide = async () => {
    const question = { subject, purpose: 'service-provision', category: 'prompt-text' };
    const body = { ...question, model: 'answer-ranking/1.0.0' };
    const { text } = await send(service, 'POST', '/v1/decisions', { body });
    const { decision, reasons } = JSON.parse(text) as { decision: string; reasons: string[] };
    return [decision, ...reasons];
  };
  const exception = { reason: 'Decides about no one.' };

  expect(await decide()).toEqual(['deny', 'model-unknown']);
  expect((await send(service, 'POST', '/v1/models', { body: newModel() })).status).toBe(201);
  expect((await change(service, { state: 'trained' })).status).toBe(200);
  expect((await change(service, { state: 'approved', exception })).status).toBe(403);
  expect(await decide()).toEqual(['deny', 'model-not-approved']);

  expect((await change(staff, { state: 'approved' })).status).toBe(409);
  expect((await change(staff, { state: 'approved', exception })).status).toBe(200);
  expect(await decide()).toEqual(['permit']);
  const card = await send(service, 'GET', `${path}/card`, {
    headers: { accept: 'text/markdown' },
  });
  expect([card.status, card.text.split('\n')[0]]).toEqual([200, '# Ranking of answers']);

  expect((await change(staff, { state: 'retired' })).status).toBe(200);
  expect(await decide()).toEqual(['deny', 'model-retired']);
});
