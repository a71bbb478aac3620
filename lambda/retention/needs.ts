import { outbox } from '../ledger/table.ts';
import type { FunctionFacts } from '../platform/environment.ts';
import { records } from '../record/table.ts';
import { subjects } from '../subject/table.ts';
import { countedChanges, counters, deletions } from './table.ts';

export const retentionStream = {
  name: 'retention-stream',
  entry: 'lambda/retention/stream.ts',
  purpose: 'Counts writes and expiries of records; tells of deletions that nothing explains',
  trigger: {
    kind: 'stream',
    sources: [{ table: records, changes: ['INSERT', 'REMOVE'] }],
    retries: 10,
  },
  needs: [
    { table: counters, actions: ['get', 'insert', 'update'] },
    { table: countedChanges, actions: ['get', 'insert'] },
    { table: deletions, actions: ['get'] },
    { table: subjects, actions: ['get'] },
    { table: outbox, actions: ['insert'] },
  ],
  timeoutSeconds: 60,
  memoryMegabytes: 512,
} as const satisfies FunctionFacts;

export const retentionFunctions: readonly FunctionFacts[] = [retentionStream];
