import { useState } from 'react';
import { Link, useParams } from 'wouter';
import { Answer } from '../../app/components/answer.tsx';
import { Button } from '../../app/components/button.tsx';
import { Facts } from '../../app/components/facts.tsx';
import { Outcome } from '../../app/components/message.tsx';
import { Screen } from '../../app/components/screen.tsx';
import { Affected } from '../incident/affected.tsx';
import { Assessment } from '../incident/assessment.tsx';
import { ChangeState } from '../incident/change-state.tsx';
import { Clocks } from '../incident/clocks.tsx';
import { Containments } from '../incident/containments.tsx';
import { Measures } from '../incident/measures.tsx';
import { Notices } from '../incident/notices.tsx';
import { useIncident } from '../incident/use-incident.ts';
import type { ReadIncident } from '../incident/use-incident.ts';
import { useLanguage } from '../language.ts';
import type { ScreenProps } from '../screen-props.ts';
import { wordOf } from '../words/known.ts';

/** One incident, in the order in which it is worked through. */
export function IncidentPage({ settings }: ScreenProps) {
  const { incidentId = '' } = useParams();
  const { incidents: said } = useLanguage().words;
  const read = useIncident(incidentId);
  return (
    <Screen title={read.data?.incident.title ?? said.columns.title} site={settings.name}>
      <p className="no-print">
        <Link href="/incidents">{said.back}</Link>
      </p>
      <Answer to={read}>{(one) => <Parts read={one} />}</Answer>
    </Screen>
  );
}

function Parts({ read }: { readonly read: ReadIncident }) {
  const { words, format } = useLanguage();
  const { incidents: said } = words;
  const [done, setDone] = useState<string>();
  const [isChanging, setChanging] = useState(false);
  const { incident } = read;
  const { affected, risk } = incident;
  return (
    <>
      <Outcome tone="good">{done !== undefined && <p>{done}</p>}</Outcome>
      <Facts
        of={[
          [said.columns.state, wordOf(said.state, incident.state)],
          [said.columns.kind, wordOf(said.kind, incident.kind)],
          [said.columns.risk, risk === undefined ? said.unknownRisk : wordOf(said.risk, risk)],
          [said.facts.noticed, format.time(incident.noticedAt)],
          [said.facts.aware, format.time(incident.awareAt)],
          [
            said.facts.people,
            affected &&
              said.peopleOf(
                format.number(affected.people),
                format.number(affected.unknown),
                affected.complete,
              ),
          ],
          [
            said.facts.description,
            <span key="text" className="as-written">
              {incident.description}
            </span>,
          ],
        ]}
      />
      <div className="buttons no-print">
        <Button onPress={() => setChanging(true)}>{said.change}</Button>
      </div>
      {isChanging && (
        <ChangeState
          read={read}
          close={() => setChanging(false)}
          done={() => {
            setChanging(false);
            setDone(said.changed);
          }}
        />
      )}
      <section aria-labelledby="clocks">
        <h2 id="clocks">{said.clocks.title}</h2>
        <Clocks read={read} done={setDone} />
      </section>
      <section aria-labelledby="contain">
        <h2 id="contain">{said.contain.title}</h2>
        <Containments incident={incident} done={setDone} />
      </section>
      <section aria-labelledby="affected">
        <h2 id="affected">{said.affected.title}</h2>
        <Affected incidentId={incident.incidentId} done={setDone} />
      </section>
      <section aria-labelledby="assessment">
        <h2 id="assessment">{words.breach.assess.title}</h2>
        <Assessment read={read} done={setDone} />
      </section>
      <section aria-labelledby="measures">
        <h2 id="measures">{words.breach.measures.title}</h2>
        <Measures read={read} done={setDone} />
      </section>
      <section aria-labelledby="notices">
        <h2 id="notices">{said.notices.title}</h2>
        <Notices incident={incident} done={setDone} />
      </section>
      <section aria-labelledby="timeline">
        <h2 id="timeline">{said.timeline}</h2>
        <ol>
          {incident.timeline.map(({ at, kind }, index) => (
            <li key={`${at} ${kind} ${index}`}>
              {wordOf(said.events, kind)} <span className="quiet small">{format.time(at)}</span>
            </li>
          ))}
        </ol>
      </section>
    </>
  );
}
