import { isRatio, metricNames } from './report.ts';
import type { Comparison, Report, Settings, Verdict } from './report.ts';

/** Kinds of verdict whose value is beyond its threshold. */
export const beyond: readonly Verdict['kind'][] = ['established', 'possible'];

/**
 * Whether a report says anything of a threshold. It does not where too few people are in each group, or
 * say which group they are in: then no threshold can be breached.
 */
export const isCompared = ({ verdicts, comparisons }: Pick<Report, 'verdicts' | 'comparisons'>) =>
  [{ verdicts }, ...comparisons].some((each) => each.verdicts.length > 0);

/** By chance so often, a difference is not established. */
const significance = 0.05;

/** Each metric that has a value and a threshold. At the threshold itself it is within. */
export function verdictsOf(
  { metrics, intervals, pValues }: Pick<Comparison, 'metrics' | 'intervals' | 'pValues'>,
  thresholds: Settings['thresholds'],
): readonly Verdict[] {
  return metricNames.flatMap((metric): readonly Verdict[] => {
    const [value, threshold] = [metrics[metric], thresholds[metric]];
    if (value === undefined || threshold === undefined) return [];
    const isBeyond = (one: number): boolean =>
      isRatio(metric) ? one < threshold : one > threshold;
    const ends = intervals[metric] ?? [];
    if (!isBeyond(value)) {
      return [{ metric, value, threshold, kind: ends.some(isBeyond) ? 'unclear' : 'within' }];
    }
    const isEstablished =
      ends.length > 0 && ends.every(isBeyond) && (pValues[metric] ?? 1) < significance;
    return [{ metric, value, threshold, kind: isEstablished ? 'established' : 'possible' }];
  });
}
