import { activityEntry } from '../ledger/activity.ts';
import { entry } from '../ledger/store.ts';
import { getRow } from '../platform/dynamo/read.ts';
import { conflict, retryOnConflict } from '../platform/dynamo/retry.ts';
import type { Statement } from '../platform/dynamo/statement.ts';
import { transact } from '../platform/dynamo/transact.ts';
import type { Subjects, SubjectsDependencies } from '../subject/store.ts';
import type { SubjectId } from '../value/ids.ts';
import { toRfc3339 } from '../value/time.ts';
import type { EpochMilliseconds } from '../value/time.ts';
import type { SourceNotice } from './model/source-notice.ts';
import { afterInforming, isInformed } from './model/source-notice.ts';
import { noticeKey, noticeRow, written } from './rows.ts';
import { sourceNotices } from './table.ts';

export interface InformDependencies extends Pick<
  SubjectsDependencies,
  'database' | 'subjectKeys' | 'policy' | 'clock'
> {
  readonly subjects: Pick<Subjects, 'get'>;
}

export type Informed =
  | { readonly kind: 'informed'; readonly notice: SourceNotice }
  /** Nothing of the person was obtained from this recipient. */
  | { readonly kind: 'nothing-obtained' }
  /** All that the person was not informed of yet was obtained, or noted, after that time. */
  | { readonly kind: 'obtained-later' }
  | { readonly kind: 'subject-erased' }
  /** A call with the same idempotency key was faster. */
  | { readonly kind: 'duplicate' };

const attempts = 10;

/**
 * Records that a person was informed of the data that was obtained from a recipient. What they were
 * informed of before stays at that time.
 *
 * @throws StoreUnavailableError, KeyringUnavailableError
 */
export async function recordInformed(
  deps: InformDependencies,
  {
    subjectId,
    recipient,
    at,
    categories,
    by,
  }: {
    readonly subjectId: SubjectId;
    readonly recipient: string;
    readonly at: EpochMilliseconds;
    /** Those that the information named; those that had been obtained by then when absent. */
    readonly categories?: readonly string[] | undefined;
    readonly by: 'service' | 'staff';
  },
  remembered: readonly Statement[] = [],
): Promise<Informed> {
  const { database } = deps;
  const key = noticeKey(subjectId, recipient);
  return retryOnConflict(
    { attempts, exhausted: 'a notice of a source kept changing while it was recorded' },
    async () => {
      const subject = await deps.subjects.get(subjectId);
      if (subject?.status !== 'active') return { kind: 'subject-erased' };
      const row = await getRow(database, sourceNotices, key, noticeRow);
      if (row === undefined) return { kind: 'nothing-obtained' };
      if (isNamedInVain(row, categories)) return { kind: 'nothing-obtained' };
      const notice = afterInforming(row, { at: toRfc3339(at), categories });
      if (notice === row) {
        return isInformed(row, categories)
          ? { kind: 'informed', notice }
          : { kind: 'obtained-later' };
      }
      const ledgerEntry = await entry(deps, 'source.informed', { recipient, by }, subjectId);
      const outcome = await transact(database, [
        ...remembered,
        written(subjectId, row, notice),
        ledgerEntry,
        await activityEntry(deps, subjectId, 'source-informed', { recipient, by }, ledgerEntry),
      ]);
      if (outcome.kind === 'committed') return { kind: 'informed', notice };
      return outcome.kind === 'duplicate' ? { kind: 'duplicate' } : conflict;
    },
  );
}

const isNamedInVain = ({ categories }: SourceNotice, named: readonly string[] = []): boolean =>
  named.some((one) => categories.every(({ category }) => category !== one));
