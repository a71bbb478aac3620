import { useState } from 'react';
import { FormDialog } from '../form/form-dialog.tsx';
import { SelectField } from '../form/select-field.tsx';
import { useLanguage } from '../language.ts';
import { BeforeClosing, StayInForce, isReady } from './closing.tsx';
import { ReasonsField } from './reasons-field.tsx';
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
    <FormDialog
      title={said.change}
      close={close}
      happens={said.changeHappens}
      change={change}
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
      <ReasonsField label={said.fields.note} isRequired={false} value={note} set={setNote} />
    </FormDialog>
  );
}
