import { expect, test } from 'vitest';
import { added, byDay, byOperation, daysBetween } from '../../web/console/activity/tally.ts';
import type { StaffCount } from '../../web/console/activity/tally.ts';

const read = { day: '2026-11-24', kind: 'read', operation: 'getRequest', times: 1 } as const;
const counts: readonly StaffCount[] = [
  { ...read, times: 2 },
  { ...read, shown: 'identity', times: 3 },
  { ...read, kind: 'acted', operation: 'approveRequest', times: 4 },
  // The same day, in the next part of the answer.
  { ...read, shown: 'identity', times: 5 },
  { ...read, day: '2026-11-26', times: 6 },
];

test('a day without an entry has zeros, and one that has not begun is left out', () => {
  const time = { from: '2026-11-24', to: '2026-11-29' };

  expect(byDay(counts, time, '2026-11-27')).toEqual([
    { day: '2026-11-24', reads: 10, people: 8, acts: 4 },
    { day: '2026-11-25', reads: 0, people: 0, acts: 0 },
    { day: '2026-11-26', reads: 6, people: 0, acts: 0 },
    { day: '2026-11-27', reads: 0, people: 0, acts: 0 },
  ]);
});

test('operations are added over all days, the most frequent first; what was shown is kept apart', () => {
  expect(
    byOperation(counts).map(({ operation, shown, times }) => [operation, shown, times]),
  ).toEqual([
    ['getRequest', undefined, 8],
    ['getRequest', 'identity', 8],
    ['approveRequest', undefined, 4],
  ]);
});

test('parts of an answer add up by day', () => {
  expect(added(counts).map(({ day, shown, times }) => [day, shown, times])).toEqual([
    ['2026-11-24', 'identity', 8],
    ['2026-11-24', undefined, 4],
    ['2026-11-24', undefined, 2],
    ['2026-11-26', undefined, 6],
  ]);
});

test('the length of a time is in days, and none of what is no time', () => {
  expect(daysBetween('2026-02-27', '2026-03-02')).toBe(3);
  expect(daysBetween('2026-03-02', '2026-02-27')).toBe(-3);
  expect(daysBetween('yesterday', '2026-03-02')).toBeNaN();
});
