import * as Duration from 'temporal-polyfill/fns/Duration';
import * as Instant from 'temporal-polyfill/fns/Instant';
import * as ZonedDateTime from 'temporal-polyfill/fns/ZonedDateTime';
import { describe, expect, test } from 'vitest';
import { addPeriod } from '../../lambda/policy/periods.ts';
import { milliseconds } from '../../lambda/value/time.ts';

function byTemporal(from: number, period: string, zone: string): number {
  const { epochNanoseconds } = Instant.fromEpochMilliseconds(from);
  const zoned = ZonedDateTime.create(epochNanoseconds, zone);
  return ZonedDateTime.add(zoned, Duration.fromString(period)).epochMilliseconds;
}

describe('a period in a zone', () => {
  const zones = [
    'Europe/Berlin',
    'America/Los_Angeles',
    'Australia/Lord_Howe',
    'Africa/Casablanca',
  ];
  const periods = ['P30D', 'P1M', 'P2Y', 'P1Y2M3W4D', 'P13M', 'P52W'];

  test.each(zones)('ends in %s when Temporal says', (zone) => {
    const months = Array.from({ length: 72 }, (_, month) => Date.UTC(2019, 10 + month, 1));
    const days = Array.from({ length: 62 }, (_, hour) => Date.UTC(2026, 9, 24, hour));
    const froms = [...months, ...days, Date.UTC(2028, 1, 29, 23, 59, 59, 999)].map(milliseconds);

    for (const period of periods) {
      for (const from of froms) {
        expect(addPeriod(from, period, zone)).toBe(byTemporal(from, period, zone));
      }
    }
  });

  test('of minutes ends after them', () => {
    const from = milliseconds(Date.UTC(2026, 10, 24, 10));

    expect(addPeriod(from, 'PT15M', 'Europe/Berlin')).toBe(from + 900_000);
  });
});
