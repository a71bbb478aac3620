import type { FunctionFacts } from '../platform/environment.ts';
import type { PurgedTable } from '../platform/dynamo/facts.ts';
import type { TableAction } from '../platform/environment.ts';
import { aliases, subjects } from '../subject/table.ts';
import { recountedTables } from './purged-tables.ts';

const countActions = ({ erasure }: PurgedTable): readonly TableAction[] =>
  erasure.rows === 'partition' ? ['query'] : ['query-index', 'batch-get'];

/** No key and no write: what it counts, it counts on a path of its own. */
export const recount = {
  name: 'recount',
  area: 'deletions',
  entry: 'lambda/erasure/recount.ts',
  purpose: 'Counts rows and files left after an erasure, and rows of other people as a control',
  worstCase:
    'reads encrypted rows and identities of any person and who received their data, scans ids of people, lists names of files of those that it can name',
  trigger: { kind: 'invoked' },
  needs: [
    ...recountedTables.map((table) => ({ table, actions: countActions(table) })),
    // Which person identifiers lead to.
    { table: aliases, actions: ['query-index', 'batch-get'] },
    // Neighbours, as a control: a page of them at a random place.
    { table: subjects, actions: ['scan', 'batch-get'] },
    { media: ['list'] },
  ],
  timeoutSeconds: 900,
  memoryMegabytes: 512,
} as const satisfies FunctionFacts;

export const erasureFunctions: readonly FunctionFacts[] = [recount];
