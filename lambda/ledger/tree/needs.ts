import type { FunctionFacts } from '../../platform/environment.ts';
import { outbox } from '../table.ts';
import { treeRoutes } from './routes.ts';
import { ledgerHead, ledgerTree } from './table.ts';

/** The only one that signs checkpoints. It cannot change an entry, nor a hash of the tree. */
export const ledgerSequencer = {
  name: 'ledger-sequencer',
  area: 'machinery',
  entry: 'lambda/ledger/tree/schedule.ts',
  purpose: 'Puts new ledger entries into the hash tree and signs its checkpoint',
  worstCase: 'reads entries, signs false checkpoints, leaves entries out of the tree',
  trigger: { kind: 'schedule', everyMinutes: 1 },
  needs: [
    { table: outbox, actions: ['query'] },
    { table: ledgerHead, actions: ['get', 'insert', 'update'] },
    { table: ledgerTree, actions: ['query', 'batch-get', 'insert'] },
    { keyring: ['sign-checkpoints', 'public-key-checkpoints'] },
  ],
  timeoutSeconds: 300,
  memoryMegabytes: 512,
} as const satisfies FunctionFacts;

export const treeApi = {
  name: 'ledger-tree-api',
  area: 'machinery',
  entry: 'lambda/ledger/tree/handler.ts',
  purpose: 'Publishes the checkpoint and the hashes of the ledger',
  worstCase: 'reads hashes and random ids of ledger entries',
  trigger: { kind: 'routes', routes: Object.values(treeRoutes) },
  needs: [
    { table: ledgerHead, actions: ['get'] },
    { table: ledgerTree, actions: ['query'] },
  ],
  timeoutSeconds: 10,
  memoryMegabytes: 256,
} as const satisfies FunctionFacts;

export const treeFunctions: readonly FunctionFacts[] = [ledgerSequencer, treeApi];
