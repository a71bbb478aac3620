import { transact } from '../platform/dynamo/transact.ts';
import type { Database } from '../platform/dynamo/database.ts';
import { conflict, retryOnConflict } from '../platform/dynamo/retry.ts';
import { informByDate } from '../policy/indirect-collection.ts';
import type { JurisdictionId, Policy } from '../policy/schema.ts';
import type { SubjectId } from '../value/ids.ts';
import { milliseconds } from '../value/time.ts';
import { underLaw } from './model/source-notice.ts';
import { written } from './rows.ts';
import { sourceNoticesOf } from './store.ts';

const attempts = 10;

/**
 * Brings the days by which a person has to be informed in line with the laws that apply to them now.
 * Safe to repeat.
 *
 * @throws StoreUnavailableError
 */
export function renewNotices(
  { database, policy }: { readonly database: Database; readonly policy: Policy },
  subjectId: SubjectId,
  jurisdictions: readonly JurisdictionId[],
): Promise<void> {
  return retryOnConflict(
    { attempts, exhausted: 'a notice of a source kept changing while its day was computed' },
    async () => {
      for (const row of await sourceNoticesOf(database, subjectId)) {
        const notice = underLaw(row, (since) =>
          informByDate(policy, jurisdictions, milliseconds(Date.parse(since))),
        );
        if (notice === row) continue;
        const { kind } = await transact(database, [written(subjectId, row, notice)]);
        if (kind !== 'committed') return conflict;
      }
      return undefined;
    },
  );
}
