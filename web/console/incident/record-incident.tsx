import { useState } from 'react';
import { bodyOf } from '../../../client/index.ts';
import { useClient } from '../../app/api.tsx';
import type { Schemas } from '../../app/api.tsx';
import { FormDialog } from '../form/form-dialog.tsx';
import { SelectField } from '../form/select-field.tsx';
import { TextField } from '../form/text-field.tsx';
import { useLanguage } from '../language.ts';
import { instantOf, localNow } from './local-time.ts';
import { useIncidentCall } from './use-incident.ts';

const kinds = ['confidentiality', 'integrity', 'availability'] as const;

export function RecordIncident(props: {
  readonly close: () => void;
  readonly done: (incidentId: string) => void;
}) {
  const { incidents: said } = useLanguage().words;
  const client = useClient();
  const [title, setTitle] = useState('');
  const [kind, setKind] = useState<Schemas['IncidentKind']>('confidentiality');
  const [noticedAt, setNoticedAt] = useState(localNow);
  const [awareAt, setAwareAt] = useState(localNow);
  const [description, setDescription] = useState('');
  const record = useIncidentCall(
    async () => {
      const times = { noticedAt: instantOf(noticedAt), awareAt: instantOf(awareAt) };
      const body = { title, kind, ...times, description };
      return bodyOf(await client.post('/v1/incidents', { body }));
    },
    ({ incidentId }) => props.done(incidentId),
  );
  const { fields } = said;
  return (
    <FormDialog
      title={said.record}
      close={props.close}
      happens={said.recordHappens}
      change={record}
      run={() => record.mutate(undefined)}
    >
      <TextField
        label={fields.title}
        help={fields.noPerson}
        isRequired
        maxLength={200}
        value={title}
        set={setTitle}
      />
      <SelectField
        label={fields.kind}
        value={kind}
        options={kinds.map((one) => [one, said.kind[one]] as const)}
        choose={setKind}
      />
      <TextField
        label={fields.noticedAt}
        type="datetime-local"
        isRequired
        value={noticedAt}
        set={setNoticedAt}
      />
      <TextField
        label={fields.awareAt}
        type="datetime-local"
        isRequired
        value={awareAt}
        set={setAwareAt}
      />
      <TextField
        label={fields.description}
        rows={4}
        isRequired
        maxLength={4_000}
        value={description}
        set={setDescription}
      />
    </FormDialog>
  );
}
