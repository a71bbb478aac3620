import * as Duration from 'temporal-polyfill/fns/Duration';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { approximateDays, durationSeconds, parseDuration } from '../../lambda/value/duration.ts';

describe('a duration of ISO 8601', () => {
  test.each([
    ['P30D', { day: 30 }],
    ['P1Y6M', { year: 1, month: 6 }],
    ['P2W1D', { week: 2, day: 1 }],
    ['P0D', { day: 0 }],
    ['PT15M', { minute: 15 }],
    ['P1DT1H30M5S', { day: 1, hour: 1, minute: 30, second: 5 }],
  ])('%s has its units', (iso, parts) => expect(parseDuration(iso)).toEqual(parts));

  test.each([
    '',
    'P',
    'PT',
    'P1',
    '1D',
    'P1DT',
    'P1D2Y',
    'P1H',
    'PT1D',
    '-P1D',
    'P1.5D',
    'p1d',
    'P1D\n',
  ])('not %j', (text) => expect(parseDuration(text)).toBeUndefined());

  test('is read as Temporal reads it, whichever units are written', () => {
    const amount = fc.option(fc.integer({ min: 0, max: 99_999 }));
    const units = (...letters: string[]) =>
      fc
        .tuple(
          ...letters.map((letter) => amount.map((one) => (one === null ? '' : `${one}${letter}`))),
        )
        .map((parts) => parts.join(''));
    const written = fc
      .tuple(units('Y', 'M', 'W', 'D'), units('H', 'M', 'S'))
      .filter(([date, time]) => date + time !== '')
      .map(([date, time]) => `P${date}${time && `T${time}`}`);

    fc.assert(
      fc.property(written, (iso) => {
        const { years, months, weeks, days, hours, minutes, seconds } = Duration.fromString(iso);
        const { year = 0, month = 0, week = 0, day = 0, ...time } = parseDuration(iso)!;
        const { hour = 0, minute = 0, second = 0 } = time;

        expect([year, month, week, day]).toEqual([years, months, weeks, days]);
        expect([hour, minute, second]).toEqual([hours, minutes, seconds]);
      }),
    );
  });

  test('is measured in seconds or in days', () => {
    expect(durationSeconds('PT15M')).toBe(900);
    expect(durationSeconds('P1DT1H30M5S')).toBe(91_805);
    expect(approximateDays('P1Y1M1W1D')).toBe(403.6875);
  });
});
