import * as z from 'zod';
import { entry } from '../ledger/store.ts';
import type { Database } from '../platform/dynamo/database.ts';
import { StoreUnavailableError } from '../platform/dynamo/errors.ts';
import { getRow } from '../platform/dynamo/read.ts';
import type { Statement } from '../platform/dynamo/statement.ts';
import { insert } from '../platform/dynamo/statement.ts';
import { transact } from '../platform/dynamo/transact.ts';
import type { Clock, EpochMilliseconds } from '../value/time.ts';
import { plusSeconds, toEpochSeconds, toRfc3339 } from '../value/time.ts';
import type { Policy } from '../policy/schema.ts';
import { subjects } from '../subject/table.ts';
import type { HourlyCount } from '../count/hourly.ts';
import { noted } from '../count/count-once.ts';
import { deletions } from './table.ts';

const daySeconds = 86_400;
/**
 * Longer than an idempotency key lives, so that a replayed batch never restores a deleted record, and than
 * a table can be restored for (35 days): `custos restore-check` looks for it.
 */
const deletionRetentionSeconds = 36 * daySeconds;
/** Counters of deletions that were explained, by what explains them. */
export const deletionCounters = {
  subject: 'deletions-by-person',
  sweep: 'deletions-by-sweep',
  erasure: 'deletions-by-erasure',
} as const satisfies Readonly<Record<string, HourlyCount>>;
export type Explanation = keyof typeof deletionCounters;

export interface DeletedRecord {
  readonly subjectId: string;
  readonly recordId: string;
}

export interface Retention {
  /** How the program itself made the deletion: for a person, in a sweep, by an erasure. */
  explanationOf(deleted: DeletedRecord): Promise<Explanation | undefined>;
  /** Enters a deletion that nothing explains, once. */
  report(deleted: DeletedRecord, table: string): Promise<void>;
}

/** The row that explains a deletion to the stream; belongs into the transaction that deletes. */
export const deletion = (
  recordId: string,
  at: EpochMilliseconds,
  by: 'subject' | 'sweep' = 'subject',
): Statement =>
  insert(deletions, {
    recordId,
    by,
    at: toRfc3339(at),
    expiresAt: toEpochSeconds(plusSeconds(at, deletionRetentionSeconds)),
  });

/** Whether the person is fenced for their erasure, or gone. */
export async function isBeingErased(database: Database, subjectId: string): Promise<boolean> {
  const status = z.object({ status: z.string() });
  const subject = await getRow(database, subjects, { subjectId }, status);
  return subject === undefined || subject.status === 'erasing';
}

const explained = z.object({ by: z.enum(['subject', 'sweep']) });

export const wasDeleted = async (database: Database, recordId: string): Promise<boolean> =>
  (await getRow(database, deletions, { recordId }, z.object({}))) !== undefined;

/** @throws StoreUnavailableError from every method */
export function openRetention(deps: {
  readonly database: Database;
  readonly policy: Pick<Policy, 'version'>;
  readonly clock: Clock;
}): Retention {
  const { database } = deps;

  return {
    async explanationOf({ subjectId, recordId }) {
      if (await isBeingErased(database, subjectId)) return 'erasure';
      const row = await getRow(database, deletions, { recordId }, explained);
      return row?.by;
    },

    async report({ recordId }, table) {
      const ledgerEntry = await entry(deps, 'retention.unexplained-deletion', { table });
      const outcome = await transact(database, [noted(deps, `${recordId}#deleted`), ledgerEntry]);
      if (outcome.kind === 'contended' || outcome.kind === 'stale') {
        throw new StoreUnavailableError('another consumer reported the same deletion throughout');
      }
    },
  };
}
