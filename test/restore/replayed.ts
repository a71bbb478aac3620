import { checkRestored } from '../../cli/restore-check/check.ts';
import type { CheckedTable } from '../../cli/restore-check/check.ts';
import type { Database } from '../../lambda/platform/dynamo/database.ts';
import type { TableFacts } from '../../lambda/platform/dynamo/facts.ts';
import { subjectKeys } from '../../lambda/platform/keyring/table.ts';
import { systemClock } from '../../lambda/value/time.ts';

/** Checks tables that were restored into their own names: no living table of the same name is left. */
export async function checkedInPlace(
  database: Database,
  restored: readonly TableFacts[] = [subjectKeys],
): Promise<readonly CheckedTable[]> {
  const isRestored = (table: TableFacts) => restored.some(({ name }) => name === table.name);
  return checkRestored({
    restored: { database, has: isRestored },
    living: { database, has: (table) => !isRestored(table) },
    clock: systemClock,
  });
}

/** How many keys of a table of keys that was restored were destroyed again. */
export async function destroyedAgain(database: Database): Promise<number> {
  const [keys] = await checkedInPlace(database);
  return keys?.removed['key-destroyed'] ?? 0;
}
