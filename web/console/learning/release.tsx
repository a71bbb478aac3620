import type { Schemas } from '../../app/api.tsx';
import { Facts } from '../../app/components/facts.tsx';
import { Message } from '../../app/components/message.tsx';
import { IntervalChart } from '../chart/interval-chart.tsx';
import { useLanguage } from '../language.ts';
import { PlainTable } from '../list/plain-table.tsx';
import { groupName } from './group-name.ts';

type Row = Schemas['AggregateRow'];

/** The figures of a period: a chart and a table for each way in which they are counted. */
export function Release({ of }: { readonly of: Schemas['Aggregates'] }) {
  const { words, format } = useLanguage();
  const { aggregates: said } = words.learning;
  const { budget, minimumGroup, withheld, rows } = of;
  return (
    <>
      <h2>{said.titleOf(of.title, of.period)}</h2>
      <Facts
        of={[
          [said.time, said.fromTo(format.time(of.from), format.time(of.to))],
          [said.released, format.time(of.releasedAt)],
          [said.smallest, minimumGroup !== undefined && said.people(format.number(minimumGroup))],
          [
            said.budget,
            said.spent(format.number(budget.spent), format.number(budget.perYear), budget.year),
          ],
        ]}
      />
      {withheld === undefined ? (
        <p className="quiet">{said.noise}</p>
      ) : (
        <Message tone="warning">
          <p>{said.withheld}</p>
        </Message>
      )}
      {tablesOf(rows).map(([by, table]) => (
        <Figures key={by} by={by} rows={table} name={`${of.measure}-${of.period}`} />
      ))}
    </>
  );
}

function Figures(props: {
  readonly by: string;
  readonly rows: readonly Row[];
  readonly name: string;
}) {
  const { by, rows, name } = props;
  const { words, format } = useLanguage();
  const { aggregates: said, suppressed, hidden } = words.learning;
  const title = by === '' ? said.total : said.countBy(by);
  const dimensions = by === '' ? [] : by.split(', ');
  const hasSums = rows.some(({ sum }) => sum !== undefined);
  const figure = (value: number | undefined, error: number | undefined, isHidden?: boolean) =>
    value === undefined
      ? isHidden === true
        ? suppressed
        : ''
      : said.offBy(format.number(value), format.number(error ?? 0));
  return (
    <section>
      <h3>{title}</h3>
      <IntervalChart
        title={said.chart(title)}
        tick={format.number}
        rows={rows.map(({ group, count, error = 0, suppressed: isHidden }) => ({
          key: groupName(group, 'total'),
          name: groupName(group, said.total),
          value: count,
          interval: count === undefined ? undefined : [count - error, count + error],
          text: isHidden === true ? hidden : figure(count, error),
        }))}
      />
      <PlainTable
        caption={said.table(title)}
        heads={[said.group, said.count, ...(hasSums ? [said.sum] : [])]}
        rows={rows.map(({ group, count, error, sum, sumError, suppressed: isHidden }) => [
          groupName(group, 'total'),
          groupName(group, said.total),
          figure(count, error, isHidden),
          ...(hasSums ? [figure(sum, sumError)] : []),
        ])}
        csv={{
          name: [name, ...dimensions].join('-'),
          heads: [...dimensions, 'count', 'error', 'sum', 'sumError', 'suppressed'],
          rows: rows.map(({ group, count, error, sum, sumError, suppressed: isHidden }) => [
            ...dimensions.map((dimension) => group[dimension]),
            ...[count, error, sum, sumError],
            isHidden === true ? 'true' : '',
          ]),
        }}
      />
    </section>
  );
}

/** Rows that are counted by the same dimensions, which are their key. */
function tablesOf(rows: readonly Row[]): readonly (readonly [by: string, rows: readonly Row[]])[] {
  const tables = Object.groupBy(rows, ({ group }) => Object.keys(group).join(', '));
  return Object.entries(tables).map(([by, table = []]) => [by, table] as const);
}
