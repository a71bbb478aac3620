import type { Uniform } from './random.ts';

/** Below this mean, counting up from 0 takes fewer steps than a rejection costs. */
const smallMean = 10;

/** A draw of the binomial distribution: successes of `trials`, each with `probability`. */
export function binomial(uniform: Uniform, trials: number, probability: number): number {
  if (trials <= 0 || probability <= 0) return 0;
  if (probability >= 1) return trials;
  if (probability > 0.5) return trials - binomial(uniform, trials, 1 - probability);
  return trials * probability < smallMean
    ? byInversion(uniform, trials, probability)
    : byRejection(uniform, trials, probability);
}

/** Adds up the probabilities of 0, 1, 2 ... until they exceed one uniform number. */
function byInversion(uniform: Uniform, trials: number, probability: number): number {
  const odds = probability / (1 - probability);
  let rest = uniform();
  let mass = Math.exp(trials * Math.log1p(-probability));
  let successes = 0;
  while (rest >= mass && successes < trials) {
    rest -= mass;
    successes += 1;
    mass *= odds * ((trials + 1) / successes - 1);
  }
  return successes;
}

/**
 * Algorithm BTRS of W. Hörmann, "The generation of binomial random variates", Journal of Statistical
 * Computation and Simulation 46 (1993): transformed rejection with a squeeze, for a mean of 10 or
 * more. Its time does not depend on the number of trials.
 */
function byRejection(uniform: Uniform, trials: number, probability: number): number {
  const deviation = Math.sqrt(trials * probability * (1 - probability));
  const b = 1.15 + 2.53 * deviation;
  const a = -0.0873 + 0.0248 * b + 0.01 * probability;
  const centre = trials * probability + 0.5;
  const squeeze = 0.92 - 4.2 / b;
  const alpha = (2.83 + 5.1 / b) * deviation;
  const odds = probability / (1 - probability);
  const mode = Math.floor((trials + 1) * probability);
  const failures = trials - mode + 1;

  for (;;) {
    const u = uniform() - 0.5;
    const v = uniform();
    const us = 0.5 - Math.abs(u);
    const k = Math.floor(((2 * a) / us + b) * u + centre);
    if (us >= 0.07 && v <= squeeze) return k;
    if (k < 0 || k > trials) continue;
    const rest = trials - k + 1;
    const bound =
      (mode + 0.5) * Math.log((mode + 1) / (odds * failures)) +
      (trials + 1) * Math.log(failures / rest) +
      (k + 0.5) * Math.log((odds * rest) / (k + 1)) +
      (tail(mode) + tail(trials - mode) - tail(k) - tail(trials - k));
    if (Math.log((v * alpha) / (a / (us * us) + b)) <= bound) return k;
  }
}

/** log(k!) less Stirling's formula in k + 1, for k up to 9. */
const tails = [
  0.0810614667953272, 0.0413406959554092, 0.0276779256849983, 0.020790672103765, 0.0166446911898211,
  0.0138761288230707, 0.0118967099458917, 0.010411265261972, 0.0092554621827127, 0.0083305634333628,
];

/** The same with three terms of its series beyond. */
function tail(k: number): number {
  const square = (k + 1) ** 2;
  return tails[k] ?? (1 / 12 - (1 / 360 - 1 / 1260 / square) / square) / (k + 1);
}
