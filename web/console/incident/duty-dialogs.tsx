import { useState } from 'react';
import type { Schemas } from '../../app/api.tsx';
import { FormDialog } from '../form/form-dialog.tsx';
import { RadioField } from '../form/radio-field.tsx';
import { SelectField } from '../form/select-field.tsx';
import { TextField } from '../form/text-field.tsx';
import { useLanguage } from '../language.ts';
import { Grounds } from '../request/grounds.tsx';
import { instantOf, localNow } from './local-time.ts';
import { ReasonsField } from './reasons-field.tsx';
import { useIncidentChange } from './use-incident.ts';
import type { Clock, IncidentDialogProps } from './use-incident.ts';

interface DutyDialogProps extends IncidentDialogProps {
  readonly title: string;
  readonly clock: Clock;
}
type Outcome = Schemas['NewBreachDecision']['outcome'];
type Phase = NonNullable<Schemas['NewBreachInformation']['phase']>;

const onDuty = ({ jurisdiction, duty }: Clock) => ({ jurisdiction, duty });

/** To inform, or not to: on a ground of that law, and with reasons. */
export function DecideDialog(props: DutyDialogProps) {
  const { title, clock, close } = props;
  const { breach } = useLanguage().words;
  const { duty: said } = breach;
  const [outcome, setOutcome] = useState<Outcome>();
  const [ground, setGround] = useState<string>();
  const [reasons, setReasons] = useState('');
  const [publicCommunication, setPublicCommunication] = useState('');
  const change = useIncidentChange(props);
  const isAgainst = outcome === 'do-not-notify';
  const isPublic = isAgainst && ground === 'disproportionate-effort';
  return (
    <FormDialog
      title={title}
      close={close}
      happens={said.decideHappens}
      change={change}
      run={() => {
        if (outcome === undefined) return;
        const against = isAgainst && { ground, ...(isPublic && { publicCommunication }) };
        change.mutate({ decisions: [{ ...onDuty(clock), outcome, reasons, ...against }] });
      }}
    >
      <RadioField
        legend={said.outcome}
        value={outcome}
        options={(['notify', 'do-not-notify'] as const).map(
          (one) => [one, said.outcomes[one]] as const,
        )}
        choose={setOutcome}
      />
      {isAgainst && (
        <Grounds
          legend={said.ground}
          grounds={clock.grounds.map(({ code, reference }) => ({
            ground: code,
            text: said.grounds[code] ?? code,
            law: reference === undefined ? [] : [{ jurisdiction: clock.jurisdiction, reference }],
          }))}
          chosen={ground}
          choose={setGround}
        />
      )}
      <ReasonsField label={said.reasons} value={reasons} set={setReasons} />
      {isPublic && (
        <TextField
          label={said.publicCommunication}
          rows={2}
          maxLength={4_000}
          isRequired
          value={publicCommunication}
          set={setPublicCommunication}
        />
      )}
    </FormDialog>
  );
}

/** Information that was given, with the reasons where it was given too late. */
export function InformDialog(props: DutyDialogProps) {
  const { title, clock, close, read } = props;
  const { breach, incidents } = useLanguage().words;
  const { duty: said } = breach;
  // A field has no seconds: what is left as it was is now.
  const [opened] = useState(localNow);
  const [at, setAt] = useState(opened);
  const [phase, setPhase] = useState<Phase>(
    clock.duty === 'subjects' ? 'concluding' : read.incident.phase,
  );
  const [reference, setReference] = useState('');
  const [reasons, setReasons] = useState('');
  const change = useIncidentChange(props);
  const { dueAt } = clock;
  const isLate = dueAt !== undefined && at !== '' && instantOf(at) > dueAt;
  return (
    <FormDialog
      title={title}
      close={close}
      happens={said.informHappens}
      change={change}
      run={() => {
        const file = reference === '' ? {} : { reference };
        const informed = {
          ...onDuty(clock),
          at: at === opened ? new Date().toISOString() : instantOf(at),
          phase,
          ...file,
        };
        const late = isLate && reasons !== '' && { delays: [{ ...onDuty(clock), reasons }] };
        change.mutate({ informed: [informed], ...late });
      }}
    >
      <TextField label={said.at} type="datetime-local" isRequired value={at} set={setAt} />
      <SelectField
        label={said.phase}
        value={phase}
        options={(['preliminary', 'ongoing', 'concluding'] as const).map(
          (one) => [one, said.phases[one]] as const,
        )}
        choose={setPhase}
      />
      <TextField
        label={said.reference}
        help={incidents.fields.noPerson}
        maxLength={200}
        value={reference}
        set={setReference}
      />
      {isLate && (
        <ReasonsField
          label={said.lateReasons}
          help={said.lateHelp}
          isRequired={false}
          value={reasons}
          set={setReasons}
        />
      )}
    </FormDialog>
  );
}

/** GDPR Art. 33(1): a late notification says why. */
export function ExplainDialog(props: DutyDialogProps) {
  const { title, clock, close } = props;
  const { breach } = useLanguage().words;
  const [reasons, setReasons] = useState('');
  const change = useIncidentChange(props);
  return (
    <FormDialog
      title={title}
      close={close}
      happens={breach.duty.explainHappens}
      change={change}
      run={() => change.mutate({ delays: [{ ...onDuty(clock), reasons }] })}
    >
      <ReasonsField label={breach.duty.lateReasons} value={reasons} set={setReasons} />
    </FormDialog>
  );
}
