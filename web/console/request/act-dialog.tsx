import { useState } from 'react';
import { useClient } from '../../app/api.tsx';
import { ConfirmDialog } from '../../app/components/confirm-dialog.tsx';
import { useLanguage } from '../language.ts';
import { carryOut, mailOf, obstacleOf } from './act.ts';
import type { Act, Entered } from './act.ts';
import { Concerns } from './concerns.tsx';
import { Grounds } from './grounds.tsx';
import type { OfferedGround } from './grounds.tsx';
import { MailPreview } from './mail-preview.tsx';
import { TextField } from '../form/text-field.tsx';
import { useChange } from './use-request.ts';
import type { StaffRequest } from './use-request.ts';
import { wordOf } from '../../app/known.ts';

interface ActDialogProps {
  readonly request: StaffRequest;
  readonly act: Act;
  readonly close: () => void;
  readonly done: (act: Act) => void;
}

/** An act with its ground, what happens then, and the mail that the person gets. */
export function ActDialog({ request, act, close, done }: ActDialogProps) {
  const { words } = useLanguage();
  const { acts, happens } = words.request;
  const client = useClient();
  const { requestId } = request;
  const [entered, setEntered] = useState<Entered>({});
  const change = useChange(requestId, (given: Entered) => carryOut(client, requestId, act, given));
  const obstacle = obstacleOf(request, act);
  const { needed = 0, given = 0 } = request.approvals ?? {};
  const isFirst = act === 'approve' && given + 1 < needed;
  return (
    <ConfirmDialog
      title={acts[act]}
      isOpen
      close={close}
      happens={<p>{isFirst ? happens.approveFirst : happens[act]}</p>}
      isDanger={act === 'deny' || (act === 'approve' && request.kind === 'erasure')}
      obstacle={obstacle && words.terms.obstacle[obstacle]}
      isPending={change.isPending}
      error={change.error}
      run={() => change.mutate(entered, { onSuccess: () => done(act) })}
    >
      <Fields
        request={request}
        act={act}
        entered={entered}
        set={(more) => setEntered({ ...entered, ...more })}
      />
    </ConfirmDialog>
  );
}

interface FieldsProps extends Pick<ActDialogProps, 'request' | 'act'> {
  readonly entered: Entered;
  readonly set: (more: Entered) => void;
}

function Fields({ request, act, entered, set }: FieldsProps) {
  const { form } = useLanguage().words.request;
  const template = mailOf(request, act);
  const offered = useGrounds(request, act);
  return (
    <>
      {act === 'approve' && request.concerns !== undefined && (
        // The page behind the dialog has it as a file.
        <Concerns request={request} csv={undefined} />
      )}
      {offered.length > 0 && (
        <Grounds
          legend={act === 'deny' ? form.ground : form.reason}
          grounds={offered}
          chosen={entered.ground}
          choose={(ground) => set({ ground })}
        />
      )}
      {act === 'extend' && request.acts.extend?.asksForDay === true && (
        <TextField
          label={form.until}
          type="date"
          isRequired
          value={entered.until ?? ''}
          set={(until) => set({ until })}
        />
      )}
      {act === 'check-mandate' && <ShownMandate entered={entered} set={set} />}
      {act === 'answer' && <AnswerFields request={request} entered={entered} set={set} />}
      {(act === 'deny' || act === 'identify' || act === 'check-mandate') && (
        <TextField
          label={form.note}
          help={form.noteHelp}
          rows={3}
          maxLength={2_000}
          value={entered.note ?? ''}
          set={(note) => set({ note })}
        />
      )}
      {template !== undefined && (
        <PreviewDetails request={request} template={template} entered={entered} />
      )}
    </>
  );
}

/** What the law gives for this request. */
function useGrounds({ acts }: StaffRequest, act: Act): readonly OfferedGround[] {
  const { terms } = useLanguage().words;
  if (act === 'deny') {
    return (acts.deny?.grounds ?? []).map(({ ground, law }) => ({
      ...{ ground, law },
      text: terms.ground[ground] ?? ground,
    }));
  }
  if (act !== 'extend' && act !== 'pause') return [];
  const { grounds = [], law = [] } = acts[act] ?? {};
  return grounds.map((ground) => ({ ground, law, text: wordOf(terms.delay, ground) }));
}

function ShownMandate({ entered, set }: Pick<FieldsProps, 'entered' | 'set'>) {
  const { request, terms } = useLanguage().words;
  return (
    <fieldset className="plain">
      <legend>{request.form.shown}</legend>
      {(['signed', 'power-of-attorney'] as const).map((mandate) => (
        <label key={mandate} className="check">
          <input
            type="radio"
            name="mandate"
            required
            checked={entered.shown === mandate}
            onChange={() => set({ shown: mandate })}
          />
          {terms.mandate[mandate]}
        </label>
      ))}
    </fieldset>
  );
}

function AnswerFields({ request, entered, set }: Omit<FieldsProps, 'act'>) {
  const { request: words, terms } = useLanguage().words;
  return (
    <>
      <fieldset className="plain">
        <legend>{words.form.outcome}</legend>
        {(request.acts.answer?.outcomes ?? []).map((outcome) => (
          <label key={outcome} className="check">
            <input
              type="radio"
              name="outcome"
              required
              checked={entered.outcome === outcome}
              onChange={() => set({ outcome })}
            />
            {terms.outcome[outcome]}
          </label>
        ))}
      </fieldset>
      <TextField
        label={words.form.reasons}
        rows={6}
        maxLength={4_000}
        isRequired
        value={entered.reasons ?? ''}
        set={(reasons) => set({ reasons })}
      />
      <TextField
        label={words.form.remedies}
        rows={2}
        maxLength={2_000}
        value={entered.remedies ?? ''}
        set={(remedies) => set({ remedies })}
      />
    </>
  );
}

function PreviewDetails(props: {
  readonly request: StaffRequest;
  readonly template: NonNullable<ReturnType<typeof mailOf>>;
  readonly entered: Entered;
}) {
  const { form } = useLanguage().words.request;
  const [isOpen, setOpen] = useState(false);
  return (
    <details onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>{form.mail}</summary>
      {isOpen && (
        <MailPreview
          requestId={props.request.requestId}
          template={props.template}
          entered={props.entered}
        />
      )}
    </details>
  );
}
