import { measureFacts } from '../../lambda/aggregate/measure.ts';
import type { Measure } from '../../lambda/aggregate/measure.ts';
import { errorBound } from '../../lambda/aggregate/model/error-bound.ts';
import { noiseScales } from '../../lambda/aggregate/model/noise-scale.ts';
import type { Policy } from '../../lambda/policy/schema.ts';

/** How far a figure is off at most, with a probability of 95 %. */
function errorOf(measure: Measure): string {
  const { count, value } = noiseScales(measureFacts(measure));
  return `${errorBound(count)}${value === undefined ? '' : `, sums ${errorBound(value)}`}`;
}

/** What is counted, one row each: for what, by what, and what of one person it may reveal. */
export const measureRows = ({ measures }: Policy): string[][] =>
  Object.entries(measures).map(([id, measure]) => {
    const { purpose, category, dimensions, period, minimumGroup, contribution } = measure;
    const { count, value } = contribution;
    return [
      id,
      `${category} for ${purpose}`,
      Object.keys(dimensions).join(' ') || '-',
      period,
      String(minimumGroup),
      value ? `${count} from ${value.minimum} to ${value.maximum}` : String(count),
      `${measure.epsilon} of ${measure.budgetPerYear} a year`,
      errorOf(measure),
    ];
  });
