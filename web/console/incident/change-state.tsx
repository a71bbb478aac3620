import { useState } from 'react';
import { bodyOf } from '../../../client/index.ts';
import { useClient } from '../../app/api.tsx';
import { ConfirmDialog } from '../../app/components/confirm-dialog.tsx';
import { SelectField } from '../form/select-field.tsx';
import { TextField } from '../form/text-field.tsx';
import { useLanguage } from '../language.ts';
import { useIncidentCall } from './use-incident.ts';
import type { Incident } from './use-incident.ts';

const states = ['open', 'assessing', 'notifying', 'closed'] as const;

export function ChangeState(props: {
  readonly incident: Incident;
  readonly ifMatch: string;
  readonly close: () => void;
  readonly done: () => void;
}) {
  const { incident, ifMatch, close, done } = props;
  const { incidents: said } = useLanguage().words;
  const client = useClient();
  const [state, setState] = useState(incident.state);
  const [note, setNote] = useState('');
  const change = useIncidentCall(async () => {
    const path = { incidentId: incident.incidentId };
    const body = {
      ...(state !== incident.state && { state }),
      ...(note !== '' && { note }),
    };
    return bodyOf(await client.patch('/v1/incidents/{incidentId}', { path, body, ifMatch }));
  }, done);
  return (
    <ConfirmDialog
      title={said.change}
      isOpen
      close={close}
      happens={<p>{said.changeHappens}</p>}
      isPending={change.isPending}
      error={change.error}
      run={() => change.mutate(undefined)}
    >
      <SelectField
        label={said.fields.state}
        value={state}
        options={states.map((one) => [one, said.state[one]] as const)}
        choose={setState}
      />
      <TextField
        label={said.fields.note}
        help={said.fields.noPerson}
        rows={3}
        maxLength={2_000}
        value={note}
        set={setNote}
      />
    </ConfirmDialog>
  );
}
