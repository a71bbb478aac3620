import { afterAll, beforeAll, expect, test } from 'vitest';
import { releases } from '../../lambda/aggregate/table.ts';
import type { AggregateFixture } from './aggregate-fixture.ts';
import { openAggregateFixture, rating, ratingsWith } from './aggregate-fixture.ts';

let fixture: AggregateFixture;
beforeAll(async () => {
  fixture = await openAggregateFixture(ratingsWith({ period: 'P1D' }));
});
afterAll(() => fixture.people.stop());

const measure = 'answer-ratings';
const close = async (...days: number[]) => {
  for (const day of days) {
    expect(await fixture.close(measure, `2026-06-0${day}`, { run: crypto.randomUUID() })).toBe(
      'succeeded',
    );
  }
  const rows = await fixture.people.rows(releases);
  return rows.map(({ period }) => String(period).slice(-1)).toSorted();
};

test('a measure has no release of a period before it received something, and of each one after', async () => {
  fixture.people.setClock('2026-06-04T10:00:00Z');
  const person = await fixture.newPerson();
  await fixture.send({ items: [rating(person)] });

  fixture.people.setClock('2026-06-07T10:00:00Z');
  expect(await close(1, 2, 3)).toEqual([]);
  expect(await close(4)).toEqual(['4']);
  // Once more, because they are not closed.
  expect(await close(2, 3, 6)).toEqual(['4', '6']);
});

test('a period of another length has a first period of its own', async () => {
  const policy = ratingsWith({ period: 'P1W' });
  await fixture.close(measure, '2026-W22', { policy, run: 'weekly' });

  expect((await fixture.people.rows(releases)).map(({ period }) => period)).not.toContain(
    '2026-W22',
  );
});
