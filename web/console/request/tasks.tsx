import { useState } from 'react';
import { bodyOf } from '../../../client/index.ts';
import { useClient } from '../../app/api.tsx';
import { Button } from '../../app/components/button.tsx';
import { ConfirmDialog } from '../../app/components/confirm-dialog.tsx';
import { useLanguage } from '../language.ts';
import { PlainTable } from '../list/plain-table.tsx';
import { TextField } from '../form/text-field.tsx';
import { useChange } from './use-request.ts';
import type { StaffRequest } from './use-request.ts';
import { wordOf } from '../../app/known.ts';

const taskActs = ['retry', 'mark-done', 'not-applicable'] as const;
type TaskAct = (typeof taskActs)[number];

interface Row {
  readonly task: string;
  readonly name: string;
  readonly status: StaffRequest['tasks'][number]['status'];
  readonly counts?: Readonly<Record<string, number>> | undefined;
  readonly error?: string | undefined;
  readonly answerBy?: string | undefined;
}

interface Choice {
  readonly row: Row;
  readonly act: TaskAct;
}

/** How far each system is, and what staff can do where one does not go on. */
export function Tasks(props: { readonly request: StaffRequest; readonly done: () => void }) {
  const { request, done } = props;
  const { words, texts, format } = useLanguage();
  const { tasks: said } = words.request;
  const [choice, setChoice] = useState<Choice>();
  const rows: readonly Row[] = [
    ...request.tasks.map(({ system, ...task }) => ({
      ...task,
      task: `system:${system}`,
      name: system === 'custos' ? said.custos : system,
    })),
    ...(request.notices ?? []).map(({ recipient, ...notice }) => ({
      ...notice,
      task: `recipient:${recipient}`,
      name: said.recipient(texts.recipients[recipient]?.name ?? recipient),
    })),
  ];
  return (
    <>
      <PlainTable
        caption={said.title}
        isTitled
        csv={`systems-${request.requestId}`}
        heads={[said.system, said.state, said.counts]}
        acts={said.act}
        rows={rows.map((row) => [
          row.task,
          row.name,
          <State key="state" row={row} />,
          Object.entries(row.counts ?? {}).map(([category, count]) => (
            <span key={category} className="block">
              {texts.categories[category]?.title ?? category}: {format.number(count)}
            </span>
          )),
          row.status === 'waiting-for-staff' && (
            <div className="buttons">
              {taskActs.map((act) => (
                <Button
                  key={act}
                  aria-label={said.of(said[act], row.name)}
                  onPress={() => setChoice({ row, act })}
                >
                  {said[act]}
                </Button>
              ))}
            </div>
          ),
        ])}
      />
      {choice !== undefined && (
        <TaskDialog
          requestId={request.requestId}
          choice={choice}
          close={() => setChoice(undefined)}
          done={done}
        />
      )}
    </>
  );
}

function State({ row }: { readonly row: Row }) {
  const { words, format } = useLanguage();
  const { status, error, answerBy } = row;
  return (
    <>
      {wordOf(words.terms.task, status)}
      {error !== undefined && (
        <span className="error small block">{words.terms.taskError[error] ?? error}</span>
      )}
      {answerBy !== undefined && status === 'waiting-for-answer' && (
        <span className="quiet small block">
          {words.request.tasks.answerBy(format.day(answerBy))}
        </span>
      )}
    </>
  );
}

function TaskDialog(props: {
  readonly requestId: string;
  readonly choice: Choice;
  readonly close: () => void;
  readonly done: () => void;
}) {
  const { requestId, close, done } = props;
  const { row, act } = props.choice;
  const { tasks: said } = useLanguage().words.request;
  const client = useClient();
  const [text, setText] = useState('');
  const path = { requestId, task: row.task };
  const change = useChange(requestId, async () => {
    switch (act) {
      case 'retry':
        return bodyOf(await client.post('/v1/requests/{requestId}/tasks/{task}/retry', { path }));
      case 'mark-done': {
        const call = { path, body: { evidence: text } };
        return bodyOf(await client.post('/v1/requests/{requestId}/tasks/{task}/mark-done', call));
      }
      case 'not-applicable': {
        const call = { path, body: { reason: text } };
        return bodyOf(
          await client.post('/v1/requests/{requestId}/tasks/{task}/not-applicable', call),
        );
      }
    }
  });
  return (
    <ConfirmDialog
      title={said.of(said[act], row.name)}
      confirm={said[act]}
      isOpen
      close={close}
      happens={<p>{said.confirm[act]}</p>}
      isPending={change.isPending}
      error={change.error}
      run={() =>
        change.mutate(undefined, {
          onSuccess: () => {
            close();
            done();
          },
        })
      }
    >
      {act !== 'retry' && (
        <TextField
          label={act === 'mark-done' ? said.evidence : said.reason}
          rows={3}
          maxLength={2_000}
          isRequired
          value={text}
          set={setText}
        />
      )}
    </ConfirmDialog>
  );
}
