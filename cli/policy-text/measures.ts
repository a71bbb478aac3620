import type { Policy } from '../../lambda/policy/schema.ts';

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
    ];
  });
