import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseExactly } from '../../../lambda/platform/http/json-number.ts';

describe('a number of a JSON text', () => {
  test.each([
    ['0.1', 0.1],
    ['1.10', 1.1],
    ['-0.0', -0],
    ['0.30000000000000004', 0.300_000_000_000_000_04],
    ['5e-324', 5e-324],
    ['1E2', 100],
    ['1.5e+3', 1500],
    ['10000000000000000000e-19', 1],
    ['1.00000000000000000000', 1],
    ['52.520008000000000', 52.520_008],
  ])('%s is represented exactly', (text, value) =>
    expect(parseExactly(`[${text}]`)).toEqual([value]),
  );

  test.each([
    '0.1000000000000000055511151231257827',
    '0.10000000000000001',
    '3.14159265358979323846',
    '9007199254740993',
    '1.0000000000000001',
    '123456789.123456789',
    '1e400',
    '-1e400',
    '1e-400',
    '4e-324',
  ])('%s is not represented by a double', (text) => {
    expect(parseExactly(`{"a":[${text}]}`)).toEqual({ a: [Number.NaN] });
  });

  test('in a string is text', () => {
    expect(parseExactly('["3.14159265358979323846",{"1e400":"1e-400"}]')).toEqual([
      '3.14159265358979323846',
      { '1e400': '1e-400' },
    ]);
  });

  test('that a double prints is represented; one more digit is not', () => {
    const written = fc
      .double({ noNaN: true, noDefaultInfinity: true })
      .filter((value) => value !== 0);
    fc.assert(
      fc.property(written, (value) => {
        expect(parseExactly(JSON.stringify([value]))).toEqual([value]);
      }),
    );
    const digits = fc.bigInt({ min: 10n ** 17n, max: 10n ** 18n - 1n });
    fc.assert(
      fc.property(
        digits.filter((number) => number % 10n !== 0n),
        (number) => {
          expect(parseExactly(`[0.${number}]`)).toEqual([Number.NaN]);
        },
      ),
    );
  });

  test('leaves everything else as JSON.parse reads it', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 4 }), (text) => {
        const read = parseExactly(`{"v":${text},"n":1e3}`);
        expect(read).toEqual(JSON.parse(`{"v":${text},"n":1e3}`));
      }),
    );
  });
});
