import type { Rational } from './discrete-laplace.ts';

/**
 * The smallest integer that the absolute value of a discrete Laplace variable exceeds with a probability
 * of at most 5 %.
 *
 * With `q = exp(-1 / scale)`, `P(|Z| > h) = 2 q^(h + 1) / (1 + q)`: the sum of both tails of the mass
 * function `(1 - q) / (1 + q) q^|z|` (Inusah and Kozubowski 2006, A discrete analogue of the Laplace
 * distribution). So the condition is `40 q^(h + 1) <= 1 + q`.
 */
export function errorBound(scale: Rational): number {
  let low = 0n;
  // 40 exp(-4) < 1: here the condition holds for any q.
  let high = (4n * scale.numerator) / scale.denominator + 1n;
  while (low < high) {
    const middle = (low + high) / 2n;
    if (covers(middle, scale)) high = middle;
    else low = middle + 1n;
  }
  return Number(low);
}

/**
 * Compares in integers. Equality would be a linear relation between exponentials of different rational
 * numbers, which the theorem of Lindemann and Weierstrass excludes: with enough bits one side is larger.
 */
function covers(bound: bigint, { numerator, denominator }: Rational): boolean {
  for (let bits = 64n; ; bits *= 2n) {
    const unit = 1n << bits;
    const q = expMinus({ numerator: denominator, denominator: numerator }, bits);
    const tail = expMinus({ numerator: (bound + 1n) * denominator, denominator: numerator }, bits);
    if (40n * tail.high <= unit + q.low) return true;
    if (40n * tail.low > unit + q.high) return false;
  }
}

/**
 * Integers below and above `exp(-exponent)`, in units of `2^-bits`: from the series of `exp(exponent)`,
 * each term rounded down.
 *
 * An error of one unit in a term grows to at most `exp(exponent) < 3^ceil(exponent)` units in all terms
 * after it. The terms that are left out are less than twice the error of the first of them, because each
 * is at most half of the one before.
 */
function expMinus(
  { numerator, denominator }: Rational,
  bits: bigint,
): { low: bigint; high: bigint } {
  let sum = 0n;
  let terms = 0n;
  for (let term = 1n << bits; term > 0n || terms * denominator < 2n * numerator;) {
    sum += term;
    terms++;
    term = (term * numerator) / (denominator * terms);
  }
  const error = (terms + 2n) * 3n ** (numerator / denominator + 1n);
  const square = 1n << (2n * bits);
  return { low: square / (sum + error), high: square / sum + 1n };
}
