import type { Rational } from './discrete-laplace.ts';
import type { MeasureFacts } from './measure.ts';
import { tablesOf } from './published-tables.ts';

/** The scales of the noise of each shown count and, where the measure has a value, of each shown sum. */
export interface NoiseScales {
  readonly count: Rational;
  readonly value?: Rational;
}

const million = 1_000_000n;

/**
 * How much noise makes a release differentially private with the epsilon of its measure, where one
 * person more or less makes two data sets neighbours.
 *
 * - Sensitivity. Each event is in exactly one group of a table. So one person, whose events are at most
 *   `contribution.count`, changes the counts of a whole table by at most that much in total (L1), in
 *   however many groups they are, and its sums by at most that much times the largest absolute value.
 *   Noise of scale `sensitivity / epsilon` on every figure makes the whole table epsilon-private, not
 *   only each figure (Dwork, McSherry, Nissim and Smith 2006, Calibrating Noise to Sensitivity in Private
 *   Data Analysis; for integers: Ghosh, Roughgarden and Sundararajan 2009, Universally Utility-maximizing
 *   Privacy Mechanisms).
 * - Composition. Losses add up (Dwork and Roth 2014, The Algorithmic Foundations of Differential Privacy,
 *   Theorem 3.16): epsilon is split equally over the tables, and in each over counts and sums. The split
 *   depends on the policy alone, so that it reveals nothing about what is suppressed.
 *
 * Which groups are suppressed follows from exact numbers of people and is not covered by epsilon: a
 * reader learns that such a group is small, or that it protects one.
 */
export function noiseScales(measure: MeasureFacts): NoiseScales {
  const { contribution, microEpsilon } = measure;
  const { count, value } = contribution;
  const shares = BigInt(tablesOf(measure).length * (value === undefined ? 1 : 2));
  const scale = (sensitivity: number): Rational =>
    reduced(BigInt(sensitivity) * million * shares, BigInt(microEpsilon));
  if (value === undefined) return { count: scale(count) };
  const largest = Math.max(1, Math.abs(value.minimum), Math.abs(value.maximum));
  return { count: scale(count), value: scale(count * largest) };
}

function reduced(numerator: bigint, denominator: bigint): Rational {
  let [divisor, rest] = [numerator, denominator];
  while (rest > 0n) [divisor, rest] = [rest, divisor % rest];
  return { numerator: numerator / divisor, denominator: denominator / divisor };
}
