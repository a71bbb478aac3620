import type { Policy } from '../../policy/schema.ts';
import { pairs, pointer } from '../../policy/leaves.ts';
import { listed, periodDirection, sentences } from './change.ts';
import type { Rule } from './change.ts';
import { by, detail, fieldChanges, reportsIn } from './fields.ts';
import type { Fields } from './fields.ts';

type Measure = Policy['measures'][string];

const { report, value, list } = reportsIn('Measures');

const entry = (measure: string) => ({
  name: measure,
  at: [pointer('measures', measure)],
  facts: { measure },
});

/** What is counted about many people, and how much of one person figures may reveal. */
export const measureChanges: Rule = (from, to) => {
  const { added, removed, common } = pairs(measuresOf(from), measuresOf(to));
  return [
    ...added.map(([id, { category, purpose, dimensions, period }]) =>
      report(
        'measure-added',
        { ...entry(id), facts: { measure: id, category, purpose, period } },
        sentences(
          `Measure ${id} is new: ${category} is counted for ${purpose}, by ${listed(Object.keys(dimensions))}.`,
          `Figures are published every ${period}.`,
        ),
        'wider-use',
      ),
    ),
    ...removed.map(([id, { category, purpose }]) =>
      report(
        'measure-removed',
        { ...entry(id), facts: { measure: id, category, purpose } },
        sentences(
          `Measure ${id} is gone: measurements are rejected, and those of the open period are deleted uncounted.`,
          'Figures that were published stay.',
        ),
      ),
    ),
    ...common.flatMap(([id, before, after]) => fieldChanges(fields, entry(id), before, after)),
  ];
};

/** A policy that was compiled by an earlier version has none. */
const measuresOf = ({ measures = {} }: Partial<Policy>) => measures;

const range = ({ count, value: bounds }: Measure['contribution']): string => {
  const measurements = count === 1 ? '1 measurement' : `${count} measurements`;
  return bounds === undefined
    ? measurements
    : `${measurements} from ${bounds.minimum} to ${bounds.maximum}`;
};
const weight = ({ count, value: bounds }: Measure['contribution']): number =>
  count * Math.max(1, ...(bounds ? [Math.abs(bounds.minimum), Math.abs(bounds.maximum)] : []));

const fields: Fields<Measure> = {
  title: detail,
  of: detail,
  purpose: value<string>(
    'measure-purpose-changed',
    (measure, was, is) => `${measure} is counted for ${is} instead of ${was}.`,
    () => 'wider-use',
  ),
  category: value<string>(
    'measure-category-changed',
    (measure, was, is) => `${measure} counts ${is} instead of ${was}.`,
    () => 'wider-use',
  ),
  dimensions: by(
    (dimensions) =>
      Object.entries(dimensions).flatMap(([name, { values }]) =>
        values.map((each) => `${name} ${each}`),
      ),
    list(
      'measure-dimensions-changed',
      {
        added: (measure, items) => `${measure} is published by ${items} as well.`,
        removed: (measure, items) => `${measure} is no longer published by ${items}.`,
        after: 'Measurements of the open period with other values are not counted.',
      },
      { added: 'wider-use' },
    ),
  ),
  period: value<Measure['period']>(
    'measure-period-changed',
    (measure, was, is) => `${measure} is published every ${is} instead of every ${was}.`,
    (was, is) => periodDirection(was, is) === 'shorter' && 'fewer-safeguards',
  ),
  minimumGroup: value<number>(
    'minimum-group-changed',
    (measure, was, is) => `${measure} shows groups of at least ${is} people instead of ${was}.`,
    (was, is) => is < was && 'fewer-safeguards',
  ),
  contribution: value<Measure['contribution']>(
    'contribution-changed',
    (measure, was, is) =>
      `One person adds at most ${range(is)} to ${measure}: it was ${range(was)}.`,
    (was, is) => weight(is) > weight(was) && 'wider-use',
  ),
  epsilon: value<number>(
    'epsilon-changed',
    (measure, was, is) => `One release of ${measure} has an epsilon of ${is} instead of ${was}.`,
    (was, is) => is > was && 'fewer-safeguards',
  ),
  budgetPerYear: value<number>(
    'budget-changed',
    (measure, was, is) =>
      `All releases of ${measure} in a year have an epsilon of ${is} together, instead of ${was}.`,
    (was, is) => is > was && 'fewer-safeguards',
  ),
};
