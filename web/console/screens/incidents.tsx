import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useLocation } from 'wouter';
import { bodyOf, pages } from '../../../client/index.ts';
import { useClient } from '../../app/api.tsx';
import type { Schemas } from '../../app/api.tsx';
import { Answer } from '../../app/components/answer.tsx';
import { Button } from '../../app/components/button.tsx';
import { Screen } from '../../app/components/screen.tsx';
import { RecordIncident } from '../incident/record-incident.tsx';
import { incidentsKey } from '../incident/use-incident.ts';
import { useKeyActions } from '../keys/keys.tsx';
import { useLanguage } from '../language.ts';
import { DueTag } from '../list/due-tag.tsx';
import { dueOf } from '../list/due.ts';
import { ListTable } from '../list/list-table.tsx';
import type { ScreenProps } from '../screen-props.ts';
import { wordOf } from '../../app/known.ts';

type Summary = Schemas['IncidentSummary'];

/** The record of breaches: GDPR Art. 33(5). */
export function Incidents({ settings }: ScreenProps) {
  const { incidents: said } = useLanguage().words;
  const client = useClient();
  const [, navigate] = useLocation();
  const [isRecording, setRecording] = useState(false);
  useKeyActions([{ keys: 'n', label: said.record, run: () => setRecording(true) }]);
  const incidents = useQuery({
    queryKey: incidentsKey,
    queryFn: async () => {
      const items: Summary[] = [];
      const all = pages((cursor) => client.get('/v1/incidents', { query: { cursor } }));
      for await (const page of all) items.push(...bodyOf(page).items);
      return items;
    },
  });
  return (
    <Screen title={said.title} site={settings.name} lead={said.lead}>
      <div className="buttons no-print">
        <Button tone="main" onPress={() => setRecording(true)}>
          {said.record}
        </Button>
      </div>
      <Answer to={incidents}>
        {(items) => (items.length === 0 ? <p>{said.none}</p> : <IncidentTable incidents={items} />)}
      </Answer>
      {isRecording && (
        <RecordIncident
          close={() => setRecording(false)}
          done={(incidentId) => navigate(`/incidents/${incidentId}`)}
        />
      )}
    </Screen>
  );
}

/** Of those that run, the one that ends first. */
const nextClock = ({ clocks }: Summary) =>
  clocks
    .filter(({ state, dueAt }) => dueAt !== undefined && ['running', 'overdue'].includes(state))
    .sort((one, other) => Date.parse(one.dueAt ?? '') - Date.parse(other.dueAt ?? ''))[0];

function IncidentTable({ incidents }: { readonly incidents: readonly Summary[] }) {
  const { words, texts, format } = useLanguage();
  const { incidents: said } = words;
  const [now] = useState(() => Date.now());
  const { columns } = said;
  return (
    <ListTable
      caption={said.caption}
      rows={incidents}
      keyOf={({ incidentId }) => incidentId}
      columns={[
        {
          head: columns.title,
          cell: ({ incidentId, title }) => <Link href={`/incidents/${incidentId}`}>{title}</Link>,
        },
        { head: columns.state, cell: ({ state }) => wordOf(said.state, state) },
        { head: columns.kind, cell: ({ kind }) => wordOf(said.kind, kind) },
        {
          head: columns.risk,
          cell: ({ risk }) => (risk === undefined ? said.unknownRisk : said.risk[risk]),
        },
        {
          head: columns.clock,
          cell: (incident) => {
            const clock = nextClock(incident);
            if (clock?.dueAt === undefined) return said.noClock;
            return (
              <>
                <DueTag due={dueOf(clock.dueAt, 'running', now)} />{' '}
                {texts.laws[clock.jurisdiction]?.short ?? clock.jurisdiction},{' '}
                {format.time(clock.dueAt)}
              </>
            );
          },
        },
        {
          head: columns.people,
          cell: ({ affected }) => (affected === undefined ? '' : format.number(affected.people)),
        },
      ]}
      csv={{
        name: 'incidents',
        columns: [
          { head: 'incidentId', value: ({ incidentId }) => incidentId },
          { head: columns.title, value: ({ title }) => title },
          { head: columns.kind, value: ({ kind }) => kind },
          { head: columns.state, value: ({ state }) => state },
          { head: columns.risk, value: ({ risk }) => risk },
          { head: columns.noticed, value: ({ noticedAt }) => noticedAt },
          { head: columns.clock, value: (incident) => nextClock(incident)?.dueAt },
          { head: columns.people, value: ({ affected }) => affected?.people },
        ],
      }}
    />
  );
}
