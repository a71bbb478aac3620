import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'wouter';
import { bodyOf } from '../../../client/index.ts';
import { useClient } from '../../app/api.tsx';
import { Answer } from '../../app/components/answer.tsx';
import { Button } from '../../app/components/button.tsx';
import { useLanguage } from '../language.ts';
import { PlainTable } from '../list/plain-table.tsx';
import { ApproveNotice } from './approve-notice.tsx';
import { PrepareAuthority, PreparePeople } from './prepare-notice.tsx';
import { Unreached } from './unreached.tsx';
import { incidentsKey } from './use-incident.ts';
import type { Incident } from './use-incident.ts';

type Dialog = 'authority' | 'people' | { readonly noticeId: string };

/** What is sent to authorities and people, once a second person has approved exactly that text. */
export function Notices(props: {
  readonly incident: Incident;
  readonly done: (text: string) => void;
}) {
  const { incident, done } = props;
  const { words, format } = useLanguage();
  const { notices: said } = words.incidents;
  const client = useClient();
  const { incidentId } = incident;
  const [dialog, setDialog] = useState<Dialog>();
  const notices = useQuery({
    queryKey: [...incidentsKey, incidentId, 'notices'],
    queryFn: async () => {
      const path = { incidentId };
      return bodyOf(await client.get('/v1/incidents/{incidentId}/notices', { path })).items;
    },
  });
  const end = (text: string) => {
    setDialog(undefined);
    done(text);
  };
  const dialogProps = { incident, close: () => setDialog(undefined) };
  return (
    <>
      <Answer to={notices}>
        {(items) =>
          items.length === 0 ? (
            <p>{said.none}</p>
          ) : (
            <PlainTable
              caption={said.title}
              isTitled
              csv={`notices-${incidentId}`}
              heads={[said.to, said.state]}
              acts={said.read}
              rows={items.map(({ noticeId, audience, state, counts }) => [
                noticeId,
                said.audience[audience],
                <span key="state">
                  {said.states[state]}
                  {counts !== undefined && (
                    <span className="quiet small block">
                      {said.informed(
                        format.number(counts.informed),
                        format.number(counts.noAddress + counts.rejected + counts.bounced),
                      )}
                    </span>
                  )}
                </span>,
                <span key="read" className="buttons">
                  <Button
                    aria-label={said.readOf(said.audience[audience])}
                    onPress={() => setDialog({ noticeId })}
                  >
                    {said.read}
                  </Button>
                  <Link
                    href={`/incidents/${incidentId}/notices/${noticeId}`}
                    className="button"
                    aria-label={words.breach.form.openOf(said.audience[audience])}
                  >
                    {words.breach.form.open}
                  </Link>
                </span>,
              ])}
            />
          )
        }
      </Answer>
      <Unreached notices={notices.data ?? []} incidentId={incidentId} />
      <div className="buttons no-print">
        <Button onPress={() => setDialog('authority')}>{said.prepareAuthority}</Button>
        <Button onPress={() => setDialog('people')}>{said.preparePeople}</Button>
      </div>
      {dialog === 'authority' && (
        <PrepareAuthority {...dialogProps} done={() => end(said.prepared)} />
      )}
      {dialog === 'people' && <PreparePeople {...dialogProps} done={() => end(said.prepared)} />}
      {typeof dialog === 'object' && (
        <ApproveNotice
          {...dialogProps}
          noticeId={dialog.noticeId}
          done={() => end(said.approved)}
        />
      )}
    </>
  );
}
