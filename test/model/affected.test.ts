import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  affectedBy,
  peopleBySet,
  stillPlanned,
} from '../../lambda/model/register/model/affected.ts';
import type { Departures, Measure } from '../../lambda/model/register/model/affected.ts';

const measure = (people: Record<string, number>): Measure => ({
  ...{ kind: 'filter', plannedAt: '2026-11-24T10:00:00.000Z', people },
});

test('people of each set are counted apart, from the day on which the first left', () => {
  const sets: readonly Departures[] = [
    { setId: 'one', people: { '2026-11-03': 2, '2026-11-01': 1 } },
    { setId: 'two', people: {} },
    { setId: 'three', people: { '2026-11-02': 4 } },
  ];

  expect(affectedBy(sets, undefined)).toEqual([
    { trainingSetId: 'one', since: '2026-11-01', people: 3 },
    { trainingSetId: 'three', since: '2026-11-02', people: 4 },
  ]);
});

test('a measure is of those who had left when it was planned, of one day as well', () => {
  const sets = [{ setId: 'one', people: { '2026-11-01': 1, '2026-11-03': 5 } }];
  const planned = measure({ one: 3 });

  expect(affectedBy(sets, planned)).toEqual([
    { trainingSetId: 'one', since: '2026-11-01', people: 3, measure: planned },
    { trainingSetId: 'one', since: '2026-11-03', people: 3 },
  ]);
});

test('a measure is not for those who leave in the place of people that the training left out', () => {
  const planned = measure({ one: 3 });
  const then = [{ setId: 'one', people: { '2026-11-01': 3 } }];
  const now = [{ setId: 'one', people: { '2026-11-01': 3, '2026-11-05': 2 } }];

  const left = stillPlanned(planned.people, then, { until: '2026-11-02' });

  expect(affectedBy(now, measure(left), '2026-11-02')).toEqual([
    { trainingSetId: 'one', since: '2026-11-05', people: 2 },
  ]);
  // Said again, or for a day on which no one had left, it takes nothing away.
  const again = { before: '2026-11-02', until: '2026-11-03' };
  expect(stillPlanned(left, now, again)).toEqual(left);
});

test('no one is lost and no one is counted twice, whatever was planned', () => {
  const days = fc.dictionary(
    fc.integer({ min: 10, max: 28 }).map((day) => `2026-11-${day}`),
    fc.integer({ min: 0, max: 9 }),
  );
  fc.assert(
    fc.property(days, fc.nat(60), fc.integer({ min: 10, max: 28 }), (people, covered, from) => {
      const sets = [{ setId: 'one', people }];
      const since = `2026-11-${from}`;
      const counted = affectedBy(sets, measure({ one: covered }), since);

      const total = Object.entries(people)
        .filter(([day]) => day >= since)
        .reduce((sum, [, count]) => sum + count, 0);
      expect(counted.reduce((sum, one) => sum + one.people, 0)).toBe(total);
      expect(peopleBySet(sets, since)['one'] ?? 0).toBe(total);
      expect(counted.find((one) => one.measure)?.people ?? 0).toBe(Math.min(covered, total));
      expect(counted.every((one) => one.since >= since && one.people > 0)).toBe(true);
    }),
  );
});
