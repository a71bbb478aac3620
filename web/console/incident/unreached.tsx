import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { bodyOf, pages } from '../../../client/index.ts';
import { useClient } from '../../app/api.tsx';
import type { Schemas } from '../../app/api.tsx';
import { Answer } from '../../app/components/answer.tsx';
import { Button } from '../../app/components/button.tsx';
import { useLanguage } from '../language.ts';
import { PlainTable } from '../list/plain-table.tsx';
import { useScopes } from '../use-scopes.ts';
import { incidentsKey } from './use-incident.ts';
import type { Notice } from './use-notice.ts';

const states = ['no-address', 'rejected', 'bounced'] as const;
interface Unreachable {
  readonly person: Schemas['AffectedPerson'];
  readonly state: (typeof states)[number];
}

/** People who receive no mail: they are informed in another way, once staff say that they look. */
export function Unreached(props: {
  readonly incidentId: string;
  readonly notices: readonly Notice[];
}) {
  const { incidentId, notices } = props;
  const { unreached: said } = useLanguage().words.breach;
  const allows = useScopes();
  const [isShown, setShown] = useState(false);
  const those = notices.filter(
    ({ counts }) => counts !== undefined && counts.noAddress + counts.rejected + counts.bounced > 0,
  );
  if (those.length === 0) return null;
  const noticeIds = those.map(({ noticeId }) => noticeId);
  return (
    <section aria-labelledby="unreached">
      <h3 id="unreached">{said.title}</h3>
      {!allows('custos/requests.identity') ? (
        <p>{said.hidden}</p>
      ) : isShown ? (
        <UnreachedTable incidentId={incidentId} noticeIds={noticeIds} />
      ) : (
        <>
          <p>{said.announce}</p>
          <Button onPress={() => setShown(true)}>{said.show}</Button>
        </>
      )}
    </section>
  );
}

function UnreachedTable(props: {
  readonly incidentId: string;
  readonly noticeIds: readonly string[];
}) {
  const { incidentId, noticeIds } = props;
  const { unreached: said } = useLanguage().words.breach;
  const client = useClient();
  const people = useQuery({
    queryKey: [...incidentsKey, incidentId, 'unreached', ...noticeIds],
    // Each read is recorded: it is not read again by itself.
    staleTime: Infinity,
    gcTime: 0,
    queryFn: async () => {
      const found: Unreachable[] = [];
      for (const noticeId of noticeIds) {
        for (const state of states) {
          const path = { incidentId };
          const all = pages((cursor) =>
            client.get('/v1/incidents/{incidentId}/affected', {
              path,
              query: { show: 'person', noticeId, delivery: state, cursor },
            }),
          );
          for await (const page of all) {
            found.push(...bodyOf(page).items.map((person) => ({ person, state })));
          }
        }
      }
      return found;
    },
  });
  return (
    <Answer to={people}>
      {(those) =>
        those.length === 0 ? (
          <p>{said.nobody}</p>
        ) : (
          <PlainTable
            caption={said.title}
            csv={`unreached-${incidentId}`}
            isTitled
            heads={[said.person, said.state]}
            rows={those.map(({ person: { subjectId, subject }, state }) => [
              `${subjectId} ${state}`,
              subject === undefined || subject.identities.length === 0 ? (
                <code key="id">{subjectId}</code>
              ) : (
                subject.identities.map(({ type, value }) => (
                  <span key={`${type} ${value}`} className="block">
                    {value}
                  </span>
                ))
              ),
              said.states[state],
            ])}
          />
        )
      }
    </Answer>
  );
}
