import { activityEntry } from '../ledger/activity.ts';
import { entry } from '../ledger/store.ts';
import { getRow } from '../platform/dynamo/read.ts';
import { conflict, retryOnConflict } from '../platform/dynamo/retry.ts';
import type { Statement } from '../platform/dynamo/statement.ts';
import { update } from '../platform/dynamo/statement.ts';
import { transact } from '../platform/dynamo/transact.ts';
import type { Subjects, SubjectsDependencies } from '../subject/store.ts';
import type { SubjectId } from '../value/ids.ts';
import { toRfc3339 } from '../value/time.ts';
import type { EpochMilliseconds } from '../value/time.ts';
import type { NoticeRow } from './rows.ts';
import { noticeKey, noticeRow } from './rows.ts';
import { sourceNotices } from './table.ts';

export interface InformDependencies extends Pick<
  SubjectsDependencies,
  'database' | 'subjectKeys' | 'policy' | 'clock'
> {
  readonly subjects: Pick<Subjects, 'get'>;
}

export type Informed =
  | { readonly kind: 'informed'; readonly notice: NoticeRow }
  /** Nothing of the person was obtained from this recipient. */
  | { readonly kind: 'nothing-obtained' }
  | { readonly kind: 'subject-erased' }
  /** A call with the same idempotency key was faster. */
  | { readonly kind: 'duplicate' };

const attempts = 10;

/**
 * Records that a person was informed of the data that was obtained from a recipient. Who was informed
 * before stays informed at that time.
 *
 * @throws StoreUnavailableError, KeyringUnavailableError
 */
export async function recordInformed(
  deps: InformDependencies,
  {
    subjectId,
    recipient,
    at,
    by,
  }: {
    readonly subjectId: SubjectId;
    readonly recipient: string;
    readonly at: EpochMilliseconds;
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
      if (row.informedAt !== undefined) return { kind: 'informed', notice: row };
      const informedAt = toRfc3339(at);
      const ledgerEntry = await entry(deps, 'source.informed', { recipient, by }, subjectId);
      const outcome = await transact(database, [
        ...remembered,
        update(sourceNotices, key, row.version, { informedAt }, 'waiting'),
        ledgerEntry,
        await activityEntry(deps, subjectId, 'source-informed', { recipient, by }, ledgerEntry),
      ]);
      if (outcome.kind === 'committed') {
        return { kind: 'informed', notice: { ...row, informedAt, version: row.version + 1 } };
      }
      return outcome.kind === 'duplicate' ? { kind: 'duplicate' } : conflict;
    },
  );
}
