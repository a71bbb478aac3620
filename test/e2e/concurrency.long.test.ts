import { afterAll, beforeAll, expect, test } from 'vitest';
import { bodyOf, createClient, pages } from '../../client/index.ts';
import type { Client } from '../../client/index.ts';
import { localWorld } from '../support/local-world.ts';
import type { LocalWorld } from '../support/local-world.ts';
import type { RuntimeProcess } from '../support/runtime-process.ts';

interface HistoryItem {
  readonly recordId: string;
  readonly state: string;
}

let world: LocalWorld;
let runtime: RuntimeProcess;

beforeAll(async () => {
  world = await localWorld();
  runtime = await world.start();
}, 600_000);
afterAll(async () => {
  await runtime.kill();
  await world.end();
});

// A slow machine may return 503 for some of them: the guarantee includes no number.
test('of a hundred concurrent choices of one person, each is recorded once when the client retries', async () => {
  const client = patientClient('many@example.org');
  const choose = (index: number) =>
    client.put('/v1/me/consents/{purpose}', {
      path: { purpose: 'improvement' },
      body: { state: index % 2 === 0 ? 'refused' : 'withdrawn' },
      idempotencyKey: `choice-${index}`,
    });

  const answers = await Promise.all(Array.from({ length: 100 }, (_, index) => choose(index)));
  const events = await wholeHistory(client);
  const { items } = bodyOf(await client.get('/v1/me/consents'));

  expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 100 }, () => 201));
  expect(new Set(answers.map((each) => bodyOf(each).receipt)).size).toBe(100);
  expect(events).toHaveLength(100);
  expect(new Set(events.map(({ recordId }) => recordId)).size).toBe(100);
  const newest = items.find(({ purpose }) => purpose === 'improvement')?.state;
  expect(events[0]?.state).toBe(newest);
}, 600_000);

/** Sends a call again with its key, as docs/api.md asks, for as long as the test may run. */
function patientClient(email: string): Client {
  const { url, token } = world.stage(runtime);
  const retry = { attempts: 1_000 };
  return createClient({ baseUrl: url, token: () => token('subject', email), retry });
}

async function wholeHistory(client: Client): Promise<HistoryItem[]> {
  const events: HistoryItem[] = [];
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
