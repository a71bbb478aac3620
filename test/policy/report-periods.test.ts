import { describe, expect, test } from 'vitest';
import { endedPeriods, periodOf, spanOf, yearOf } from '../../lambda/policy/report-periods.ts';
import { milliseconds, toRfc3339 } from '../../lambda/value/time.ts';

const at = (text: string) => milliseconds(Date.parse(text));
const berlin = 'Europe/Berlin';

describe('the period of an instant', () => {
  test('is of the civil day where the controller is', () => {
    const justAfterMidnight = at('2026-11-27T23:30:00Z');

    expect(periodOf(justAfterMidnight, 'P1D', berlin)).toBe('2026-11-28');
    expect(periodOf(justAfterMidnight, 'P1D', 'UTC')).toBe('2026-11-27');
    expect(periodOf(justAfterMidnight, 'P1W', berlin)).toBe('2026-W48');
    expect(periodOf(justAfterMidnight, 'P1M', berlin)).toBe('2026-11');
    expect(periodOf(justAfterMidnight, 'P1Y', berlin)).toBe('2026');
  });

  // ISO 8601: a week belongs to the year of its Thursday.
  test.each([
    ['2027-01-03T12:00:00Z', '2026-W53'],
    ['2027-01-04T12:00:00Z', '2027-W01'],
    ['2024-12-30T12:00:00Z', '2025-W01'],
    ['2026-01-01T12:00:00Z', '2026-W01'],
    ['2021-01-03T12:00:00Z', '2020-W53'],
  ])('of %s is the week %s', (instant, week) => {
    expect(periodOf(at(instant), 'P1W', berlin)).toBe(week);
    expect(yearOf(week)).toBe(week.slice(0, 4));
  });
});

describe('the span of a period', () => {
  test('has 25 hours on the day on which clocks are set back', () => {
    const span = spanOf('2026-10-25', 'P1D', berlin);

    expect(span && (span.to - span.from) / 3_600_000).toBe(25);
  });

  test('begins with the first millisecond and ends before the next period', () => {
    const span = spanOf('2026-W53', 'P1W', 'UTC');

    expect(span && [toRfc3339(span.from), toRfc3339(span.to)]).toEqual([
      '2026-12-28T00:00:00.000Z',
      '2027-01-04T00:00:00.000Z',
    ]);
  });

  test.each([
    ['2026-02-30', 'P1D'],
    ['2026-13', 'P1M'],
    ['2026-00', 'P1M'],
    ['2025-W53', 'P1W'],
    ['2026-W00', 'P1W'],
    ['2026-W48', 'P1D'],
    ['2026-11-28', 'P1W'],
    ['26-11-28', 'P1D'],
  ] as const)('%s is no period of %s', (name, length) => {
    expect(spanOf(name, length, berlin)).toBeUndefined();
  });

  test('of every day of ten years is the one in which the day is', () => {
    for (let day = at('2020-01-01T12:00:00Z'); day < at('2030-01-01T00:00:00Z');) {
      for (const length of ['P1D', 'P1W', 'P1M', 'P1Y'] as const) {
        const span = spanOf(periodOf(day, length, berlin), length, berlin);
        expect(span !== undefined && span.from <= day && day < span.to).toBe(true);
      }
      day = milliseconds(day + 86_400_000);
    }
  });
});

test('periods that ended lately are listed, the open one is not', () => {
  const now = at('2026-11-30T10:00:00Z');
  const since = at('2026-11-23T10:00:00Z');

  expect(endedPeriods('P1W', { since, now }, berlin)).toEqual(['2026-W48']);
  expect(endedPeriods('P1M', { since, now }, berlin)).toEqual([]);
  expect(endedPeriods('P1D', { since, now }, berlin)).toEqual([
    ...['2026-11-23', '2026-11-24', '2026-11-25', '2026-11-26'],
    ...['2026-11-27', '2026-11-28', '2026-11-29'],
  ]);
});
