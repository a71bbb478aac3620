import * as z from 'zod';
import type { Database } from '../platform/dynamo/database.ts';
import { conflict, retryOnConflict } from '../platform/dynamo/retry.ts';
import { getRow } from '../platform/dynamo/read.ts';
import type { Statement } from '../platform/dynamo/statement.ts';
import { insert } from '../platform/dynamo/statement.ts';
import { transact } from '../platform/dynamo/transact.ts';
import type { Clock } from '../value/time.ts';
import { plusSeconds, toEpochSeconds } from '../value/time.ts';
import { countedChanges } from './table.ts';

export interface CountingDependencies {
  readonly database: Database;
  readonly clock: Clock;
}

export interface Counting<Change> {
  /** The same however often the stream delivers the change. */
  readonly keyOf: (change: Change) => string;
  /** Reads the sums and adds to them, on condition that they are still what was read. */
  readonly sumsOf: (changes: readonly Change[]) => Promise<readonly Statement[]>;
  /** So many that their notes and sums fit into 100 statements. */
  readonly perTransaction: number;
}

/** Longer than a stream keeps its records, which is 24 hours. */
export const notedSeconds = 3 * 86_400;
const attempts = 10;

/** The row that keeps a change from being counted again. */
export const noted = ({ clock }: Pick<CountingDependencies, 'clock'>, change: string): Statement =>
  insert(countedChanges, {
    change,
    expiresAt: toEpochSeconds(plusSeconds(clock(), notedSeconds)),
  });

/**
 * Counts changes that were not counted before. By read, then write on condition of the version:
 * PartiQL has no ADD, and only PartiQL puts the sums and the notes that make them exact into one
 * transaction.
 *
 * @throws StoreUnavailableError also when other consumers hold the sums throughout
 */
export async function countOnce<Change>(
  deps: CountingDependencies,
  changes: readonly Change[],
  counting: Counting<Change>,
): Promise<void> {
  const distinct = [...new Map(changes.map((one) => [counting.keyOf(one), one])).values()];
  for (let start = 0; start < distinct.length; start += counting.perTransaction) {
    await countChunk(deps, distinct.slice(start, start + counting.perTransaction), counting);
  }
}

async function countChunk<Change>(
  deps: CountingDependencies,
  chunk: readonly Change[],
  { keyOf, sumsOf }: Counting<Change>,
): Promise<void> {
  let pending = chunk;
  return retryOnConflict(
    { attempts, exhausted: 'other consumers held the sums throughout' },
    async () => {
      const notes = pending.map((change) => noted(deps, keyOf(change)));
      const outcome = await transact(deps.database, [...notes, ...(await sumsOf(pending))]);
      if (outcome.kind === 'committed') return undefined;
      if (outcome.kind === 'duplicate' && outcome.statement < notes.length) {
        const known = await Promise.all(pending.map((change) => isNoted(deps, keyOf(change))));
        pending = pending.filter((_, index) => !known[index]);
      }
      return pending.length > 0 ? conflict : undefined;
    },
  );
}

const isNoted = async ({ database }: CountingDependencies, change: string): Promise<boolean> =>
  (await getRow(database, countedChanges, { change }, z.object({}))) !== undefined;
