import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { bodyOf } from '../../../client/index.ts';
import { useClient } from '../../app/api.tsx';
import { Button } from '../../app/components/button.tsx';
import { Failure } from '../../app/components/failure.tsx';
import { useLanguage } from '../language.ts';
import { withoutRecord } from './own-record.ts';
import type { OwnRecord, Pages } from './own-record.ts';

/** How long the person can take it back: nothing is sent before. */
const seconds = 10;

/**
 * Deletes an entry for good, ten seconds after the person said so. If the page is left before, nothing
 * is deleted.
 */
export function Deletion(props: {
  readonly record: OwnRecord;
  readonly when: string;
  /** What is said of it where the entry was. */
  readonly done: (text: string) => void;
  /** Other actions, which rest meanwhile. */
  readonly children: ReactNode;
}) {
  const { record, when, done, children } = props;
  const { words, format } = useLanguage();
  const { records } = words;
  const client = useClient();
  const queries = useQueryClient();
  const [left, setLeft] = useState<number | undefined>(undefined);
  const remove = useMutation({
    mutationFn: async () => {
      const path = { recordId: record.recordId };
      bodyOf(await client.delete('/v1/me/records/{recordId}', { path }));
    },
    onSuccess: () => {
      done(records.isDeleted);
      // With what was made from it; the pages that are shown need not be read again.
      queries.setQueriesData<Pages>(
        { queryKey: ['records'] },
        (shown) => shown && withoutRecord(shown, record.recordId),
      );
    },
  });
  const { mutate } = remove;
  useEffect(() => {
    if (left === undefined) return undefined;
    const timer = setTimeout(() => {
      if (left > 1) setLeft(left - 1);
      else {
        setLeft(undefined);
        mutate();
      }
    }, 1_000);
    return () => clearTimeout(timer);
  }, [left, mutate]);

  if (remove.isSuccess) return null;
  if (left !== undefined) {
    return (
      <div className="message warning">
        {/* Read once, not with every second. */}
        <p role="status" className="for-screen-readers">
          {records.willDelete(format.period(`PT${seconds}S`))}
        </p>
        <p aria-hidden="true">{records.willDelete(format.period(`PT${left}S`))}</p>
        <Button tone="main" autoFocus onPress={() => setLeft(undefined)}>
          {records.undo}
        </Button>
      </div>
    );
  }
  return (
    <>
      {remove.error !== null && (
        <>
          <p className="error">{records.notDeleted}</p>
          <Failure error={remove.error} />
        </>
      )}
      <div className="buttons">
        {children}
        <Button
          tone="danger"
          aria-label={records.deleteOf(when)}
          isPending={remove.isPending}
          onPress={() => setLeft(seconds)}
        >
          {records.delete}
        </Button>
      </div>
    </>
  );
}
