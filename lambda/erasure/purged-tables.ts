import type { PurgedTable, Purger, TableFacts } from '../platform/dynamo/facts.ts';
import { tables } from '../tables.ts';

/** What an erasure removes follows from the rule of each table: purge, recount, verification and their rights. */
export const purgedTables: readonly PurgedTable[] = tables.filter(isPurged);

export const deletedTables: readonly PurgedTable[] = purgedTables.filter(by('deletion'));

/** Rows that must be gone before an erasure is certified. */
export const recountedTables: readonly PurgedTable[] = purgedTables.filter(
  (table) => !by('forgetting')(table),
);

export const isDeleted = (table: TableFacts): table is PurgedTable =>
  isPurged(table) && by('deletion')(table);

function isPurged(table: TableFacts): table is PurgedTable {
  return table.erasure.kind === 'purged';
}

function by(purger: Purger): (table: PurgedTable) => boolean {
  return ({ erasure }) => erasure.by === purger;
}
