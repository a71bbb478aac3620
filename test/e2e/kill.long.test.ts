import { compactVerify, createLocalJWKSet } from 'jose';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bodyOf } from '../../client/index.ts';
import type { components } from '../../client/index.ts';
import type { Person } from '../../local/demo/people.ts';
import { answerConsent, clientOf, countPrompts, storePrompts } from '../../local/demo/steps.ts';
import { callOf, startFaultProxy } from '../faults/proxy.ts';
import type { FaultProxy } from '../faults/proxy.ts';
import { scanEverything } from '../support/leaks.ts';
import { localWorld } from '../support/local-world.ts';
import type { LocalWorld } from '../support/local-world.ts';
import type { RuntimeProcess } from '../support/runtime-process.ts';

/** Every checkpoint of an erasure: the step before it is done, and not recorded yet. */
const boundaries = [
  'begin:SUCCEEDED',
  'count-before:SUCCEEDED',
  'plan:SUCCEEDED',
  'fence:SUCCEEDED',
  'revoke:SUCCEEDED',
  'wait-1:SUCCEEDED',
  'purge-1:SUCCEEDED',
  'recount-1:SUCCEEDED',
  'verify-1:SUCCEEDED',
  'certify:SUCCEEDED',
  'conclude:SUCCEEDED',
];

const person = (name: string): Person => ({
  email: `${name}@example.org`,
  agrees: true,
  prompts: Array.from({ length: 30 }, (_, index) => `prompt ${index}`),
});
const erased = person('kit');
const neighbour = person('noa');

let world: LocalWorld;
let proxy: FaultProxy;
let runtime: RuntimeProcess;

beforeAll(async () => {
  world = await localWorld();
  proxy = await startFaultProxy(world.database.endpoint);
  runtime = await world.start(proxy.url);
}, 600_000);
afterAll(async () => {
  await runtime.kill();
  await proxy.stop();
  await world.end();
});

test('an erasure that is killed before each of its checkpoints ends once, with nothing lost or done twice', async () => {
  const stage = () => world.stage(runtime);
  for (const each of [erased, neighbour]) {
    await answerConsent(stage(), each);
    await storePrompts(stage(), each);
  }
  const answered = Promise.withResolvers<undefined>();
  let killed = deadAt(boundaries[0], answered.promise);

  const answer = await clientOf(stage(), erased.email).post('/v1/me/requests', {
    body: { kind: 'erasure' },
  });
  answered.resolve(undefined);
  for (const [index, boundary] of boundaries.entries()) {
    expect(await killed, `killed before ${boundary}`).toBe(boundary);
    const next = boundaries[index + 1];
    killed = next === undefined ? Promise.resolve('') : deadAt(next);
    runtime = await world.start(proxy.url);
  }
  const request = await closed(bodyOf(answer).followUpToken);

  expect(request.status).toBe('completed');
  expect(await countPrompts(stage(), erased)).toBe(0);
  expect(await countPrompts(stage(), neighbour)).toBe(neighbour.prompts.length);
  const keys = bodyOf(await clientOf(stage(), erased.email).get('/v1/jwks.json'));
  const { payload } = await compactVerify(request.certificate ?? '', createLocalJWKSet(keys));
  expect(JSON.parse(Buffer.from(payload).toString())).toMatchObject({ status: 'ERASED' });
  expect(await erasureEntries()).toEqual({
    'erasure.certified': 1,
    'erasure.keys-destroyed': 1,
    'erasure.planned': 1,
    'erasure.purged': 1,
    'request.received': 1,
  });
}, 600_000);

/** Resolves once the runtime was killed instead of writing the checkpoint, not before `ready`. */
function deadAt(boundary = '', ready: Promise<unknown> = Promise.resolve()): Promise<string> {
  return new Promise((resolve) => {
    proxy.onRequest(callOf('ExecuteTransaction', `"${boundary}"`), async () => {
      await ready;
      await runtime.kill();
      resolve(boundary);
      return 'drop' as const;
    });
  });
}

async function closed(followUp: string): Promise<components['schemas']['Request']> {
  const client = clientOf(world.stage(runtime), erased.email);
  for (;;) {
    const request = bodyOf(await client.get('/v1/follow-up', { followUp }));
    if (request.status !== 'in-progress') return request;
    await delay(500);
  }
}

async function erasureEntries(): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { item } of await scanEverything(world.database.endpoint)) {
    const type = item['type']?.S;
    if (item['entryId'] === undefined || type === undefined) continue;
    if (!type.startsWith('erasure.') && type !== 'request.received') continue;
    counts[type] = (counts[type] ?? 0) + 1;
  }
  return counts;
}
