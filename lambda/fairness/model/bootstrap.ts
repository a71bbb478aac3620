import { binomial } from './binomial.ts';
import { confusionKinds } from './counts.ts';
import type { Confusion } from './counts.ts';
import { metricsOf } from './metrics.ts';
import type { Compared, Metrics } from './metrics.ts';
import { metricNames } from './report.ts';
import type { Interval, MetricName } from './report.ts';
import { uniformOf } from './random.ts';
import type { Uniform } from './random.ts';

/**
 * Percentile intervals of the metrics (Efron and Tibshirani, "An Introduction to the Bootstrap",
 * section 13.3). Rows that are drawn again with replacement have multinomial counts, so counts are
 * drawn instead: the time depends on the groups, not on the outcomes. Outcomes are drawn one by one:
 * where few people have many each, the intervals are too narrow.
 */
export function bootstrap(
  groups: readonly Compared[],
  seed: string,
  resamples: number,
): Partial<Record<MetricName, Interval>> {
  const uniform = uniformOf(seed);
  const samples = samplesOf(resamples, () => metricsOf(resampled(uniform, groups)));
  return Object.fromEntries(
    [...samples]
      .filter(([, values]) => values.length > 0)
      .map(([name, values]) => [name, percentiles(values)]),
  );
}

/** Values of each metric in so many draws; a draw may lack one. */
export function samplesOf(count: number, draw: () => Metrics): ReadonlyMap<MetricName, number[]> {
  const samples = new Map<MetricName, number[]>(metricNames.map((name) => [name, []]));
  for (let index = 0; index < count; index += 1) {
    const metrics = draw();
    for (const [name, values] of samples) {
      const value = metrics[name];
      if (value !== undefined) values.push(value);
    }
  }
  return samples;
}

/** A multinomial draw: each count is binomial in what the counts before have left. */
function resampled(uniform: Uniform, groups: readonly Compared[]): readonly Compared[] {
  let trials = 0;
  for (const { confusion } of groups) for (const kind of confusionKinds) trials += confusion[kind];
  let weight = trials;
  return groups.map(({ confusion, labels }) => {
    const drawn: Confusion = { ...confusion };
    for (const kind of confusionKinds) {
      const count = confusion[kind];
      if (count === 0) continue;
      drawn[kind] = binomial(uniform, trials, count / weight);
      trials -= drawn[kind];
      weight -= count;
    }
    return { confusion: drawn, labels };
  });
}

function percentiles(values: readonly number[]): Interval {
  const sorted = values.toSorted((one, other) => one - other);
  return [quantile(sorted, 0.025), quantile(sorted, 0.975)];
}

/** Linear between neighbours: type 7 of Hyndman and Fan (1996), as NumPy's default. */
function quantile(sorted: readonly number[], share: number): number {
  const position = (sorted.length - 1) * share;
  const low = sorted[Math.floor(position)] ?? Number.NaN;
  const high = sorted[Math.ceil(position)] ?? Number.NaN;
  return low + (high - low) * (position - Math.floor(position));
}
