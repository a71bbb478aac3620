import { describe, expect, test } from 'vitest';
import { discreteLaplace } from '../../../lambda/aggregate/model/discrete-laplace.ts';
import type { Rational } from '../../../lambda/aggregate/model/discrete-laplace.ts';
import { errorBound } from '../../../lambda/aggregate/model/error-bound.ts';
import { outcomesOf } from './outcomes.ts';
import { seeded } from './seeded.ts';

const scales: readonly Rational[] = [
  { numerator: 1n, denominator: 3n },
  { numerator: 1n, denominator: 1n },
  { numerator: 7n, denominator: 2n },
  { numerator: 40_000_000n, denominator: 1_000_001n },
];
const named = (scale: Rational) => `${scale.numerator}/${scale.denominator}`;
const real = ({ numerator, denominator }: Rational) => Number(numerator) / Number(denominator);

/** The probability of an integer. */
function massOf(scale: Rational, outcome: number): number {
  const q = Math.exp(-1 / real(scale));
  return ((1 - q) / (1 + q)) * q ** Math.abs(outcome);
}

describe('draws agree with the exact probabilities', () => {
  const draws = 60_000;

  test.each(scales.map((scale) => [named(scale), scale] as const))('at scale %s', (_, scale) => {
    const uniform = seeded(1);
    const seen = new Map<number, number>();
    for (let draw = 0; draw < draws; draw++) {
      const outcome = Number(discreteLaplace(scale, uniform));
      seen.set(outcome, (seen.get(outcome) ?? 0) + 1);
    }
    // Outcomes that are expected at least 10 times each; all others are one class.
    const outcomes: number[] = [0];
    for (let size = 1; massOf(scale, size) * draws >= 10; size++) outcomes.push(size, -size);
    const classes = outcomes.map((outcome) => ({
      expected: massOf(scale, outcome) * draws,
      found: seen.get(outcome) ?? 0,
    }));
    const sum = (of: 'expected' | 'found') => classes.reduce((all, each) => all + each[of], 0);
    classes.push({ expected: draws - sum('expected'), found: draws - sum('found') });
    const statistic = classes.reduce(
      (all, { expected, found }) => all + (found - expected) ** 2 / expected,
      0,
    );

    // 99.9 % quantile of chi-square after Wilson and Hilferty 1931.
    const freedom = classes.length - 1;
    const third = 2 / (9 * freedom);
    expect(statistic).toBeLessThan(freedom * (1 - third + 3.0902 * Math.sqrt(third)) ** 3);
  });
});

describe('every path of the sampler, with its exact probability', () => {
  test.each([
    ['1/1', { numerator: 1n, denominator: 1n }],
    ['1/2', { numerator: 1n, denominator: 2n }],
  ])('gives each outcome what it has at scale %s', (_, scale) => {
    const { found, open } = outcomesOf((uniform) => discreteLaplace(scale, uniform), 1e-7);

    expect(open).toBeLessThan(0.15);
    for (const outcome of [0n, 1n, -1n, 2n, -2n, 3n]) {
      const lower = found.get(outcome) ?? 0;
      expect(lower).toBeLessThanOrEqual(massOf(scale, Number(outcome)) + 1e-12);
      expect(lower + open).toBeGreaterThanOrEqual(massOf(scale, Number(outcome)));
    }
  });
});

describe('the error bound', () => {
  /** The probability of at most that much, added up from the mass function. */
  const covered = (scale: Rational, bound: number) => {
    let sum = 0;
    for (let outcome = -bound; outcome <= bound; outcome++) sum += massOf(scale, outcome);
    return sum;
  };

  test.each(
    [...scales, { numerator: 123_456n, denominator: 10n }, { numerator: 1n, denominator: 50n }].map(
      (scale) => [named(scale), scale] as const,
    ),
  )('is the smallest that covers 95 percent at scale %s', (_, scale) => {
    const bound = errorBound(scale);

    expect(covered(scale, bound)).toBeGreaterThanOrEqual(0.95);
    if (bound > 0) expect(covered(scale, bound - 1)).toBeLessThan(0.95);
  });

  test('covers that many draws', () => {
    const scale = { numerator: 7n, denominator: 2n };
    const [uniform, bound, draws] = [seeded(2), BigInt(errorBound(scale)), 20_000];
    let inside = 0;
    for (let draw = 0; draw < draws; draw++) {
      const outcome = discreteLaplace(scale, uniform);
      if (outcome <= bound && outcome >= -bound) inside++;
    }

    expect(inside / draws).toBeCloseTo(covered(scale, Number(bound)), 2);
  });
});
