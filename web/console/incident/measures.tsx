import { useState } from 'react';
import type { Schemas } from '../../app/api.tsx';
import { Button } from '../../app/components/button.tsx';
import { FormDialog } from '../form/form-dialog.tsx';
import { RadioField } from '../form/radio-field.tsx';
import { TextField } from '../form/text-field.tsx';
import { useLanguage } from '../language.ts';
import { PlainTable } from '../list/plain-table.tsx';
import { useIncidentChange } from './use-incident.ts';
import type { IncidentDialogProps, ReadIncident } from './use-incident.ts';

type Measure = Schemas['Incident']['measures'][number];

/** What was done against the breach, and what is planned: GDPR Art. 33(3)(d). */
export function Measures(props: {
  readonly read: ReadIncident;
  readonly done: (text: string) => void;
}) {
  const { read, done } = props;
  const { measures: said } = useLanguage().words.breach;
  const { measures, state } = read.incident;
  const [open, setOpen] = useState<Measure | 'new'>();
  const isChangeable = state !== 'closed';
  return (
    <>
      {measures.length === 0 ? (
        <p>{said.none}</p>
      ) : (
        <PlainTable
          caption={said.title}
          isTitled
          csv={`measures-${read.incident.incidentId}`}
          heads={[said.measure, said.state]}
          acts={said.change}
          rows={measures.map((measure, index) => [
            `${index} ${measure.text}`,
            <span key="text" className="as-written">
              {measure.text}
            </span>,
            said.states[measure.status],
            isChangeable && (
              <Button
                key="change"
                aria-label={said.changeOf(measure.text)}
                onPress={() => setOpen(measure)}
              >
                {said.change}
              </Button>
            ),
          ])}
        />
      )}
      {isChangeable && (
        <div className="buttons no-print">
          <Button onPress={() => setOpen('new')}>{said.add}</Button>
        </div>
      )}
      {open !== undefined && (
        <MeasureDialog
          read={read}
          measure={open === 'new' ? undefined : open}
          close={() => setOpen(undefined)}
          done={() => {
            setOpen(undefined);
            done(said.done);
          }}
        />
      )}
    </>
  );
}

/** The API takes the list as a whole: another may have changed the rest of it meanwhile. */
function MeasureDialog(props: IncidentDialogProps & { readonly measure: Measure | undefined }) {
  const { read, measure: before, close } = props;
  const { breach, incidents } = useLanguage().words;
  const { measures: said } = breach;
  const { measures } = read.incident;
  const [text, setText] = useState(before?.text ?? '');
  const [status, setStatus] = useState<Measure['status'] | undefined>(before?.status);
  const change = useIncidentChange(props);
  return (
    <FormDialog
      title={before === undefined ? said.add : said.change}
      close={close}
      happens={said.happens}
      change={change}
      run={() => {
        if (status === undefined) return;
        const changed = { text, status };
        const isIt = ({ text: old }: Measure) => old === before?.text;
        const others = measures.map((one) => (isIt(one) ? changed : one));
        const all = measures.some(isIt) ? others : [...measures, changed];
        change.mutate({ measures: all });
      }}
    >
      <TextField
        label={said.measure}
        help={incidents.fields.noPerson}
        rows={2}
        maxLength={1_000}
        isRequired
        value={text}
        set={setText}
      />
      <RadioField
        legend={said.state}
        value={status}
        options={(['planned', 'taken'] as const).map((one) => [one, said.states[one]] as const)}
        choose={setStatus}
      />
    </FormDialog>
  );
}
