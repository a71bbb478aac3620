import { metricNames } from './report.ts';
import type { Interval, MetricName, Verdict } from './report.ts';

/** Kinds of verdict whose value is beyond its threshold. */
export const beyond: readonly Verdict['kind'][] = ['established', 'possible'];

export const isRatio = (metric: MetricName): boolean => metric.endsWith('Ratio');

/** Each metric that has a value and a threshold. At the threshold itself it is kept. */
export function verdictsOf(
  metrics: Readonly<Partial<Record<MetricName, number>>>,
  intervals: Readonly<Partial<Record<MetricName, Interval>>>,
  thresholds: Readonly<Partial<Record<MetricName, number>>>,
): readonly Verdict[] {
  return metricNames.flatMap((metric) => {
    const [value, threshold] = [metrics[metric], thresholds[metric]];
    if (value === undefined || threshold === undefined) return [];
    const isBeyond = (one: number): boolean =>
      isRatio(metric) ? one < threshold : one > threshold;
    const ends = intervals[metric] ?? [];
    const kind = isBeyond(value)
      ? ends.length > 0 && ends.every(isBeyond)
        ? 'established'
        : 'possible'
      : ends.some(isBeyond)
        ? 'unclear'
        : 'kept';
    return [{ metric, value, threshold, kind }];
  });
}
