import { csvOf } from '../platform/http/csv.ts';
import { yearOf } from '../policy/report-periods.ts';
import type { Policy } from '../policy/schema.ts';
import { toRfc3339 } from '../value/time.ts';
import type { Aggregates, Measures } from './contract.ts';
import { epsilonFrom, microBudgetOf, periodSpan } from './measure.ts';
import type { Measure } from './measure.ts';
import type { MeasurePeriod } from './contribution-store.ts';
import type { Line } from './model/release.ts';
import type { Release, SpentBudget } from './release-store.ts';
import { aggregateColumns } from './routes.ts';

type Row = Aggregates['rows'][number];

export const measuresOf = ({ measures }: Pick<Policy, 'measures'>): Measures['items'] =>
  Object.entries(measures).map(([measure, { title, period, dimensions }]) => ({
    ...{ measure, title, period },
    dimensions: Object.keys(dimensions),
  }));

/** @param by the dimensions that are asked for, in the order of the policy; all tables when absent */
export function aggregatesOf(
  policy: Pick<Policy, 'controller'>,
  { id, measure, period }: MeasurePeriod,
  { release, budget }: { readonly release: Release; readonly budget: SpentBudget | undefined },
  by: readonly string[] | undefined,
): Aggregates {
  const { from, to } = periodSpan(policy, measure, period);
  const { lines = [], microEpsilon = 0, minimumGroup, withheld, policyVersion } = release;
  const asked = lines.filter((line) => by === undefined || line.by.join() === by.join());
  return {
    ...{ measure: id, title: measure.title, period },
    ...{ from: toRfc3339(from), to: toRfc3339(to) },
    releasedAt: release.releasedAt ?? release.closedAt,
    ...(withheld && { withheld }),
    epsilon: epsilonFrom(microEpsilon),
    budget: {
      year: yearOf(period),
      spent: epsilonFrom(budget?.microSpent ?? 0),
      perYear: epsilonFrom(microBudgetOf(measure)),
    },
    ...(minimumGroup !== undefined && { minimumGroup }),
    policyVersion,
    rows: asked.map(rowOf),
  };
}

const rowOf = (line: Line): Row =>
  line.kind === 'suppressed'
    ? { group: { ...line.group }, suppressed: true }
    : {
        group: { ...line.group },
        ...{ count: line.count, error: line.error.count },
        ...(line.value !== undefined && { sum: line.value, sumError: line.error.value }),
      };

/**
 * One line for each group, in the order of the release. The period is in each, so that files of several
 * periods can follow each other.
 *
 * @param dimensions those that have a column
 */
export const aggregatesCsv = (
  { rows, period }: Pick<Aggregates, 'rows' | 'period'>,
  dimensions: readonly string[],
  { contribution }: Pick<Measure, 'contribution'>,
): string => {
  const hasValues = contribution.value !== undefined;
  return csvOf(
    aggregateColumns(dimensions, hasValues),
    rows.map(({ group, suppressed, count, error, sum, sumError }) => [
      ...[period, ...dimensions.map((name) => group[name] ?? '')],
      ...[count ?? '', error ?? ''],
      ...(hasValues ? [sum ?? '', sumError ?? ''] : []),
      suppressed === true ? 'true' : '',
    ]),
  );
};
