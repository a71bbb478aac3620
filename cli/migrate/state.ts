import * as z from 'zod';
import type { Database } from '../../lambda/platform/dynamo/database.ts';
import { getRow } from '../../lambda/platform/dynamo/read.ts';
import { insert, update } from '../../lambda/platform/dynamo/statement.ts';
import { transact } from '../../lambda/platform/dynamo/transact.ts';
import { counters } from '../../lambda/retention/table.ts';
import { titleOf } from './migration.ts';
import type { Migration } from './migration.ts';

/**
 * How far a migration has come: one row in `counters`, which holds numbers about the program and
 * nobody's data. It stands in the database that it speaks of, so another stage, or a stage made
 * anew, begins from nothing; a table of its own would cost a resource for a handful of rows.
 */
const progressRow = z.object({
  version: z.number().int(),
  status: z.enum(['running', 'done']),
  next: z.string().optional(),
  seen: z.number().int(),
  changed: z.number().int(),
  startedAt: z.string(),
  changedAt: z.string(),
});
export type Progress = z.output<typeof progressRow>;

const keyOf = (migration: Migration) => ({
  counter: `migration#${titleOf(migration)}`,
  hour: 'progress',
});

export const readProgress = (
  database: Database,
  migration: Migration,
): Promise<Progress | undefined> => getRow(database, counters, keyOf(migration), progressRow);

/**
 * Writes progress that follows on `before`.
 *
 * @returns false when somebody else has written meanwhile
 */
export async function writeProgress(
  database: Database,
  migration: Migration,
  before: Progress | undefined,
  after: Omit<Progress, 'version'>,
): Promise<boolean> {
  const key = keyOf(migration);
  const { next, ...rest } = after;
  const statement =
    before === undefined
      ? insert(counters, { ...key, ...after, version: 1 })
      : update(
          counters,
          key,
          before.version,
          { ...rest, ...(next !== undefined && { next }) },
          ...(next === undefined && before.next !== undefined ? ['next'] : []),
        );
  const outcome = await transact(database, [statement]);
  return outcome.kind === 'committed';
}
