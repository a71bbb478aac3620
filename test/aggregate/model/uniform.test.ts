import crypto from 'node:crypto';
import { syncBuiltinESMExports } from 'node:module';
import { afterEach, expect, test } from 'vitest';
import { cryptographic, uniformFrom } from '../../../lambda/aggregate/model/uniform.ts';
import { seeded } from './seeded.ts';

const { randomBytes } = crypto;
afterEach(() => {
  crypto.randomBytes = randomBytes;
  syncBuiltinESMExports();
});

test.each([1n, 2n, 3n, 255n, 256n, 257n, 1_000_003n])(
  'each integer below %s is equally likely',
  (below) => {
    const [uniform, draws, classes] = [seeded(3), 30_000, below < 16n ? below : 16n];
    const found = Array.from({ length: Number(classes) }, () => 0);
    for (let draw = 0; draw < draws; draw++) {
      const drawn = uniform(below);
      const place = Number((drawn * classes) / below);
      found[place] = (found[place] ?? 0) + 1;
    }
    expect(found.reduce((sum, each) => sum + each, 0)).toBe(draws);
    const sizes = found.map((_, place) => {
      const first = (edge: bigint) => (edge * below + classes - 1n) / classes;
      return Number(first(BigInt(place) + 1n) - first(BigInt(place)));
    });
    const statistic = sizes.reduce((sum, size, place) => {
      const expected = (draws * size) / Number(below);
      return sum + ((found[place] ?? 0) - expected) ** 2 / expected;
    }, 0);

    // 99.9 % quantile of chi-square with 15 degrees of freedom, the most that occur here.
    expect(statistic).toBeLessThan(37.7);
  },
);

test('what is not below the limit is drawn again, not folded', () => {
  const bytes = [7, 6, 5, 4];
  const uniform = uniformFrom(() => Uint8Array.from(bytes));

  expect([uniform(5n), uniform(8n)]).toEqual([4n, 7n]);
});

test('noise comes from the cryptographic generator of the platform', () => {
  const asked: number[] = [];
  crypto.randomBytes = (length: number) => {
    asked.push(length);
    return Buffer.alloc(length, 0xff);
  };
  syncBuiltinESMExports();
  const many = Array.from({ length: 5_000 }, () => cryptographic(256n));

  expect(asked.length).toBeGreaterThan(0);
  expect(many.at(-1)).toBe(255n);
});
