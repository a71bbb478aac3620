import { afterEach, expect, test } from 'vitest';
import { millisecondsAhead, runAhead } from '../../local/later.ts';

const week = 7 * 86_400_000;
afterEach(() => runAhead(0));

test('a process that runs ahead reads a later time, and other dates as they are', () => {
  const before = Date.now();
  runAhead(week);

  expect(Date.now()).toBeGreaterThanOrEqual(before + week);
  expect(new Date().getTime()).toBeGreaterThanOrEqual(before + week);
  expect(Date.parse(Date())).toBeGreaterThan(before + week - 1_000);
  expect(new Date('2026-11-30T00:00:00Z').toISOString()).toBe('2026-11-30T00:00:00.000Z');
  expect(new Date()).toBeInstanceOf(Date);
  expect(millisecondsAhead()).toBe(week);
});

test('it can be undone', () => {
  const real = Date;
  runAhead(week);
  runAhead(0);

  expect(Date).toBe(real);
  expect(millisecondsAhead()).toBe(0);
});
