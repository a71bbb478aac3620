import type { UpdateItemCommandInput } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { countPermits, sumOfHours } from '../../lambda/count/hourly.ts';
import { milliseconds } from '../../lambda/value/time.ts';
import type { TestDatabase } from '../support/database.ts';
import { startDatabase } from '../support/database.ts';

let server: TestDatabase;
beforeAll(async () => {
  server = await startDatabase({ streams: 'off' });
});
afterAll(() => server.stop());

const now = milliseconds(Date.parse('2026-11-24T10:59:59Z'));
const inHour = { from: now, to: now };

test('5,000 permits of one category in a second take no item past half of its 1,000 writes', async () => {
  const writes = new Map<string, number>();
  server.database.client.middlewareStack.add(
    (next) => (args) => {
      const { Key } = args.input as UpdateItemCommandInput;
      const item = JSON.stringify(Key);
      writes.set(item, (writes.get(item) ?? 0) + 1);
      return next(args);
    },
    { step: 'initialize', name: 'writes-by-item' },
  );

  for (let wave = 0; wave < 50; wave += 1) {
    await Promise.all(
      Array.from({ length: 100 }, () => countPermits(server.database, ['prompt-text'], now)),
    );
  }
  server.database.client.middlewareStack.remove('writes-by-item');

  expect(Math.max(...writes.values())).toBeLessThanOrEqual(500);
  expect(await sumOfHours(server.database, 'permits', 'prompt-text', inHour)).toBe(5_000);
});

test('permits of one call are one write for each category, and no other category or hour has them', async () => {
  const next = milliseconds(now + 1_000);
  await countPermits(server.database, ['feedback', 'profile', 'feedback'], next);

  const sums = await Promise.all([
    sumOfHours(server.database, 'permits', 'feedback', { from: next, to: next }),
    sumOfHours(server.database, 'permits', 'profile', { from: now, to: next }),
    sumOfHours(server.database, 'permits', 'feedback', inHour),
  ]);

  expect(sums).toEqual([2, 1, 0]);
});
