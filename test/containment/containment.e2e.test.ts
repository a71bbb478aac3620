import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { localWorld } from '../support/local-world.ts';
import type { LocalWorld } from '../support/local-world.ts';
import type { RuntimeProcess } from '../support/runtime-process.ts';
import { stolenToken } from '../incident/incident-fixture.ts';

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

async function send(token: string, method: string, path: string, body?: object) {
  const response = await fetch(`${runtime.url}${path}`, {
    method,
    headers: {
      ...{ authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      'idempotency-key': randomUUID(),
    },
    ...(body && { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

const issuerOf = (token: string): string =>
  String(JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()).iss);

test('through the gateway: staff freeze, quarantine and revoke, services are stopped, and it is undone', async () => {
  const [staff, service, person] = await Promise.all([
    world.token('staff', 'dpo@example.org'),
    world.token('service', 'index'),
    world.token('subject', 'ada'),
  ]);
  const subject = { type: 'user-id', value: 'u-1' };
  const registered = await send(service, 'POST', '/v1/subjects', { subject, residence: 'DE' });
  expect(registered.status).toBe(201);
  const question = { subject, purpose: 'service-provision', category: 'prompt-text' };
  const decide = async (token: string) => send(token, 'POST', '/v1/decisions', question);
  const { body: incident } = await send(staff, 'POST', '/v1/incidents', stolenToken);
  const path = `/v1/incidents/${String(incident['incidentId'])}/contain`;
  const contain = async (body: object) => (await send(staff, 'POST', path, body)).body;
  const undo = async (made: Record<string, unknown>) =>
    (await send(staff, 'DELETE', `${path}/${String(made['containmentId'])}`)).body;
  expect((await decide(service)).body).toMatchObject({ decision: 'permit' });

  const freeze = await contain({ action: 'freeze-processing', scope: 'all' });
  expect((await decide(service)).body).toMatchObject({ reasons: ['processing-frozen'] });
  expect(await undo(freeze)).toMatchObject({ state: 'undone' });
  expect((await decide(service)).body).toMatchObject({ decision: 'permit' });

  const record = {
    subject,
    category: 'prompt-text',
    purposes: ['service-provision'],
    content: 'a',
  };
  const store = async () => (await send(service, 'POST', '/v1/records', record)).status;
  expect(await store()).toBe(201);
  const quarantine = await contain({
    action: 'quarantine-function',
    scope: { function: 'record-api' },
  });
  expect(await store()).toBeGreaterThanOrEqual(500);
  expect((await decide(service)).status).toBe(200);
  expect(await undo(quarantine)).toMatchObject({ state: 'undone' });
  expect(await store()).toBe(201);

  const scope = { issuer: issuerOf(service), clientId: 'index' };
  const revocation = await contain({ action: 'revoke-client', scope });
  // API Gateway has cached the result for the first token; a new one of the same client is verified.
  const next = await world.token('service', 'index');
  expect(await decide(next)).toMatchObject({
    status: 401,
    body: { detail: 'The client of the access token is revoked: write to the privacy team.' },
  });
  expect((await decide(await world.token('service', 'assistant'))).status).toBe(200);
  expect((await send(person, 'GET', '/v1/me/consents')).status).toBe(200);
  expect(await undo(revocation)).toMatchObject({ state: 'undone' });
  expect((await decide(await world.token('service', 'index'))).status).not.toBe(401);
}, 60_000);
