import type { Uniform } from './uniform.ts';

/** A positive rational number. */
export interface Rational {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

/**
 * An integer of the discrete Laplace distribution: `z` has a probability proportional to
 * `exp(-|z| / scale)`.
 *
 * Integers only: a sampler on floating-point numbers can reveal the exact figure by the low bits of its
 * result (Mironov 2012, On Significance of the Least Significant Bits for Differential Privacy).
 *
 * @see Canonne, Kamath and Steinke 2020, The Discrete Gaussian for Differential Privacy, Algorithm 2
 * (arXiv:2004.00010), where t is the numerator of the scale and s its denominator
 */
export function discreteLaplace(scale: Rational, uniform: Uniform): bigint {
  const { numerator, denominator } = scale;
  for (;;) {
    const remainder = uniform(numerator);
    if (!happensExpMinus({ numerator: remainder, denominator: numerator }, uniform)) continue;
    let quotient = 0n;
    while (happensExpMinus(one, uniform)) quotient++;
    const magnitude = (remainder + numerator * quotient) / denominator;
    const negative = uniform(2n) === 1n;
    // Zero would otherwise be drawn twice as often, once with each sign.
    if (negative && magnitude === 0n) continue;
    return negative ? -magnitude : magnitude;
  }
}

const one: Rational = { numerator: 1n, denominator: 1n };

/**
 * True with a probability of exactly `exp(-exponent)`, for an exponent from 0 to 1.
 *
 * @see the same article, Algorithm 1
 */
function happensExpMinus({ numerator, denominator }: Rational, uniform: Uniform): boolean {
  let round = 1n;
  while (uniform(denominator * round) < numerator) round++;
  return round % 2n === 1n;
}
