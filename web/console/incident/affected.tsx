import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { bodyOf } from '../../../client/index.ts';
import { useClient } from '../../app/api.tsx';
import type { Schemas } from '../../app/api.tsx';
import { Answer } from '../../app/components/answer.tsx';
import { Button } from '../../app/components/button.tsx';
import { ConfirmDialog } from '../../app/components/confirm-dialog.tsx';
import { IdentifierFields } from '../form/identifier-fields.tsx';
import type { Identifier } from '../form/identifier-fields.tsx';
import { SelectField } from '../form/select-field.tsx';
import { TextField } from '../form/text-field.tsx';
import { useLanguage } from '../language.ts';
import { PlainTable } from '../list/plain-table.tsx';
import { instantOf } from './record-incident.tsx';
import { incidentsKey, useIncidentCall } from './use-incident.ts';

interface AffectedProps {
  readonly incidentId: string;
  readonly done: (text: string) => void;
}

/** How many people, and how they were found: nobody is shown. */
export function Affected({ incidentId, done }: AffectedProps) {
  const { words, format } = useLanguage();
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
                        <span key={source} lang="en" className="quiet small block">
                          {next}
                        </span>
                      ),
                  )}
                </span>,
                format.number(counts.people),
                format.number(counts.unknown),
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

type Search = Schemas['NewAffectedSearch'];
const ways = ['category', 'window', 'subjects', 'key', 'principal'] as const;

function SearchDialog(props: {
  readonly incidentId: string;
  readonly close: () => void;
  readonly done: () => void;
}) {
  const { incidentId, close, done } = props;
  const { words, texts } = useLanguage();
  const { affected: said, contain } = words.incidents;
  const client = useClient();
  const categories = Object.entries(texts.categories);
  const [by, setBy] = useState<Search['by']>('category');
  const [category, setCategory] = useState(categories[0]?.[0] ?? '');
  const [from, setFrom] = useState('');
  const [to, setTo] = useState('');
  const [name, setName] = useState('');
  const [subject, setSubject] = useState<Identifier>({ type: 'email', value: '' });
  const asked = (): Search => {
    switch (by) {
      case 'category':
        return { by, category };
      case 'window':
        return { by, from: instantOf(from), to: instantOf(to) };
      case 'subjects':
        return { by, subjects: [subject] };
      case 'key':
        return { by, kid: name };
      case 'principal':
        return { by, principal: name };
    }
  };
  const search = useIncidentCall(async () => {
    const call = { path: { incidentId }, body: asked() };
    return bodyOf(await client.post('/v1/incidents/{incidentId}/affected', call));
  }, done);
  return (
    <ConfirmDialog
      title={said.search}
      isOpen
      close={close}
      happens={<p>{said.searchHappens}</p>}
      isPending={search.isPending}
      error={search.error}
      run={() => search.mutate(undefined)}
    >
      <SelectField
        label={said.by}
        value={by}
        options={ways.map((one) => [one, said.ways[one]] as const)}
        choose={setBy}
      />
      {by === 'category' && (
        <SelectField
          label={contain.categories}
          value={category}
          options={categories.map(([id, { title }]) => [id, title] as const)}
          choose={setCategory}
        />
      )}
      {by === 'window' && (
        <>
          <TextField
            label={said.from}
            type="datetime-local"
            isRequired
            value={from}
            set={setFrom}
          />
          <TextField label={said.to} type="datetime-local" isRequired value={to} set={setTo} />
        </>
      )}
      {by === 'subjects' && <IdentifierFields identifier={subject} set={setSubject} />}
      {(by === 'key' || by === 'principal') && (
        <TextField
          label={by === 'key' ? said.kid : said.principal}
          isRequired
          value={name}
          set={setName}
        />
      )}
    </ConfirmDialog>
  );
}
