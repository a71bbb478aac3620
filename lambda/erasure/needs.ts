import type { FunctionFacts } from '../platform/environment.ts';
import { subjects } from '../subject/table.ts';
import { recountedTables } from './purged-tables.ts';

/** No key and no write: what it counts, it counts on a path of its own. */
export const recount = {
  name: 'recount',
  area: 'deletions',
  entry: 'lambda/erasure/recount.ts',
  purpose: 'Counts rows and files left after an erasure, and rows of other people as a control',
  worstCase: 'scans encrypted rows, lists names of files',
  trigger: { kind: 'invoked' },
  needs: [
    ...recountedTables.map((table) => ({ table, actions: ['scan'] as const })),
    // Neighbours, as a control.
    { table: subjects, actions: ['scan'] },
    { media: ['list'] },
  ],
  timeoutSeconds: 900,
  memoryMegabytes: 512,
} as const satisfies FunctionFacts;

export const erasureFunctions: readonly FunctionFacts[] = [recount];
