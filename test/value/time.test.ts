import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { milliseconds, parseRfc3339, toRfc3339 } from '../../lambda/value/time.ts';

const shown = (text: string): string | undefined => {
  const time = parseRfc3339(text);
  return time === undefined ? undefined : toRfc3339(time);
};

describe('a date-time of RFC 3339', () => {
  test.each([
    ['2024-02-29T10:00:00Z', '2024-02-29T10:00:00.000Z'],
    ['2026-11-24t10:00:00z', '2026-11-24T10:00:00.000Z'],
    ['2026-11-24T10:00:00.123456789012Z', '2026-11-24T10:00:00.123Z'],
    ['2026-11-24T00:30:00+01:00', '2026-11-23T23:30:00.000Z'],
    ['2026-11-24T23:59:59-23:59', '2026-11-25T23:58:59.000Z'],
    ['1970-01-01T00:00:00Z', '1970-01-01T00:00:00.000Z'],
    ['9999-12-31T23:59:59.999Z', '9999-12-31T23:59:59.999Z'],
    ['2026-11-24T10:00:00-00:00', '2026-11-24T10:00:00.000Z'],
  ])('%s is %s', (text, time) => expect(shown(text)).toBe(time));

  test.each([
    '2026-02-30T00:00:00Z',
    '2025-02-29T10:00:00Z',
    '1900-02-29T10:00:00Z',
    '2026-04-31T00:00:00Z',
    '2026-00-10T00:00:00Z',
    '2026-13-10T00:00:00Z',
    '2026-01-00T00:00:00Z',
    '2026-01-32T00:00:00Z',
    '2026-11-20T24:00:00Z',
    '2026-11-20T25:00:00Z',
    '2026-11-20T10:60:00Z',
    '2026-11-20T10:00:60Z',
    '2016-12-31T23:59:60Z',
    '2026-11-20T10:00:00+24:00',
    '2026-11-20T10:00:00+10:60',
    '1969-12-31T23:59:59Z',
    '1970-01-01T00:00:00+00:01',
    '9999-12-31T23:59:59-00:01',
    '0000-01-01T00:00:00Z',
    '2026-11-20 10:00:00Z',
    '2026-11-20T10:00Z',
    '2026-11-20T10:00:00.Z',
    '2026-11-20T10:00:00',
    '+002026-11-20T10:00:00Z',
    ' 2026-11-20T10:00:00Z',
    '2026-11-20T10:00:00Z\n',
    '２０26-11-20T10:00:00Z',
  ])('%j is not one', (text) => expect(parseRfc3339(text)).toBeUndefined());

  test('of any moment is read as that moment, in every spelling', () => {
    const moment = fc.integer({ min: 0, max: Date.UTC(9999, 11, 31, 23, 59, 59, 999) });
    fc.assert(
      fc.property(moment, (value) => {
        const text = toRfc3339(milliseconds(value));
        expect(parseRfc3339(text)).toBe(value);
        expect(parseRfc3339(text.toLowerCase())).toBe(value);
        expect(parseRfc3339(text.replace('Z', '+00:00'))).toBe(value);
      }),
    );
  });

  test('is an existing day of the calendar, or rejected', () => {
    const two = fc.integer({ min: 0, max: 99 }).map((number) => String(number).padStart(2, '0'));
    fc.assert(
      fc.property(fc.integer({ min: 1970, max: 9999 }), two, two, (year, month, day) => {
        const date = `${year}-${month}-${day}`;
        const read = shown(`${date}T12:00:00Z`);
        expect(read === undefined || read.startsWith(date)).toBe(true);
        const last = new Date(Date.UTC(year, Number(month), 0)).getUTCDate();
        const exists =
          Number(month) >= 1 && Number(month) <= 12 && Number(day) >= 1 && Number(day) <= last;
        expect(read !== undefined).toBe(exists);
      }),
    );
  });
});
