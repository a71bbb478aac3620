import { ListTablesCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { openTestClient } from '../support/database.ts';
import { examplePolicy } from '../support/example-policy.ts';
import { localWorld } from '../support/local-world.ts';
import type { LocalWorld } from '../support/local-world.ts';
import type { RuntimeProcess } from '../support/runtime-process.ts';

let runtime: RuntimeProcess;

async function start(): Promise<LocalWorld> {
  const world = await localWorld();
  onTestFinished(() => world.end());
  runtime = await world.start();
  onTestFinished(async () => void (await runtime.stop()));
  return world;
}

/** As if so many people had lost their keys in this hour. */
async function erasedThisHour({ database }: LocalWorld, people: number): Promise<void> {
  const left = 3_600_000 - (Date.now() % 3_600_000);
  // People are counted by the hour of the clock, which must not end meanwhile.
  if (left < 60_000) await delay(left);
  const client = openTestClient(database.endpoint);
  const { TableNames: tables = [] } = await client.send(new ListTablesCommand({}));
  await client.send(
    new PutItemCommand({
      TableName: tables.find((name) => name.includes('ErasureLimit')),
      Item: {
        entry: { S: `hour#${new Date().toISOString().slice(0, 13)}` },
        ...{ people: { N: String(people) }, version: { N: '1' } },
      },
    }),
  );
  client.destroy();
}

/** What the answers of this test have, each its part of it. */
interface Body {
  readonly request: { readonly requestId: string };
  readonly state: string;
  readonly status: string;
  readonly tasks: readonly { readonly status: string }[];
  readonly timeline: readonly { readonly event: string }[];
}

async function send(token: string, method: string, path: string, body?: object) {
  const response = await fetch(`${runtime.url}${path}`, {
    method,
    headers: {
      ...{ authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      'idempotency-key': randomUUID(),
    },
    ...(body && { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: (await response.json()) as Body };
}

async function until<Value>(ask: () => Promise<Value>, fits: (value: Value) => boolean) {
  for (let time = 0; time < 120; time += 1) {
    const value = await ask();
    if (fits(value)) return value;
    await delay(1_000);
  }
  throw new Error(`still: ${JSON.stringify(await ask())}`);
}

test('through the gateway: a person too many in an hour pauses erasures, until staff resume', async () => {
  const { peoplePerHour } = examplePolicy.requests.erasure;
  const world = await start();
  await erasedThisHour(world, peoplePerHour - 1);
  const [staff, service] = await Promise.all([
    world.token('staff', 'dpo@example.org'),
    world.token('service', 'assistant'),
  ]);
  const erase = async (name: string) => {
    const email = `${name}@example.org`;
    const person = await world.token('subject', email);
    const subject = { type: 'email', value: email };
    await send(service, 'POST', '/v1/subjects', { subject, residence: 'DE' });
    const stored = await send(service, 'POST', '/v1/records', {
      ...{ subject, category: 'prompt-text', purposes: ['service-provision'] },
      content: { text: 'Hello' },
    });
    expect(stored.status).toBe(201);
    const asked = await send(person, 'POST', '/v1/me/requests', { kind: 'erasure' });
    expect(asked.status).toBe(202);
    return `/v1/requests/${asked.body.request.requestId}`;
  };
  const erasures = async () => (await send(staff, 'GET', '/v1/erasures')).body;
  const closed = async (path: string) =>
    until(
      async () => (await send(staff, 'GET', path)).body.status,
      (status) => status === 'completed',
    );

  expect(await erasures()).toEqual({ state: 'running', peoplePerHour, people: peoplePerHour - 1 });
  const both = await Promise.all([erase('ada'), erase('grace')]);
  expect(await until(erasures, ({ state }) => state === 'paused')).toMatchObject({
    people: peoplePerHour + 1,
  });
  // Whose keys are gone is erased to the end.
  await Promise.all(both.map(closed));

  const waiting = await erase('linus');
  const request = await until(
    async () => (await send(staff, 'GET', waiting)).body,
    ({ tasks }) => tasks[0]?.status === 'waiting',
  );
  expect(request).toMatchObject({ status: 'in-progress', clock: { state: 'running' } });
  expect(request.timeline.at(-1)?.event).toBe('erasure-paused');

  const resumed = await send(staff, 'POST', '/v1/erasures/resume', { hours: 2 });
  expect(resumed).toMatchObject({ status: 200, body: { state: 'running' } });
  expect((await send(staff, 'POST', '/v1/erasures/resume', {})).status).toBe(409);
}, 400_000);
