import * as z from 'zod';
import type { Database } from '../platform/dynamo/database.ts';
import { StoreUnavailableError } from '../platform/dynamo/errors.ts';
import { queryAll } from '../platform/dynamo/read.ts';
import { conflict, retryOnConflict } from '../platform/dynamo/retry.ts';
import type { Statement } from '../platform/dynamo/statement.ts';
import { remove, update } from '../platform/dynamo/statement.ts';
import { transact } from '../platform/dynamo/transact.ts';
import type { SubjectId } from '../value/ids.ts';
import { maximumAttempts } from './aliases.ts';
import type { Withheld } from './alias-row.ts';
import type { Aliases } from './aliases.ts';
import type { Subject } from './model/subject.ts';
import { aliases as aliasTable, subjects } from './table.ts';

/** Restrictions, holds and freezes of a person. */
type Marks = Partial<Pick<Subject, 'restrictedPurposes' | 'heldCategories' | 'frozenBy'>>;
export type Marked =
  | { readonly kind: 'marked'; readonly subject: Subject }
  | { readonly kind: 'stale' }
  /** The statement in `extra` that met an existing row. */
  | { readonly kind: 'duplicate'; readonly statement: number };

/** What holds of a person as a whole: fenced, restricted, held, forgotten. */
export interface Status {
  /** Sets the fence of an erasure, the first time with `extra` in its transaction. */
  fence(
    subjectId: SubjectId,
    extra?: readonly Statement[],
  ): Promise<{ readonly kind: 'fenced'; readonly subject: Subject } | { readonly kind: 'unknown' }>;
  /**
   * Changes what is restricted or held, with `extra` in the same transaction. `stale` when the row
   * was changed since `subject` was read: read again and decide again.
   */
  mark(subject: Subject, marks: Marks, extra: readonly Statement[]): Promise<Marked>;
  /**
   * Turns the aliases into markers, then removes the row of the person. Repeat it freely.
   *
   * @param withheld by this erasure: the markers lead to it as long as anything is
   */
  forget(subjectId: SubjectId, withheld?: Withheld): Promise<{ readonly aliases: number }>;
}

export function openStatus(
  { database }: { readonly database: Database },
  aliases: Pick<Aliases, 'look' | 'erase'>,
  get: (subjectId: SubjectId) => Promise<Subject | undefined>,
): Status {
  return {
    async fence(subjectId, extra = []) {
      return retryOnConflict(
        {
          attempts: maximumAttempts,
          exhausted: 'the row of a person kept changing while it was fenced',
        },
        async () => {
          const subject = await get(subjectId);
          if (subject === undefined) return { kind: 'unknown' };
          if (subject.status === 'erasing') return { kind: 'fenced', subject };
          const { version } = subject;
          await transact(database, [
            update(subjects, { subjectId }, version, { status: 'erasing' }),
            ...extra,
          ]);
          return conflict;
        },
      );
    },

    async mark(subject, marks, extra) {
      const { subjectId, version } = subject;
      const outcome = await transact(database, [
        ...extra,
        update(subjects, { subjectId }, version, marks),
      ]);
      switch (outcome.kind) {
        case 'committed':
          return { kind: 'marked', subject: { ...subject, ...marks, version: version + 1 } };
        case 'duplicate':
          return { kind: 'duplicate', statement: outcome.statement };
        case 'stale':
        case 'contended':
          return { kind: 'stale' };
      }
    },

    async forget(subjectId, withheld) {
      let forgotten = 0;
      const named = queryAll(
        database,
        aliasTable,
        { partition: { subjectId }, index: 'by-subject' },
        z.object({ alias: z.string() }),
      );
      for await (const { alias } of named) {
        const { row } = await aliases.look(alias);
        if (row?.subjectId !== subjectId) continue;
        if (!(await aliases.erase(row, withheld))) {
          throw new StoreUnavailableError('an identifier changed while it was erased');
        }
        forgotten += 1;
      }
      const subject = await get(subjectId);
      if (subject !== undefined) {
        const outcome = await transact(database, [
          remove(subjects, { subjectId }, subject.version),
        ]);
        if (outcome.kind !== 'committed') {
          throw new StoreUnavailableError('the row of a person changed while it was removed');
        }
      }
      return { aliases: forgotten };
    },
  };
}
