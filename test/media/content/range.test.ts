import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isAtHand, rangeApplies, readRange } from '../../../lambda/media/content/range.ts';

const whole = { kind: 'whole' };
const unsatisfiable = { kind: 'unsatisfiable' };
const part = (start: number, end: number) => ({ kind: 'part', start, end });

describe('RFC 9110 section 14.1.2: ranges of bytes', () => {
  test.each([
    // The examples of the section, of a file of 10,000 bytes.
    ['bytes=0-499', part(0, 499)],
    ['bytes=500-999', part(500, 999)],
    ['bytes=-500', part(9_500, 9_999)],
    ['bytes=9500-', part(9_500, 9_999)],
    ['bytes=0-0', part(0, 0)],
    ['bytes=-1', part(9_999, 9_999)],
    ['bytes=9999-', part(9_999, 9_999)],
    ['bytes=0-', part(0, 9_999)],
    // Cut at the end of the file.
    ['bytes=9000-20000', part(9_000, 9_999)],
    ['bytes=-20000', part(0, 9_999)],
    [`bytes=0-${'9'.repeat(400)}`, part(0, 9_999)],
    // Outside of the file.
    ['bytes=10000-', unsatisfiable],
    ['bytes=10000-10001', unsatisfiable],
    [`bytes=${'9'.repeat(400)}-`, unsatisfiable],
    ['bytes=-0', unsatisfiable],
  ])('%s', (header, asked) => {
    expect(readRange(header, 10_000)).toEqual(asked);
  });

  test('names of units are case-insensitive, and a list may have spaces and empty elements', () => {
    expect(readRange('Bytes=1-2', 9)).toEqual(part(1, 2));
    expect(readRange(' bytes= , 1-2 ,, ', 9)).toEqual(part(1, 2));
  });
});

describe('RFC 9110 section 14.2: the header is ignored', () => {
  test.each([
    undefined,
    '',
    'bytes',
    'bytes=',
    'bytes=,',
    'bytes=-',
    'bytes=5-4',
    'bytes=a-b',
    'bytes=1',
    'bytes=1-2-3',
    'bytes=+1-2',
    'bytes=0x1-2',
    'bytes=1 - 2',
    'bytes=--1',
    'lines=1-2',
    'bytes 1-2',
    'bytes=0-1,3-4',
    'bytes=0-1,10000-',
  ])('%s', (header) => {
    expect(readRange(header, 10_000)).toEqual(whole);
  });
});

test('of an empty file there is no part', () => {
  expect(readRange('bytes=0-', 0)).toEqual(unsatisfiable);
  expect(readRange('bytes=-5', 0)).toEqual(whole);
});

test('a part is never outside of the file, and is what an array would give', () => {
  const position = fc.nat({ max: 30 });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 20 }), position, position, (bytes, first, last) => {
      const file = Array.from({ length: bytes }, (_, index) => index);
      const sliced = (header: string) => {
        const asked = readRange(header, bytes);
        return asked.kind === 'part' ? file.slice(asked.start, asked.end + 1) : [];
      };

      expect(sliced(`bytes=${first}-`)).toEqual(file.slice(first));
      expect(sliced(`bytes=-${last}`)).toEqual(last === 0 ? [] : file.slice(-last));
      expect(sliced(`bytes=${first}-${last}`)).toEqual(file.slice(first, last + 1));
    }),
  );
});

describe('of which version', () => {
  test('RFC 9110 section 13.1.5: If-Range needs the same strong tag', () => {
    expect(rangeApplies(undefined, '"a"')).toBe(true);
    expect(rangeApplies('"a"', '"a"')).toBe(true);
    for (const other of ['"b"', 'W/"a"', 'a', '*', 'Tue, 24 Nov 2026 12:00:00 GMT', '']) {
      expect(rangeApplies(other, '"a"'), other).toBe(false);
    }
  });

  test('RFC 9110 section 13.1.2: If-None-Match compares weakly', () => {
    for (const same of ['"a"', 'W/"a"', '"b", "a"', '*']) expect(isAtHand(same, '"a"')).toBe(true);
    for (const other of [undefined, '', '"b"', 'a']) expect(isAtHand(other, '"a"')).toBe(false);
  });
});
