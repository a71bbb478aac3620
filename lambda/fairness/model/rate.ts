import type { Rate } from './report.ts';

/** Quantile of the normal distribution for an interval of 95 %. */
const z = 1.959963984540054;

/** A proportion with its score interval (E. B. Wilson, JASA 22, 1927): within 0 and 1, also for few. */
export function rateOf(some: number, all: number): Rate {
  if (all === 0) return { value: 0, interval: [0, 1] };
  const value = some / all;
  const centre = (value + z ** 2 / (2 * all)) / (1 + z ** 2 / all);
  const half =
    (z * Math.sqrt((value * (1 - value)) / all + z ** 2 / (4 * all ** 2))) / (1 + z ** 2 / all);
  // At 0 and 1 the formula ends there, but for rounding.
  const low = some === 0 ? 0 : centre - half;
  const high = some === all ? 1 : centre + half;
  return { value, interval: [low, high] };
}
