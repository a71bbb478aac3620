import { outbox } from '../ledger/table.ts';
import { mails } from '../mail/table.ts';
import type { FunctionFacts } from '../platform/environment.ts';
import { subjectKeys, tombstones } from '../platform/keyring/table.ts';
import { requests } from '../request/table.ts';
import { observedTables } from './observed-tables.ts';
import { pendingFinality } from './table.ts';

/** It can read what exists of backups, and restore, read or delete none of them. */
export const finalitySweep = {
  name: 'finality-sweep',
  area: 'deletions',
  entry: 'lambda/finality/schedule.ts',
  purpose: 'Certifies that an erasure is final, once no backup can bring a destroyed key back',
  worstCase: 'signs certificates, changes requests; reads which backups exist, no row of them',
  trigger: { kind: 'schedule', everyMinutes: 60 },
  needs: [
    { table: pendingFinality, actions: ['scan', 'update', 'delete'] },
    { table: requests, actions: ['get', 'update'] },
    { table: subjectKeys, actions: ['query'] },
    { table: tombstones, actions: ['batch-get'] },
    { table: outbox, actions: ['insert'] },
    { table: mails, actions: ['insert'] },
    { keyring: ['sign-certificates', 'public-key-certificates'] },
    { recovery: observedTables },
  ],
  timeoutSeconds: 300,
  memoryMegabytes: 512,
} as const satisfies FunctionFacts;

export const finalityFunctions: readonly FunctionFacts[] = [finalitySweep];
