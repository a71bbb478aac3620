import { afterAll, beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import { localWorld } from '../support/local-world.ts';
import type { LocalWorld } from '../support/local-world.ts';
import type { RuntimeProcess } from '../support/runtime-process.ts';

const history = z.object({
  items: z.array(z.object({ state: z.string() }).loose()),
  nextCursor: z.string().optional(),
});
const consents = z.object({
  items: z.array(z.object({ purpose: z.string(), state: z.string() }).loose()),
});

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
  const { api } = world.stage(runtime);
  const token = await world.token('subject', 'many@example.org');

  const answers = await Promise.all(
    Array.from({ length: 100 }, (_, index) =>
      api.call('PUT', '/v1/me/consents/improvement', {
        token,
        body: { state: index % 2 === 0 ? 'refused' : 'withdrawn' },
      }),
    ),
  );
  const events = await wholeHistory(token);
  const { items } = consents.parse(await api.expect(200, 'GET', '/v1/me/consents', { token }));

  expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 100 }, () => 201));
  expect(events).toHaveLength(100);
  const newest = items.find(({ purpose }) => purpose === 'improvement')?.state;
  expect([events[0]?.state, events.at(-1)?.state]).toContain(newest);
}, 120_000);

async function wholeHistory(token: string): Promise<{ state: string }[]> {
  const { api } = world.stage(runtime);
  const events: { state: string }[] = [];
  let cursor: string | undefined;
  do {
    const query = cursor === undefined ? '' : `&cursor=${encodeURIComponent(cursor)}`;
    const path = `/v1/me/consents/improvement/history?limit=100${query}`;
    const page = history.parse(await api.expect(200, 'GET', path, { token }));
    events.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  return events;
}
