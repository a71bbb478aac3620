import { binomial } from './binomial.ts';
import { samplesOf } from './bootstrap.ts';
import { noOutcomes } from './counts.ts';
import type { Confusion } from './counts.ts';
import { metricsOf, negatives, outcomesIn, positives, selected } from './metrics.ts';
import type { Compared, Metrics } from './metrics.ts';
import { isRatio } from './report.ts';
import type { MetricName } from './report.ts';
import { uniformOf } from './random.ts';
import type { Uniform } from './random.ts';

/**
 * How often chance alone sets groups as far apart as they are: the p-value of each metric, where all
 * groups have the rates of all together and the sizes that they have. Among many small groups the
 * largest and the smallest rate are far apart without bias, and so is the interval of the bootstrap.
 */
export function pValuesOf(
  groups: readonly Compared[],
  metrics: Metrics,
  seed: string,
  resamples: number,
): Metrics {
  const uniform = uniformOf(seed);
  const labelled = groups.filter(({ labels }) => labels);
  const shares = {
    selected: shareOf(groups, selected, outcomesIn),
    truePositive: shareOf(labelled, ({ truePositive }) => truePositive, positives),
    falsePositive: shareOf(labelled, ({ falsePositive }) => falsePositive, negatives),
  };
  const samples = samplesOf(resamples, () => ({
    ...metricsOf(labelled.map(({ confusion }) => withLabels(uniform, confusion, shares))),
    ...metricsOf(groups.map(({ confusion }) => withoutLabels(uniform, confusion, shares.selected))),
  }));
  return Object.fromEntries(
    Object.entries(metrics).map(([name, value]) => {
      const drawn = samples.get(name as MetricName) ?? [];
      const asFar = drawn.filter((each) =>
        isRatio(name as MetricName) ? each <= value : each >= value,
      );
      return [name, (asFar.length + 1) / (drawn.length + 1)];
    }),
  );
}

type Count = (confusion: Readonly<Confusion>) => number;

function shareOf(groups: readonly Compared[], some: Count, all: Count): number {
  const sum = (count: Count) => groups.reduce((so, { confusion }) => so + count(confusion), 0);
  return sum(all) === 0 ? 0 : sum(some) / sum(all);
}

const withoutLabels = (uniform: Uniform, confusion: Confusion, share: number): Compared => {
  const n = outcomesIn(confusion);
  const selectedUnlabelled = binomial(uniform, n, share);
  return {
    labels: false,
    confusion: { ...noOutcomes, selectedUnlabelled, rejectedUnlabelled: n - selectedUnlabelled },
  };
};

const withLabels = (
  uniform: Uniform,
  confusion: Confusion,
  shares: { readonly truePositive: number; readonly falsePositive: number },
): Compared => {
  const truePositive = binomial(uniform, positives(confusion), shares.truePositive);
  const falsePositive = binomial(uniform, negatives(confusion), shares.falsePositive);
  return {
    labels: true,
    confusion: {
      ...noOutcomes,
      ...{ truePositive, falsePositive },
      falseNegative: positives(confusion) - truePositive,
      trueNegative: negatives(confusion) - falsePositive,
    },
  };
};
