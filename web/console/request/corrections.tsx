import { useState } from 'react';
import { bodyOf } from '../../../client/index.ts';
import { useClient } from '../../app/api.tsx';
import type { Schemas } from '../../app/api.tsx';
import { Button } from '../../app/components/button.tsx';
import { useLanguage } from '../language.ts';
import { FormDialog } from '../form/form-dialog.tsx';
import { CorrectionGrounds } from './correction-grounds.tsx';
import { TextField } from '../form/text-field.tsx';
import { useChange } from './use-request.ts';
import type { StaffRequest } from './use-request.ts';

type Correction = Schemas['CorrectionOfPerson'];
interface Choice {
  readonly number: number;
  readonly decision: 'accept' | 'refuse';
}

/** Each correction, old and new side by side; content is there only once staff have asked to see it. */
export function Corrections(props: {
  readonly request: StaffRequest;
  readonly content: readonly Correction[] | undefined;
  readonly done: () => void;
}) {
  const { request, content = [], done } = props;
  const { words, texts, format } = useLanguage();
  const { corrections: said } = words.request;
  const [choice, setChoice] = useState<Choice>();
  return (
    <>
      {(request.corrections ?? []).map(({ number, category, state, ground }) => {
        const shown = content.find((one) => one.number === number);
        return (
          <section key={number} className="card" aria-label={said.number(format.number(number))}>
            <h3>
              {said.number(format.number(number))}: {texts.categories[category]?.title ?? category}{' '}
              <span className="tag">{said.state[state]}</span>
            </h3>
            {ground !== undefined && <p>{words.terms.ground[ground] ?? ground}</p>}
            {shown === undefined ? <p className="quiet">{said.hidden}</p> : <Sides of={shown} />}
            {state === 'waiting' && (
              <div className="buttons equal">
                {(['accept', 'refuse'] as const).map((decision) => (
                  <Button
                    key={decision}
                    aria-label={`${said[decision]}: ${said.number(format.number(number))}`}
                    onPress={() => setChoice({ number, decision })}
                  >
                    {said[decision]}
                  </Button>
                ))}
              </div>
            )}
          </section>
        );
      })}
      {choice !== undefined && (
        <CorrectionDialog
          request={request}
          choice={choice}
          close={() => setChoice(undefined)}
          done={done}
        />
      )}
    </>
  );
}

function Sides({ of: correction }: { readonly of: Correction }) {
  const { words, format } = useLanguage();
  const { corrections: said } = words.request;
  const { records, reason, pointer } = correction;
  const old = 'old' in correction ? correction.old : records?.items[0]?.old;
  return (
    <>
      {pointer !== undefined && <p className="quiet small">{pointer}</p>}
      <div className="sides">
        <div>
          <h4>{said.old}</h4>
          <pre>
            {correction.tooLarge === true
              ? said.tooLarge
              : old === undefined
                ? said.nothing
                : written(old)}
          </pre>
          {records !== undefined && (
            <p className="quiet small">{said.records(format.number(records.count))}</p>
          )}
        </div>
        <div>
          <h4>{said.new}</h4>
          <pre>{'new' in correction ? written(correction.new) : said.delete}</pre>
        </div>
      </div>
      {reason !== undefined && (
        <p>
          {said.reason}: <span className="as-written">{reason}</span>
        </p>
      )}
    </>
  );
}

const written = (value: unknown): string =>
  typeof value === 'string' ? value : JSON.stringify(value, undefined, 2);

function CorrectionDialog(props: {
  readonly request: StaffRequest;
  readonly choice: Choice;
  readonly close: () => void;
  readonly done: () => void;
}) {
  const { request, close, done } = props;
  const { number, decision } = props.choice;
  const { words, format } = useLanguage();
  const { corrections: said, form } = words.request;
  const client = useClient();
  const [ground, setGround] = useState<string>();
  const [note, setNote] = useState('');
  const { requestId } = request;
  const { obstacle } = request.acts.correct ?? {};
  const change = useChange(requestId, async () => {
    const body = {
      decision,
      ...(decision === 'refuse' && { ground: ground as Schemas['CorrectionGround'] }),
      ...(note !== '' && { note }),
    };
    const path = { requestId, number: String(number) };
    return bodyOf(
      await client.post('/v1/requests/{requestId}/corrections/{number}', { path, body }),
    );
  });
  return (
    <FormDialog
      title={`${said[decision]}: ${said.number(format.number(number))}`}
      confirm={said[decision]}
      close={close}
      happens={decision === 'accept' ? said.acceptHappens : said.refuseHappens}
      obstacle={obstacle && words.terms.obstacle[obstacle]}
      change={change}
      run={() =>
        change.mutate(undefined, {
          onSuccess: () => {
            close();
            done();
          },
        })
      }
    >
      {decision === 'refuse' && (
        <CorrectionGrounds request={request} chosen={ground} choose={setGround} />
      )}
      <TextField
        label={form.note}
        help={form.noteHelp}
        rows={3}
        maxLength={2_000}
        value={note}
        set={setNote}
      />
    </FormDialog>
  );
}
