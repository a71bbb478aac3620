import fc from 'fast-check';
import { expect, test } from 'vitest';
import { codeFrom, readCode } from '../../lambda/intake/model/code.ts';

const mac = fc.uint8Array({ minLength: 32, maxLength: 32 });

test('a code has 10 characters of Crockford base32 in two groups of five', () => {
  fc.assert(
    fc.property(mac, (bytes) => {
      expect(codeFrom(bytes)).toMatch(/^[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}$/);
    }),
  );
});

test('a code is read in any case, with O for 0, I and L for 1, with spaces and hyphens anywhere', () => {
  const look = (code: string, seed: readonly number[]) =>
    Array.from(code, (sign, index) => {
      const choice = seed[index % seed.length] ?? 0;
      if (sign === '-') return ['', ' ', '-', ' - ', '\u2013'][choice % 5] ?? '';
      if (sign === '0') return ['0', 'o', 'O'][choice % 3] ?? '';
      if (sign === '1') return ['1', 'i', 'I', 'l', 'L'][choice % 5] ?? '';
      return (choice % 2 === 0 ? sign : sign.toLowerCase()) + (choice % 7 === 0 ? ' ' : '');
    }).join('');
  fc.assert(
    fc.property(mac, fc.array(fc.nat(), { minLength: 1 }), (bytes, seed) => {
      const code = codeFrom(bytes);
      expect(readCode(look(code, seed))).toBe(code);
    }),
  );
});

test.each(['', '12345', '12345-6789', '12345-67890-1', 'UUUUU-UUUUU', '12345_67890'])(
  '%j is no code',
  (text) => {
    expect(readCode(text)).toBeUndefined();
  },
);
