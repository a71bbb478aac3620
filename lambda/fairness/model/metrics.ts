import type { Confusion } from './counts.ts';
import type { MetricName } from './report.ts';

export type Metrics = Partial<Record<MetricName, number>>;

/** A group that is compared; with `labels` also by its true and false positive rate. */
export interface Compared {
  readonly confusion: Readonly<Confusion>;
  readonly labels: boolean;
}

export const positives = ({ truePositive, falseNegative }: Confusion): number =>
  truePositive + falseNegative;
export const negatives = ({ falsePositive, trueNegative }: Confusion): number =>
  falsePositive + trueNegative;
export const selected = ({ truePositive, falsePositive, selectedUnlabelled }: Confusion): number =>
  truePositive + falsePositive + selectedUnlabelled;
export const outcomesIn = (confusion: Confusion): number =>
  selected(confusion) +
  confusion.falseNegative +
  confusion.trueNegative +
  confusion.rejectedUnlabelled;

/** As Fairlearn and scikit-learn have it, the rate of nothing is 0. */
const rate = (some: number, all: number): number => (all === 0 ? 0 : some / all);

/**
 * The metrics of Fairlearn 0.15 over groups, by their counts; groups without outcomes are left out.
 * Where a ratio has no value, because all rates are 0, it is absent; of equalised odds the other
 * one remains.
 */
export function metricsOf(groups: readonly Compared[]): Metrics {
  const present = groups.filter(({ confusion }) => outcomesIn(confusion) > 0);
  const labelled = present.filter(
    ({ confusion, labels }) => labels && positives(confusion) + negatives(confusion) > 0,
  );
  const selection = spreadOf(present.map(({ confusion: c }) => rate(selected(c), outcomesIn(c))));
  const truePositive = spreadOf(
    labelled.map(({ confusion: c }) => rate(c.truePositive, positives(c))),
  );
  const falsePositive = spreadOf(
    labelled.map(({ confusion: c }) => rate(c.falsePositive, negatives(c))),
  );
  return defined({
    demographicParityDifference: selection?.difference,
    demographicParityRatio: selection?.ratio,
    equalOpportunityDifference: truePositive?.difference,
    equalOpportunityRatio: truePositive?.ratio,
    equalizedOddsDifference: worst(Math.max, truePositive?.difference, falsePositive?.difference),
    equalizedOddsRatio: worst(Math.min, truePositive?.ratio, falsePositive?.ratio),
  });
}

function spreadOf(rates: readonly number[]) {
  if (rates.length < 2) return undefined;
  // One pass: a bootstrap asks a thousand times.
  let [low, high] = [Infinity, -Infinity];
  for (const each of rates) {
    if (each < low) low = each;
    if (each > high) high = each;
  }
  return { difference: high - low, ratio: high === 0 ? undefined : low / high };
}

function worst(
  of: (...values: number[]) => number,
  ...values: readonly (number | undefined)[]
): number | undefined {
  const known = values.filter((value) => value !== undefined);
  return known.length === 0 ? undefined : of(...known);
}

const defined = (metrics: Record<MetricName, number | undefined>): Metrics =>
  Object.fromEntries(Object.entries(metrics).filter(([, value]) => value !== undefined));
