import { csvOf } from '../platform/http/csv.ts';
import { yearOf } from '../policy/report-periods.ts';
import type { Policy } from '../policy/schema.ts';
import { toRfc3339 } from '../value/time.ts';
import type { Aggregates } from './contract.ts';
import { epsilonFrom, microBudgetOf, periodSpan } from './measure.ts';
import type { MeasurePeriod } from './contribution-store.ts';
import type { Line } from './model/release.ts';
import type { Release, SpentBudget } from './release-store.ts';
import { aggregateColumns } from './routes.ts';

type Row = Aggregates['rows'][number];

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

/** One line for each group, in the order of the release. */
export const aggregatesCsv = ({ rows, period }: Pick<Aggregates, 'rows' | 'period'>): string =>
  csvOf(
    aggregateColumns,
    rows.map(({ group, suppressed, count, error, sum, sumError }) => [
      ...[period, Object.keys(group).join(' '), Object.values(group).join(' ')],
      suppressed === true ? 'true' : '',
      ...[count ?? '', error ?? '', sum ?? '', sumError ?? ''],
    ]),
  );
