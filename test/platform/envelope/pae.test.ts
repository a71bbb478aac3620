import fc from 'fast-check';
import { expect, test } from 'vitest';
import { pae, PaeError } from '../../../lambda/platform/envelope/pae.ts';
import { noblePae } from './noble.ts';

const part = fc.oneof(fc.string({ unit: 'grapheme' }), fc.uint8Array());
const bytesOf = (value: string | Uint8Array): Buffer =>
  typeof value === 'string' ? Buffer.from(value.normalize('NFC')) : Buffer.from(value);

function decode(encoded: Uint8Array): Buffer[] {
  const input = Buffer.from(encoded);
  const parts: Buffer[] = [];
  let offset = 8;
  while (offset < input.length) {
    const length = Number(input.readBigUInt64LE(offset));
    parts.push(input.subarray(offset + 8, offset + 8 + length));
    offset += 8 + length;
  }
  expect(Number(input.readBigUInt64LE(0))).toBe(parts.length);
  return parts;
}

test('is injective: the parts can be read back from the encoding', () => {
  fc.assert(
    fc.property(fc.array(part), (parts) => {
      expect(decode(pae(parts))).toEqual(parts.map(bytesOf));
    }),
  );
});

test('is injective: unequal lists have unequal encodings', () => {
  const short = fc.array(fc.string({ unit: fc.constantFrom('a', 'b', '\0'), maxLength: 3 }), {
    maxLength: 4,
  });
  fc.assert(
    fc.property(short, short, (left, right) => {
      const equal = Buffer.from(pae(left)).equals(pae(right));

      expect(equal).toBe(JSON.stringify(left) === JSON.stringify(right));
    }),
    { numRuns: 2_000 },
  );
});

test('agrees with a second implementation', () => {
  fc.assert(
    fc.property(fc.array(part), (parts) => {
      expect(Buffer.from(pae(parts))).toEqual(Buffer.from(noblePae(parts)));
    }),
  );
});

test('is LE64(count) || (LE64(length) || bytes)*', () => {
  expect(Buffer.from(pae([])).toString('hex')).toBe('0000000000000000');
  expect(Buffer.from(pae(['ab', ''])).toString('hex')).toBe(
    '0200000000000000' + '0200000000000000' + '6162' + '0000000000000000',
  );
});

test('text is the same in composed and decomposed form', () => {
  expect(pae(['J\u00f6rg'])).toEqual(pae(['Jo\u0308rg']));
});

test('text with a lone surrogate is rejected, since two such texts would have the same encoding', () => {
  expect(() => pae(['\ud800'])).toThrow(PaeError);
  expect(() => pae(['a\udfff'])).toThrow(PaeError);
});
