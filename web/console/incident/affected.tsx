import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { bodyOf } from '../../../client/index.ts';
import { useClient } from '../../app/api.tsx';
import { Answer } from '../../app/components/answer.tsx';
import { Button } from '../../app/components/button.tsx';
import { useLanguage } from '../language.ts';
import { PlainTable } from '../list/plain-table.tsx';
import { SearchDialog } from './search-dialog.tsx';
import { isKnown } from '../../app/known.ts';
import { incidentsKey } from './use-incident.ts';

interface AffectedProps {
  readonly incidentId: string;
  readonly done: (text: string) => void;
}

/** How many people, and how they were found: nobody is shown. */
export function Affected({ incidentId, done }: AffectedProps) {
  const { words } = useLanguage();
  const { affected: said } = words.incidents;
  const client = useClient();
  const [isSearching, setSearching] = useState(false);
  const affected = useQuery({
    queryKey: [...incidentsKey, incidentId, 'affected'],
    queryFn: async () => {
      const call = { path: { incidentId }, query: { show: 'facts', limit: 1 } } as const;
      return bodyOf(await client.get('/v1/incidents/{incidentId}/affected', call));
    },
  });
  return (
    <>
      <p>{said.announce}</p>
      <Answer to={affected}>
        {({ searches }) =>
          searches.length === 0 ? (
            <p>{said.none}</p>
          ) : (
            <PlainTable
              caption={said.title}
              csv={`affected-${incidentId}`}
              isTitled
              heads={[said.by, said.state, said.found, said.unknown]}
              rows={searches.map(({ jobId, by, state, counts, how }) => [
                jobId,
                said.ways[by],
                <span key="state">
                  {said.states[state]}
                  {how.map(
                    ({ source, next }) =>
                      next !== undefined && (
                        <span
                          key={source}
                          lang={isKnown(said.instead, source) ? undefined : 'en'}
                          className="quiet small block"
                        >
                          {said.instead[source] ?? next}
                        </span>
                      ),
                  )}
                </span>,
                counts.people,
                counts.unknown,
              ])}
            />
          )
        }
      </Answer>
      <div className="buttons no-print">
        <Button onPress={() => setSearching(true)}>{said.search}</Button>
        <Button onPress={() => void affected.refetch()}>{said.refresh}</Button>
      </div>
      {isSearching && (
        <SearchDialog
          incidentId={incidentId}
          close={() => setSearching(false)}
          done={() => {
            setSearching(false);
            done(said.started);
          }}
        />
      )}
    </>
  );
}
