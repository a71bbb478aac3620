import { pendingFinality } from '../finality/table.ts';
import type { FunctionFacts } from '../platform/environment.ts';
import { purgedTables } from '../erasure/purged-tables.ts';
import { records } from '../record/table.ts';
import { verificationPasses } from './table.ts';

/** No key and no write: it knows people who were erased by hashes alone. */
export const verificationScan = {
  name: 'verification-scan',
  area: 'deletions',
  entry: 'lambda/verification/handler.ts',
  purpose:
    'Reads a part of the tables with rows of people, and of the names of files, for people who were erased',
  worstCase: 'scans encrypted rows and identities of everybody, lists names of files',
  trigger: { kind: 'invoked' },
  needs: [
    ...purgedTables.map((table) => ({
      table,
      // A file is exempt where its row is.
      actions: table.name === records.name ? (['scan', 'get'] as const) : (['scan'] as const),
    })),
    { table: pendingFinality, actions: ['scan'] },
    { media: ['list'] },
  ],
  timeoutSeconds: 900,
  memoryMegabytes: 512,
} as const satisfies FunctionFacts;

/** The one writer of passes and of what they found; reads no row of a person. */
export const verificationPass = {
  name: 'verification-pass',
  area: 'deletions',
  entry: 'lambda/verification/workflow.ts',
  purpose: 'Verifies over whole tables that nothing is left of people who were erased',
  worstCase:
    'reports that nothing is left where something is, or has erasures carried out again; reads no row of a person',
  trigger: { kind: 'durable', workflow: 'verification-pass', timeoutDays: 3 },
  needs: [
    ...purgedTables.map((table) => ({ table, actions: ['describe'] as const })),
    { table: verificationPasses, actions: ['get', 'insert', 'update'] },
    { table: pendingFinality, actions: ['scan', 'update'] },
    { invoke: 'verification-scan' },
  ],
  timeoutSeconds: 300,
  memoryMegabytes: 512,
} as const satisfies FunctionFacts;

/** Starts passes, and has no right to what they read. */
export const verificationSweep = {
  name: 'verification-sweep',
  area: 'deletions',
  entry: 'lambda/verification/schedule.ts',
  purpose: 'Starts a verification pass, at most one a day, when an erasure waits for it',
  worstCase: 'starts passes, or does not: erasures do not become final',
  trigger: { kind: 'schedule', everyMinutes: 60 },
  needs: [
    { table: verificationPasses, actions: ['get'] },
    { table: pendingFinality, actions: ['scan'] },
    { workflow: 'verification-pass' },
  ],
  timeoutSeconds: 60,
  memoryMegabytes: 256,
} as const satisfies FunctionFacts;

export const verificationFunctions: readonly FunctionFacts[] = [
  verificationScan,
  verificationPass,
  verificationSweep,
];
