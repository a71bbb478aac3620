import { useState } from 'react';
import { bodyOf } from '../../../client/index.ts';
import { useClient } from '../../app/api.tsx';
import type { Schemas } from '../../app/api.tsx';
import { FormDialog } from '../form/form-dialog.tsx';
import { SelectField } from '../form/select-field.tsx';
import { TextField } from '../form/text-field.tsx';
import { useLanguage } from '../language.ts';
import { instantOf } from './local-time.ts';
import { PeopleFields, peopleIn } from './people-fields.tsx';
import type { ListedPeople } from './people-fields.tsx';
import { useIncidentCall } from './use-incident.ts';

type Search = Schemas['NewAffectedSearch'];
const ways = ['category', 'window', 'subjects', 'key', 'principal'] as const;

/** A search by what staff know; several add up. */
export function SearchDialog(props: {
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
  const [people, setPeople] = useState<ListedPeople>({ type: 'email', lines: '' });
  const asked = (): Search => {
    switch (by) {
      case 'category':
        return { by, category };
      case 'window':
        return { by, from: instantOf(from), to: instantOf(to) };
      case 'subjects':
        return { by, subjects: peopleIn(people) };
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
    <FormDialog
      title={said.search}
      close={close}
      happens={said.searchHappens}
      change={search}
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
      {by === 'subjects' && <PeopleFields people={people} set={setPeople} />}
      {(by === 'key' || by === 'principal') && (
        <TextField
          label={by === 'key' ? said.kid : said.principal}
          isRequired
          value={name}
          set={setName}
        />
      )}
    </FormDialog>
  );
}
