import { useState } from 'react';
import { ConfirmDialog } from '../../app/components/confirm-dialog.tsx';
import { SelectField } from '../form/select-field.tsx';
import { TextField } from '../form/text-field.tsx';
import { WhatIsWrong } from '../form/what-is-wrong.tsx';
import { useLanguage } from '../language.ts';
import { BeforeClosing, StayInForce, isReady } from './closing.tsx';
import { useIncidentChange } from './use-incident.ts';
import type { Incident, IncidentDialogProps } from './use-incident.ts';

const next: Readonly<Record<Incident['state'], readonly Incident['state'][]>> = {
  open: ['open', 'assessing', 'notifying', 'closed'],
  assessing: ['assessing', 'notifying', 'closed'],
  notifying: ['notifying', 'assessing', 'closed'],
  closed: ['closed', 'assessing'],
};

export function ChangeState(props: IncidentDialogProps) {
  const { read, close } = props;
  const { incident } = read;
  const { incidents: said } = useLanguage().words;
  const [state, setState] = useState(incident.state);
  const [note, setNote] = useState('');
  const [stayInForce, setStayInForce] = useState<readonly string[]>([]);
  const change = useIncidentChange(props);
  const closes = state === 'closed' && incident.state !== 'closed';
  return (
    <ConfirmDialog
      title={said.change}
      isOpen
      close={close}
      happens={<p>{said.changeHappens}</p>}
      isPending={change.isPending}
      error={change.error}
      canConfirm={!closes || isReady(incident)}
      run={() =>
        change.mutate({
          ...(state !== incident.state && { state }),
          ...(closes && stayInForce.length > 0 && { stayInForce: [...stayInForce] }),
          ...(note !== '' && { note }),
        })
      }
    >
      <SelectField
        label={said.fields.state}
        value={state}
        options={next[incident.state].map((one) => [one, said.state[one]] as const)}
        choose={setState}
      />
      {closes && <BeforeClosing incident={incident} />}
      {closes && <StayInForce incident={incident} chosen={stayInForce} choose={setStayInForce} />}
      <TextField
        label={said.fields.note}
        help={said.fields.noPerson}
        rows={3}
        maxLength={4_000}
        value={note}
        set={setNote}
      />
      <WhatIsWrong error={change.error} />
    </ConfirmDialog>
  );
}
