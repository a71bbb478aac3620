import { afterAll, beforeAll, expect, test } from 'vitest';
import { bodyOf, pages } from '../../client/index.ts';
import type { Client } from '../../client/index.ts';
import { clientOf } from '../../local/demo/steps.ts';
import { localWorld } from '../support/local-world.ts';
import type { LocalWorld } from '../support/local-world.ts';
import type { RuntimeProcess } from '../support/runtime-process.ts';

let world: LocalWorld;
let runtime: RuntimeProcess;

beforeAll(async () => {
  world = await localWorld();
  runtime = await world.start();
}, 90_000);
afterAll(async () => {
  await runtime.kill();
  await world.end();
});

test('of a hundred concurrent choices of one person, all that were answered 201 are kept, in one order', async () => {
  const client = clientOf(world.stage(runtime), 'many@example.org');

  const answers = await Promise.all(
    Array.from({ length: 100 }, (_, index) =>
      client.put('/v1/me/consents/{purpose}', {
        path: { purpose: 'improvement' },
        body: { state: index % 2 === 0 ? 'refused' : 'withdrawn' },
      }),
    ),
  );
  const events = await wholeHistory(client);
  const { items } = bodyOf(await client.get('/v1/me/consents'));

  expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 100 }, () => 201));
  expect(events).toHaveLength(100);
  const newest = items.find(({ purpose }) => purpose === 'improvement')?.state;
  expect([events[0]?.state, events.at(-1)?.state]).toContain(newest);
}, 120_000);

async function wholeHistory(client: Client): Promise<{ state: string }[]> {
  const events: { state: string }[] = [];
  for await (const page of pages((cursor) =>
    client.get('/v1/me/consents/{purpose}/history', {
      path: { purpose: 'improvement' },
      query: { limit: 100, cursor },
    }),
  )) {
    events.push(...bodyOf(page).items);
  }
  return events;
}
