import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { Link } from 'wouter';
import { bodyOf } from '../../../client/index.ts';
import { troubleOf, useClient } from '../../app/api.tsx';
import { Button } from '../../app/components/button.tsx';
import { Failure } from '../../app/components/failure.tsx';
import { useLanguage } from '../language.ts';
import { readable, withText } from './entry-text.ts';
import type { OwnRecord } from './own-record.ts';

/** GDPR Art. 16: the person changes what they gave, at once. */
export function Correction(props: {
  readonly record: OwnRecord;
  readonly done: (text: string) => void;
  readonly close: () => void;
}) {
  const { record, done, close } = props;
  const { app, records } = useLanguage().words;
  const client = useClient();
  const queries = useQueryClient();
  const id = useId();
  const [shown] = useState(record.content);
  const [text, setText] = useState(readable(shown));
  const [isMisshapen, setMisshapen] = useState(false);
  const path = { recordId: record.recordId };
  const save = useMutation({
    mutationFn: async (content: unknown) => {
      // What came since the entry was read here is not overwritten.
      const current = await client.get('/v1/me/records/{recordId}', { path });
      if (JSON.stringify(bodyOf(current).content) !== JSON.stringify(shown)) return 'changed';
      const ifMatch = current.headers.get('etag') ?? '*';
      bodyOf(await client.patch('/v1/me/records/{recordId}', { path, ifMatch, body: { content } }));
      return 'saved';
    },
    onSuccess: async (outcome) => {
      if (outcome === 'changed') return;
      await queries.invalidateQueries({ queryKey: ['records'] });
      done(records.saved);
      close();
    },
  });
  function submit(): void {
    const edited = withText(shown, text);
    setMisshapen(edited.kind === 'not-json');
    if (edited.kind === 'edited') save.mutate(edited.content);
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <div className="field">
        <label htmlFor={id}>{records.content}</label>
        <textarea
          id={id}
          rows={4}
          value={text}
          aria-invalid={isMisshapen}
          aria-describedby={isMisshapen ? `${id}-error` : undefined}
          onChange={({ currentTarget }) => setText(currentTarget.value)}
        />
        {isMisshapen && (
          <p className="error" id={`${id}-error`} role="alert">
            {records.notJson}
          </p>
        )}
      </div>
      {save.data === 'changed' && (
        <p className="error" role="alert">
          {app.trouble.refused['precondition-failed']}
        </p>
      )}
      {save.error !== null && <Failure error={save.error} />}
      {save.error !== null && isForARequest(save.error) && (
        <p>
          <Link href={`/requests/new?kind=rectification&record=${record.recordId}`}>
            {records.ask}
          </Link>
        </p>
      )}
      <div className="buttons">
        <Button type="submit" tone="main" isPending={save.isPending}>
          {records.save}
        </Button>
        <Button onPress={close}>{app.cancel}</Button>
      </div>
    </form>
  );
}

/** What others provided is not changed without a look at it. */
function isForARequest(error: Error): boolean {
  const trouble = troubleOf(error);
  return trouble.kind === 'refused' && trouble.slug === 'formal-request-required';
}
