import type { FunctionFacts } from '../platform/environment.ts';
import { ledgerRoutes } from './routes.ts';
import { outbox } from './table.ts';

export const ledgerApi = {
  name: 'ledger-api',
  area: 'machinery',
  entry: 'lambda/ledger/handler.ts',
  purpose: 'Lists ledger entries for staff',
  worstCase: 'reads entries',
  trigger: { kind: 'routes', routes: Object.values(ledgerRoutes) },
  needs: [{ table: outbox, actions: ['query', 'insert'] }],
  timeoutSeconds: 10,
  memoryMegabytes: 512,
} as const satisfies FunctionFacts;

export const ledgerFunctions: readonly FunctionFacts[] = [ledgerApi];
