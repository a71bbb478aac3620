import type * as z from 'zod';
import { executeEach, statementsPerCall } from '../platform/dynamo/batch.ts';
import type { Database } from '../platform/dynamo/database.ts';
import { StoreUnavailableError } from '../platform/dynamo/errors.ts';
import { queryAll } from '../platform/dynamo/read.ts';
import type { Statement } from '../platform/dynamo/statement.ts';
import { remove } from '../platform/dynamo/statement.ts';
import type { SubjectId } from '../value/ids.ts';
import type { WithholdingGround } from '../policy/vocabulary.ts';
import type { WithheldRecords } from './model/record.ts';
import type { RecordsDependencies } from './rows.ts';
import { recordFields, recordKey, withEnd } from '../retention/stored-record.ts';
import { records } from './table.ts';
import { openTally } from './withhold.ts';

export interface PurgeOptions {
  /** Purposes whose re-encrypted rows stay, with the ground for it. */
  readonly keep: ReadonlyMap<string, WithholdingGround>;
}

export interface Purged {
  /** Rows that this call deleted; what an interrupted call deleted before is not among them. */
  readonly deleted: number;
  readonly withheld: readonly WithheldRecords[];
}

const rounds = 10;

const purgedFields = recordFields.pick({
  recordId: true,
  version: true,
  category: true,
  expiresAt: true,
  endsAt: true,
  withheld: true,
});
const purgedRow = purgedFields.transform(withEnd);

type PurgedRow = z.output<typeof purgedRow>;

/** Deletes what neither the policy nor a hold exempts. */
export function purge(
  deps: Pick<RecordsDependencies, 'database'>,
  subjectId: SubjectId,
  { keep }: PurgeOptions,
): Promise<Purged> {
  const grounds = new Set(keep.values());
  return purgeEach(
    deps,
    subjectId,
    ({ withheld, suspended }) => withheld === undefined || !(suspended || grounds.has(withheld)),
  );
}

/** Deletes what holds alone exempted: whatever the policy withholds was settled before. */
export const purgeReleased = (
  deps: Pick<RecordsDependencies, 'database'>,
  subjectId: SubjectId,
): Promise<Purged> =>
  purgeEach(deps, subjectId, ({ withheld, suspended }) => withheld !== undefined && suspended);

/**
 * The version in WHERE keeps a row that was encrypted again after it was listed. Rows that changed or
 * went meanwhile are listed again.
 */
async function purgeEach(
  { database }: Pick<RecordsDependencies, 'database'>,
  subjectId: SubjectId,
  goes: (row: PurgedRow) => boolean,
): Promise<Purged> {
  let deleted = 0;
  for (let round = 0; round < rounds; round += 1) {
    const tally = openTally();
    let doomed: Statement[] = [];
    let left = 0;
    const flush = async () => {
      const done = await deleteEach(database, doomed);
      deleted += done;
      left += doomed.length - done;
      doomed = [];
    };
    const options = {
      partition: { subjectId },
      attributes: Object.keys(purgedFields.shape),
    };
    for await (const row of queryAll(database, records, options, purgedRow)) {
      const { recordId, version, withheld } = row;
      if (!goes(row)) {
        if (withheld !== undefined) tally.add({ ...row, ground: withheld });
        continue;
      }
      doomed.push(remove(records, recordKey(subjectId, recordId), version));
      if (doomed.length === statementsPerCall) await flush();
    }
    await flush();
    if (left === 0) return { deleted, withheld: tally.entries() };
  }
  throw new StoreUnavailableError('rows kept changing while they were purged');
}

/** Returns how many of the rows were deleted; the others changed or were gone. */
const deleteEach = async (database: Database, statements: readonly Statement[]): Promise<number> =>
  (await executeEach(database, statements)).filter((outcome) => outcome === 'done').length;
