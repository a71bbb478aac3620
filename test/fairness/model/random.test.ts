import { expect, test } from 'vitest';
import { binomial } from '../../../lambda/fairness/model/binomial.ts';
import { uniformOf, xoshiro128 } from '../../../lambda/fairness/model/random.ts';

test('the generator is xoshiro128**: the first outputs of its reference implementation', () => {
  const next = xoshiro128([1, 2, 3, 4]);

  // As in rand_xoshiro, which took them from xoshiro128starstar.c 1.1.
  expect(Array.from({ length: 10 }, next)).toEqual([
    11_520, 0, 5_927_040, 70_819_200, 2_031_721_883, 1_637_235_492, 1_287_239_034, 3_734_860_849,
    3_729_100_597, 4_258_142_804,
  ]);
});

test('the same seed gives the same numbers, another seed others, all from 0 to 1', () => {
  const numbers = (seed: string) => Array.from({ length: 1_000 }, uniformOf(seed));

  expect(numbers('a')).toEqual(numbers('a'));
  expect(numbers('a')).not.toEqual(numbers('b'));
  expect(numbers('a').every((number) => number >= 0 && number < 1)).toBe(true);
});

/** log of the binomial coefficient, by adding up logs: independent of the sampler's series. */
function logProbability(trials: number, k: number, probability: number): number {
  let sum = k * Math.log(probability) + (trials - k) * Math.log1p(-probability);
  for (let index = 1; index <= k; index += 1) sum += Math.log((trials - k + index) / index);
  return sum;
}

/** Chi-square over outcomes, those that are rarely expected taken together at either end. */
function chiSquare(counts: ReadonlyMap<number, number>, expected: (k: number) => number) {
  const bins: { seen: number; wanted: number }[] = [];
  let open = { seen: 0, wanted: 0 };
  for (let k = 0; k <= Math.max(...counts.keys()); k += 1) {
    open.seen += counts.get(k) ?? 0;
    open.wanted += expected(k);
    if (open.wanted >= 20) {
      bins.push(open);
      open = { seen: 0, wanted: 0 };
    }
  }
  const last = bins.at(-1);
  if (last !== undefined) {
    last.seen += open.seen;
    last.wanted += open.wanted;
  }
  const statistic = bins.reduce((sum, { seen, wanted }) => sum + (seen - wanted) ** 2 / wanted, 0);
  return { statistic, degrees: bins.length - 1 };
}

// By inversion, by rejection, mirrored, and each near the border between them.
test.each([
  { trials: 12, probability: 0.3 },
  { trials: 1_000_000, probability: 4e-6 },
  { trials: 999, probability: 0.01 },
  { trials: 1_001, probability: 0.01 },
  { trials: 40, probability: 0.5 },
  { trials: 5_000, probability: 0.13 },
  { trials: 300, probability: 0.97 },
])('draws of $trials trials at $probability have the binomial distribution', (given) => {
  const { trials, probability } = given;
  const uniform = uniformOf(JSON.stringify(given));
  const draws = 200_000;
  const counts = new Map<number, number>();
  for (let index = 0; index < draws; index += 1) {
    const k = binomial(uniform, trials, probability);
    counts.set(k, (counts.get(k) ?? 0) + 1);
  }

  const { statistic, degrees } = chiSquare(
    counts,
    (k) => draws * Math.exp(logProbability(trials, k, probability)),
  );

  // Mean and variance of chi-square are k and 2k: beyond four deviations is one in 10,000 or rarer.
  expect(statistic).toBeLessThan(degrees + 4 * Math.sqrt(2 * degrees));
  expect(degrees).toBeGreaterThan(5);
});

test('nothing and everything are certain', () => {
  const uniform = uniformOf('certain');

  expect(binomial(uniform, 0, 0.5)).toBe(0);
  expect(binomial(uniform, 7, 0)).toBe(0);
  expect(binomial(uniform, 7, 1)).toBe(7);
});
