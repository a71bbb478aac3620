import { describe, expect, it } from 'vitest';
import {
  periodAt,
  periodBefore,
  periodNamed,
  reportingPeriods,
} from '../../lambda/policy/reporting-periods.ts';
import { milliseconds } from '../../lambda/value/time.ts';

const berlin = 'Europe/Berlin';
const at = (text: string) => milliseconds(Date.parse(text));

describe('periods of figures about many people', () => {
  it('are named after the day, the ISO week, the month or the year of the controller', () => {
    // 23:30 UTC is the next day in Berlin.
    const moment = at('2026-11-29T23:30:00Z');
    expect(reportingPeriods.map((length) => periodAt(moment, length, berlin).name)).toEqual([
      '2026-11-30',
      '2026-W49',
      '2026-11',
      '2026',
    ]);
  });

  // ISO 8601: 1 January 2027 is a Friday and belongs to the last week of 2026.
  it.each([
    ['2026-12-31T12:00:00Z', '2026-W53'],
    ['2027-01-01T12:00:00Z', '2026-W53'],
    ['2027-01-04T12:00:00Z', '2027-W01'],
    ['2024-12-30T12:00:00Z', '2025-W01'],
  ])('puts %s in the week %s', (moment, name) => {
    expect(periodAt(at(moment), 'P1W', berlin).name).toBe(name);
  });

  it('begin and end at midnight of the controller, also where clocks change', () => {
    const { from, until } = periodAt(at('2026-10-25T12:00:00Z'), 'P1D', berlin);
    expect(new Date(from).toISOString()).toBe('2026-10-24T22:00:00.000Z');
    expect(new Date(until).toISOString()).toBe('2026-10-25T23:00:00.000Z');
  });

  it('follow each other without a gap, and each is found by its name', () => {
    for (const length of reportingPeriods) {
      let period = periodAt(at('2027-01-02T12:00:00Z'), length, berlin);
      for (let count = 0; count < 60 && period.from > at('1972-01-01T00:00:00Z'); count += 1) {
        expect(periodNamed(period.name, length, berlin)).toEqual(period);
        const before = periodBefore(period, berlin);
        expect(before.until).toBe(period.from);
        expect(before.name < period.name).toBe(true);
        period = before;
      }
    }
  });

  it.each([
    ['2026-02-30', 'P1D'],
    ['2025-W53', 'P1W'],
    ['2026-W00', 'P1W'],
    ['2026-13', 'P1M'],
    ['2026-11', 'P1D'],
    ['20260', 'P1Y'],
    ['', 'P1M'],
  ] as const)('do not have the name %j as %s', (name, length) => {
    expect(periodNamed(name, length, berlin)).toBeUndefined();
  });
});
