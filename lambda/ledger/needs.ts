import type { FunctionFacts } from '../platform/environment.ts';
import { noticeTexts } from '../notice/table.ts';
import { ledgerRoutes } from './routes.ts';
import { outbox } from './table.ts';

export const ledgerApi = {
  name: 'ledger-api',
  entry: 'lambda/ledger/handler.ts',
  purpose: 'Lists what entered the ledger, for staff',
  trigger: { kind: 'routes', routes: Object.values(ledgerRoutes) },
  needs: [{ table: outbox, actions: ['query', 'insert'] }],
  timeoutSeconds: 10,
  memoryMegabytes: 512,
} as const satisfies FunctionFacts;

export const policyChange = {
  name: 'policy-change',
  entry: 'lambda/deployment/handler.ts',
  purpose:
    'Enters into the ledger that a deployment brings another policy, keeps its notices, starts its sweep',
  trigger: { kind: 'deployment' },
  needs: [
    { table: outbox, actions: ['insert'] },
    { table: noticeTexts, actions: ['get', 'insert'] },
    { workflow: 'retention-sweep' },
  ],
  timeoutSeconds: 60,
  memoryMegabytes: 256,
} as const satisfies FunctionFacts;

export const ledgerFunctions: readonly FunctionFacts[] = [ledgerApi, policyChange];
