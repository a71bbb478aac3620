import type { TableFacts } from '../platform/dynamo/facts.ts';
import { tables } from '../tables.ts';

/** Tables after whose recovery window an erasure is final: those that have keys or identifiers. */
export const observedTables: readonly TableFacts[] = tables.filter(
  ({ recoveryDays, erasure }) => recoveryDays === 7 && erasure.kind === 'purged',
);
