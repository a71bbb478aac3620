import { useState } from 'react';
import { Link, useParams, useSearchParams } from 'wouter';
import { Answer } from '../../app/components/answer.tsx';
import { Button } from '../../app/components/button.tsx';
import { Outcome } from '../../app/components/message.tsx';
import { Screen } from '../../app/components/screen.tsx';
import { useKeyActions } from '../keys/keys.tsx';
import { useLanguage } from '../language.ts';
import { shortId } from '../queue/short-id.ts';
import { acts, isPossible } from '../request/act.ts';
import type { Act } from '../request/act.ts';
import { ActDialog } from '../request/act-dialog.tsx';
import { Concerns } from '../request/concerns.tsx';
import { ContestedDecision } from '../request/contested-decision.tsx';
import { Corrections } from '../request/corrections.tsx';
import { Mails, Timeline } from '../request/mails.tsx';
import { Person } from '../request/person.tsx';
import { RequestFacts } from '../request/request-facts.tsx';
import { Tasks } from '../request/tasks.tsx';
import { usePersonOf, useRequest } from '../request/use-request.ts';
import type { StaffRequest } from '../request/use-request.ts';
import { Withheld } from '../request/withheld.tsx';
import type { ScreenProps } from '../screen-props.ts';
import { ErasuresPaused } from '../request/erasures-paused.tsx';
import { NewerCodes } from '../request/newer-codes.tsx';
import { wordOf } from '../../app/known.ts';

/** One request: what it is, what can be done about it, and what was done. */
export function Request({ settings }: ScreenProps) {
  const { requestId = '' } = useParams();
  const { words } = useLanguage();
  const request = useRequest(requestId);
  const kind = request.data && wordOf(words.terms.kind, request.data.kind);
  return (
    <Screen
      key={requestId}
      title={
        kind === undefined
          ? words.queue.columns.request
          : words.request.title(kind, shortId(requestId))
      }
      site={settings.name}
    >
      <p className="quiet">{words.request.opened}</p>
      <div className="buttons no-print">
        <Link href="/requests" className="button">
          {words.request.back}
        </Link>
        <Button onPress={() => void request.refetch()}>{words.request.again}</Button>
      </div>
      <Answer to={request}>{(one) => <Parts key={requestId} request={one} />}</Answer>
    </Screen>
  );
}

function Parts({ request }: { readonly request: StaffRequest }) {
  const { request: said } = useLanguage().words;
  const [isPersonWanted, setPersonWanted] = useState(false);
  const person = usePersonOf(request.requestId, isPersonWanted);
  const [done, setDone] = useState<string>();
  return (
    <>
      <Outcome tone="good">{done !== undefined && <p>{done}</p>}</Outcome>
      <NewerCodes request={request} />
      {request.kind === 'erasure' && request.status === 'in-progress' && <ErasuresPaused />}
      <RequestFacts request={request} />
      <Acts request={request} done={(act) => setDone(said.done[act])} />
      <Person person={person} isShown={isPersonWanted} show={() => setPersonWanted(true)} />
      {request.automatedDecisionId !== undefined && (
        <section aria-labelledby="decision">
          <h2 id="decision">{said.decision.title}</h2>
          <ContestedDecision decision={person.data?.automatedDecision} />
        </section>
      )}
      {request.corrections !== undefined && (
        <section aria-labelledby="corrections">
          <h2 id="corrections">{said.corrections.title}</h2>
          <Corrections
            request={request}
            content={person.data?.corrections}
            done={() => setDone(said.done.correction)}
          />
        </section>
      )}
      {request.concerns !== undefined && (
        <section aria-labelledby="concerns">
          <h2 id="concerns">{said.concerns.title}</h2>
          <Concerns request={request} csv={`concerns-${request.requestId}`} />
        </section>
      )}
      <section aria-labelledby="tasks">
        <h2 id="tasks">{said.tasks.title}</h2>
        <Tasks request={request} done={() => setDone(said.done.task)} />
        <Withheld request={request} />
      </section>
      <section aria-labelledby="mails">
        <h2 id="mails">{said.mails.title}</h2>
        <Mails request={request} />
      </section>
      <section aria-labelledby="timeline">
        <h2 id="timeline">{said.timeline}</h2>
        <Timeline request={request} />
      </section>
    </>
  );
}

const keyOf: Readonly<Partial<Record<Act, string>>> = {
  ...{ approve: 'a', deny: 'd', extend: 'e', pause: 'p', resume: 'p', retry: 'r' },
  ...{ answer: 'a', identify: 'i' },
};

/** The act whose dialog is open is in the address, so that a sign-in comes back to it. */
function Acts(props: { readonly request: StaffRequest; readonly done: (act: Act) => void }) {
  const { request, done } = props;
  const { acts: said } = useLanguage().words.request;
  const [search, setSearch] = useSearchParams();
  const possible = acts.filter((act) => isPossible(request, act));
  const open = possible.find((act) => act === search.get('act'));
  const choose = (act: Act | undefined) =>
    setSearch(act === undefined ? {} : { act }, { replace: true });
  useKeyActions(
    possible.flatMap((act) => {
      const key = keyOf[act];
      return key === undefined ? [] : [{ keys: key, label: said[act], run: () => choose(act) }];
    }),
  );
  return (
    <section aria-labelledby="acts" className="no-print">
      <h2 id="acts">{said.title}</h2>
      {possible.length === 0 && <p>{said.none}</p>}
      <div className="buttons">
        {possible.map((act) => (
          <Button
            key={act}
            {...(act === 'approve' || act === 'answer' ? { tone: 'main' as const } : {})}
            {...(act === 'deny' ? { tone: 'danger' as const } : {})}
            onPress={() => choose(act)}
          >
            {said[act]}
          </Button>
        ))}
      </div>
      {open !== undefined && (
        <ActDialog
          request={request}
          act={open}
          close={() => choose(undefined)}
          done={(act) => {
            choose(undefined);
            done(act);
          }}
        />
      )}
    </section>
  );
}
