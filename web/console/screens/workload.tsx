import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { bodyOf } from '../../../client/index.ts';
import { useClient } from '../../app/api.tsx';
import { Answer } from '../../app/components/answer.tsx';
import { Message } from '../../app/components/message.tsx';
import { Screen } from '../../app/components/screen.tsx';
import { IntervalChart } from '../chart/interval-chart.tsx';
import { SelectField } from '../form/select-field.tsx';
import { useLanguage } from '../language.ts';
import { PlainTable } from '../list/plain-table.tsx';
import { readAll } from '../list/read-all.ts';
import type { Summary } from '../queue/filters.ts';
import type { ScreenProps } from '../screen-props.ts';
import { wordOf } from '../../app/known.ts';
import { byKind, byWeek, weeksUntil } from '../workload/workload.ts';
import type { Workload as Figures } from '../workload/workload.ts';

const most = 5_000;
const spans = ['4', '12', '26'] as const;

/** How many requests came in, how many are closed, and how long that took. */
export function Workload({ settings }: ScreenProps) {
  const { words, format } = useLanguage();
  const { workload: said } = words;
  const client = useClient();
  const [span, setSpan] = useState<(typeof spans)[number]>('12');
  const [now] = useState(() => Date.now());
  const weeks = weeksUntil(now, Number(span));
  const requests = useQuery({
    queryKey: ['workload', span],
    // Each read is recorded: it is not read again by itself.
    staleTime: Infinity,
    queryFn: () => {
      // Nothing is due before it is received.
      const dueFrom = new Date(weeks[0] ?? now).toISOString();
      return readAll(async (cursor) => {
        const query = { dueFrom, limit: 100, cursor };
        return bodyOf(await client.get('/v1/requests', { query }));
      }, most);
    },
  });
  return (
    <Screen title={said.title} site={settings.name} lead={said.lead}>
      <div className="filters no-print">
        <SelectField
          label={said.time}
          value={span}
          options={spans.map((one) => [one, said.lastWeeks(one)] as const)}
          choose={setSpan}
        />
      </div>
      <p className="quiet">{said.explained}</p>
      <Answer to={requests}>
        {({ items, isCut }) => (
          <>
            {isCut && <Message tone="warning">{said.most(format.number(most))}</Message>}
            <Shown of={items} weeks={weeks} now={now} />
          </>
        )}
      </Answer>
    </Screen>
  );
}

function Shown(props: {
  readonly of: readonly Summary[];
  readonly weeks: readonly number[];
  readonly now: number;
}) {
  const { of, weeks, now } = props;
  const { words, format } = useLanguage();
  const { workload: said, terms } = words;
  const from = weeks[0] ?? now;
  const requests = of.filter(({ receivedAt }) => Date.parse(receivedAt) >= from);
  if (requests.length === 0) return <p role="status">{said.none}</p>;
  const isoDayOf = (at: number) => new Date(at).toISOString().slice(0, 10);
  const dayOf = (at: number) => format.day(isoDayOf(at));
  const inWeeks = byWeek(requests, weeks, now);
  const figures = [said.received, said.closed, said.overdue, said.median];
  const cells = ({ received, closed, overdue, medianDays }: Figures) => [
    ...[received, closed, overdue, medianDays],
  ];
  return (
    <>
      <section>
        <h2>{said.byWeek}</h2>
        <IntervalChart
          title={said.chart}
          tick={format.number}
          rows={inWeeks.map(([at, { received }]) => ({
            ...{ key: String(at), name: dayOf(at), value: received },
            text: format.number(received),
          }))}
        />
        <PlainTable
          caption={said.byWeek}
          isTitled
          csv="requests-by-week"
          heads={[said.week, ...figures]}
          rows={inWeeks.map(([at, one]) => [
            String(at),
            <time key="week" dateTime={isoDayOf(at)}>
              {dayOf(at)}
            </time>,
            ...cells(one),
          ])}
        />
      </section>
      <section>
        <h2>{said.byKind}</h2>
        <PlainTable
          caption={said.byKind}
          isTitled
          csv="requests-by-kind"
          heads={[said.kind, ...figures]}
          rows={byKind(requests, now).map(([kind, one]) => [
            kind,
            wordOf(terms.kind, kind),
            ...cells(one),
          ])}
        />
      </section>
    </>
  );
}
