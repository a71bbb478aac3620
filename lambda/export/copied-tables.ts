import type { CopiedTable, TableFacts } from '../platform/dynamo/facts.ts';
import { tables } from '../tables.ts';

/** What the rule of a table says is copied follows from it: the file and the right to read it. */
export const copiedTables: readonly CopiedTable[] = tables.filter(isCopied);

export function isCopied(table: TableFacts): table is CopiedTable {
  return 'copy' in table && table.copy.kind === 'lines';
}
