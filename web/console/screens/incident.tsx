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
import { FactsDialog } from '../incident/facts-dialog.tsx';
import { Measures } from '../incident/measures.tsx';
import { Notices } from '../incident/notices.tsx';
import { useIncident } from '../incident/use-incident.ts';
import type { ReadIncident } from '../incident/use-incident.ts';
import { useLanguage } from '../language.ts';
import type { ScreenProps } from '../screen-props.ts';
import { wordOf } from '../../app/known.ts';

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
  const { words, texts, format } = useLanguage();
  const { incidents: said } = words;
  const [done, setDone] = useState<string>();
  const [dialog, setDialog] = useState<'state' | 'facts'>();
  const { breach } = words;
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
          [breach.form.began, incident.occurredFrom && format.time(incident.occurredFrom)],
          [breach.form.ended, incident.occurredTo && format.time(incident.occurredTo)],
          [
            breach.form.categories,
            format.list(incident.categories.map((one) => texts.categories[one]?.title ?? one)),
          ],
          [
            said.notices.consequences,
            incident.effects && (
              <span key="effects" className="as-written">
                {incident.effects}
              </span>
            ),
          ],
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
        <Button onPress={() => setDialog('state')}>{said.change}</Button>
        {incident.state !== 'closed' && (
          <Button onPress={() => setDialog('facts')}>{breach.facts.act}</Button>
        )}
      </div>
      {dialog === 'state' && (
        <ChangeState
          read={read}
          close={() => setDialog(undefined)}
          done={() => {
            setDialog(undefined);
            setDone(said.changed);
          }}
        />
      )}
      {dialog === 'facts' && (
        <FactsDialog
          read={read}
          close={() => setDialog(undefined)}
          done={() => {
            setDialog(undefined);
            setDone(breach.facts.done);
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
        <h2 id="assessment">{breach.assess.title}</h2>
        <Assessment read={read} done={setDone} />
      </section>
      <section aria-labelledby="measures">
        <h2 id="measures">{breach.measures.title}</h2>
        <Measures read={read} done={setDone} />
      </section>
      <section aria-labelledby="notices">
        <h2 id="notices">{said.notices.title}</h2>
        <Notices incident={incident} done={setDone} />
      </section>
      <section aria-labelledby="timeline">
        <h2 id="timeline">{said.timeline}</h2>
        <ol>
          {incident.timeline.map(({ at, kind, codes }, index) => (
            <li key={`${at} ${kind} ${index}`}>
              {wordOf(said.events, kind)} <span className="quiet small">{format.time(at)}</span>
              {'text' in codes && <span className="block as-written">{codes.text}</span>}
            </li>
          ))}
        </ol>
      </section>
    </>
  );
}
