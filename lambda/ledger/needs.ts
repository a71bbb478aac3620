import type { FunctionFacts } from '../platform/environment.ts';
import { ledgerRoutes } from './routes.ts';
import { outbox } from './table.ts';
import { ledgerHead, ledgerTree } from './tree/table.ts';

export const ledgerApi = {
  name: 'ledger-api',
  area: 'machinery',
  entry: 'lambda/ledger/handler.ts',
  purpose: 'Lists ledger entries for staff, with proofs that they are in the tree',
  worstCase: 'reads entries',
  trigger: { kind: 'routes', routes: Object.values(ledgerRoutes) },
  needs: [
    { table: outbox, actions: ['get', 'query', 'insert'] },
    { table: ledgerHead, actions: ['get'] },
    { table: ledgerTree, actions: ['batch-get', 'query'] },
  ],
  timeoutSeconds: 10,
  memoryMegabytes: 512,
} as const satisfies FunctionFacts;

export const ledgerFunctions: readonly FunctionFacts[] = [ledgerApi];
