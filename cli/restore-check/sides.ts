import type { Database } from '../../lambda/platform/dynamo/database.ts';
import type { TableFacts } from '../../lambda/platform/dynamo/facts.ts';
import { deletions } from '../../lambda/retention/table.ts';
import { outbox } from '../../lambda/ledger/table.ts';
import { subjectKeys, tombstones } from '../../lambda/platform/keyring/table.ts';

/** Some tables of a deployment, under their logical names. */
export interface Side {
  readonly database: Database;
  readonly has: (table: TableFacts) => boolean;
}

/** What was restored, and what was not: the living tables know what was done since. */
export interface Sides {
  readonly restored: Side;
  readonly living: Side;
}

/** They must have everything that was done since, so they are never taken from a restore. */
export const neverRestored: readonly TableFacts[] = [tombstones, deletions, outbox];

/** The keys first: what has no key cannot be read, whatever else is still to do. */
export const inOrder = (tables: readonly TableFacts[]): readonly TableFacts[] =>
  tables.toSorted((one, other) => rank(one) - rank(other));

const rank = ({ name }: TableFacts): number => {
  if (name === tombstones.name) return 0;
  return name === subjectKeys.name ? 1 : 2;
};
