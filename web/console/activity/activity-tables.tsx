import { Bar } from '../chart/bar.tsx';
import { useLanguage } from '../language.ts';
import { PlainTable } from '../list/plain-table.tsx';
import { wordOf } from '../../app/known.ts';
import { added, byDay, byOperation } from './tally.ts';
import type { StaffCount } from './tally.ts';

/** The same counts by day and by operation; the second file has both. */
export function ActivityTables(props: {
  readonly counts: readonly StaffCount[];
  readonly time: { readonly from: string; readonly to: string };
}) {
  const { counts, time } = props;
  const { words, format } = useLanguage();
  const { activity: said } = words;
  const days = byDay(counts, time, new Date().toISOString().slice(0, 10));
  const operations = byOperation(counts);
  const [mostOfDay, most] = [
    Math.max(...days.flatMap(({ reads, acts }) => [reads, acts])),
    Math.max(...operations.map(({ times }) => times)),
  ];
  const shownWord = (shown: StaffCount['shown']) =>
    shown === undefined ? said.onlyFacts : wordOf(said.shownWords, shown);
  return (
    <>
      <PlainTable
        caption={said.byDay}
        heads={[said.day, said.reads, said.people, said.acts]}
        rows={days.map(({ day, reads, people, acts }) => [
          day,
          format.day(day),
          <Bar key="reads" count={reads} largest={mostOfDay} />,
          <Bar key="people" count={people} largest={mostOfDay} />,
          <Bar key="acts" count={acts} largest={mostOfDay} />,
        ])}
        csv={{
          name: 'staff-activity-by-day',
          heads: [said.day, said.reads, said.people, said.acts],
          rows: days.map(({ day, reads, people, acts }) => [day, reads, people, acts]),
        }}
      />
      <PlainTable
        caption={said.byOperation}
        heads={[said.operation, said.kind, said.shown, said.times]}
        rows={operations.map(({ operation, kind, shown, times }) => [
          [operation, kind, shown].join(' '),
          <code key="operation">{operation}</code>,
          said.kinds[kind],
          kind === 'read' && shownWord(shown),
          <Bar key="times" count={times} largest={most} />,
        ])}
        csv={{
          name: 'staff-activity',
          heads: [said.day, said.operation, said.kind, said.shown, said.times],
          rows: added(counts).map(({ day, operation, kind, shown, times }) => [
            ...[day, operation, kind, shown, times],
          ]),
        }}
      />
    </>
  );
}
