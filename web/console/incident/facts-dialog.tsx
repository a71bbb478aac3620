import { useState } from 'react';
import type { Schemas } from '../../app/api.tsx';
import { FormDialog } from '../form/form-dialog.tsx';
import { CategoryChoice } from '../form/category-choice.tsx';
import { TextField } from '../form/text-field.tsx';
import { useLanguage } from '../language.ts';
import { LawChoice } from './law-choice.tsx';
import { instantOf, localOf } from './local-time.ts';
import { useIncidentChange } from './use-incident.ts';
import type { Incident, IncidentDialogProps } from './use-incident.ts';

const times = ['noticedAt', 'awareAt', 'determinedAt', 'occurredFrom', 'occurredTo'] as const;
type Time = (typeof times)[number];
const isNeeded = (time: Time) => time === 'noticedAt' || time === 'awareAt';

/** As the form has it; only what staff change is sent, so that seconds of other times stay. */
const drafted = (incident: Incident) => ({
  title: incident.title,
  description: incident.description,
  effects: incident.effects ?? '',
  categories: incident.categories as readonly string[],
  jurisdictions: incident.jurisdictions as readonly string[],
  ...(Object.fromEntries(times.map((time) => [time, localOf(incident[time])])) as Record<
    Time,
    string
  >),
});
type Draft = ReturnType<typeof drafted>;

function changeOf(before: Draft, after: Draft): Schemas['IncidentChange'] {
  const isChanged = (name: keyof Draft) => String(before[name]) !== String(after[name]);
  const given = (time: Time) => (after[time] === '' ? null : instantOf(after[time]));
  return {
    ...(isChanged('title') && { title: after.title }),
    ...(isChanged('description') && { description: after.description }),
    ...(isChanged('effects') && { effects: after.effects === '' ? null : after.effects }),
    ...(isChanged('categories') && { categories: [...after.categories] }),
    ...(isChanged('jurisdictions') && { jurisdictions: [...after.jurisdictions] }),
    ...Object.fromEntries(times.filter(isChanged).map((time) => [time, given(time)])),
  };
}

/** What is known of the incident: the form for an authority is filled from it. */
export function FactsDialog(props: IncidentDialogProps) {
  const { read, close } = props;
  const { breach, incidents } = useLanguage().words;
  const { facts: said } = breach;
  const [before] = useState(() => drafted(read.incident));
  const [draft, setDraft] = useState(before);
  const set = (more: Partial<Draft>) => setDraft({ ...draft, ...more });
  const change = useIncidentChange(props);
  const body = changeOf(before, draft);
  return (
    <FormDialog
      title={said.act}
      close={close}
      happens={said.happens}
      canConfirm={Object.keys(body).length > 0}
      change={change}
      run={() => change.mutate(body)}
    >
      <TextField
        label={incidents.fields.title}
        help={incidents.fields.noPerson}
        isRequired
        maxLength={200}
        value={draft.title}
        set={(title) => set({ title })}
      />
      <TextField
        label={incidents.fields.description}
        rows={4}
        isRequired
        maxLength={4_000}
        value={draft.description}
        set={(description) => set({ description })}
      />
      {times.map((time) => (
        <TextField
          key={time}
          label={said[time]}
          type="datetime-local"
          isRequired={isNeeded(time)}
          value={draft[time]}
          set={(value) => set({ [time]: value })}
        />
      ))}
      <CategoryChoice
        legend={said.categories}
        chosen={draft.categories}
        choose={(categories) => set({ categories })}
      />
      <TextField
        label={said.effects}
        rows={3}
        maxLength={4_000}
        value={draft.effects}
        set={(effects) => set({ effects })}
      />
      <LawChoice chosen={draft.jurisdictions} choose={(jurisdictions) => set({ jurisdictions })} />
    </FormDialog>
  );
}
