import { binCount, scoreUnit, squareUnit } from './counts.ts';
import type { ScoreSums } from './counts.ts';
import type { Calibration, ReliabilityBin } from './report.ts';

interface Sums {
  from: number;
  to: number;
  people: number;
  n: number;
  sum: number;
  positive: number;
}

/**
 * Reliability of scores. The calibration error is that of Naeini, Cooper and Hauskrecht (2015), over
 * all bins; bins that are shown have at least `minimum` people.
 *
 * @returns undefined when nothing has a score and a label
 */
export function calibrationOf(sums: ScoreSums, minimum: number): Calibration | undefined {
  const bins = sums.bins.map((bin, index) => ({
    ...bin,
    from: index / binCount,
    to: (index + 1) / binCount,
  }));
  const all = bins.reduce(joined);
  if (all.n === 0) return undefined;
  const distance = ({ n, sum, positive }: Sums): number =>
    n === 0 ? 0 : Math.abs(sum / scoreUnit - positive) / all.n;
  const { n, meanScore, observed } = binOf(all);
  return {
    ...{ n, meanScore, observed },
    brier: sums.squares / squareUnit / all.n,
    expectedCalibrationError: bins.reduce((error, bin) => error + distance(bin), 0),
    bins: joinSmall(bins, Math.max(minimum, 1)).map(binOf),
  };
}

/** Joins each bin with too few people to its neighbour, from the lowest scores up. */
function joinSmall(bins: readonly Sums[], minimum: number): readonly Sums[] {
  const shown: Sums[] = [];
  for (const bin of bins) {
    const last = shown.at(-1);
    if (last === undefined || (last.people >= minimum && bin.people >= minimum)) shown.push(bin);
    else shown[shown.length - 1] = joined(last, bin);
  }
  return shown.filter(({ people }) => people >= minimum);
}

/** A person may be in both: together they have at least as many people as the larger one. */
const joined = (one: Sums, other: Sums): Sums => ({
  from: one.from,
  to: other.to,
  people: Math.max(one.people, other.people),
  n: one.n + other.n,
  sum: one.sum + other.sum,
  positive: one.positive + other.positive,
});

const binOf = ({ from, to, n, sum, positive }: Sums): ReliabilityBin => ({
  ...{ from, to, n },
  meanScore: sum / scoreUnit / n,
  observed: positive / n,
});
