import * as z from 'zod';
import { entry } from '../ledger/store.ts';
import type { Database } from '../platform/dynamo/database.ts';
import { StoreUnavailableError } from '../platform/dynamo/errors.ts';
import type { Item } from '../platform/dynamo/statement.ts';
import { insert } from '../platform/dynamo/statement.ts';
import { transact } from '../platform/dynamo/transact.ts';
import { toRfc3339 } from '../value/time.ts';
import type { Clock } from '../value/time.ts';
import type { Policy } from '../policy/schema.ts';
import { records } from '../record/table.ts';
import { isSuspended } from './model/hold.ts';
import type { Suspension } from './model/hold.ts';
import type { Image } from './image.ts';
import { rowOf } from './image.ts';
import { markersOf } from './markers.ts';

export interface RestoreDependencies {
  readonly database: Database;
  readonly policy: Pick<Policy, 'version' | 'unclassified'>;
  readonly clock: Clock;
}

const taken = z.object({
  subjectId: z.string(),
  recordId: z.string(),
  category: z.string(),
  purposes: z.array(z.string()),
  expiresAt: z.int(),
});

export interface Restorer {
  /**
   * Puts a row back that retention took although it was held or restricted by then; returns whether
   * it is there again. DynamoDB deletes by time alone, whatever was decided a moment before.
   *
   * @throws StoreUnavailableError
   */
  restore(image: Image | undefined): Promise<boolean>;
}

/** One for each batch: it reads a person once, as long as nothing of theirs is to be put back. */
export function openRestorer(deps: RestoreDependencies): Restorer {
  const people = new Map<string, Promise<Suspension | undefined>>();
  const marksOf = (subjectId: string): Promise<Suspension | undefined> => {
    const known = people.get(subjectId);
    if (known !== undefined) return known;
    const read = markersOf(deps.database, subjectId);
    people.set(subjectId, read);
    return read;
  };

  return {
    async restore(image) {
      const item = rowOf(image);
      const row = taken.safeParse(item);
      if (!row.success) return false;
      const { subjectId, expiresAt, category } = row.data;
      const isRetained = (marks: Suspension | undefined): boolean =>
        marks !== undefined && isSuspended(deps.policy, marks, row.data);
      if (!isRetained(await marksOf(subjectId))) return false;
      // A batch takes a minute: what is released meanwhile must not come back, nothing would end it.
      if (!isRetained(await markersOf(deps.database, subjectId))) return false;
      const back: Item = {
        ...item,
        expiresAt: undefined,
        endsAt: expiresAt,
        // Shows the stream that this is no new record.
        restoredAt: toRfc3339(deps.clock()),
      };
      const ledgerEntry = await entry(deps, 'retention.restored', { category });
      const outcome = await transact(deps.database, [insert(records, back), ledgerEntry]);
      // A row that is there already was put back by an earlier delivery of the same change.
      if (outcome.kind === 'committed' || outcome.kind === 'duplicate') return true;
      throw new StoreUnavailableError('a row could not be put back');
    },
  };
}
