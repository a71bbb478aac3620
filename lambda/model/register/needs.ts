import { fairnessReports } from '../../fairness/table.ts';
import { outbox } from '../../ledger/table.ts';
import type { FunctionFacts } from '../../platform/environment.ts';
import { idempotency } from '../../platform/http/table.ts';
import { trainingSets } from '../set/table.ts';
import { modelRoutes } from './routes.ts';
import { models, modelSets } from './table.ts';

/** Reads sets and reports of fairness, and nothing of a person. */
export const modelApi = {
  name: 'model-api',
  area: 'decisions',
  entry: 'lambda/model/register/handler.ts',
  purpose: 'Registers models, shows them and their cards, and records their approval',
  worstCase:
    'approves and retires models; deletes which sets they were trained on, and hides that people left',
  trigger: { kind: 'routes', routes: Object.values(modelRoutes) },
  needs: [
    { table: models, actions: ['get', 'batch-get', 'query-index', 'insert', 'update'] },
    { table: modelSets, actions: ['insert', 'delete'] },
    { table: trainingSets, actions: ['get'] },
    { table: fairnessReports, actions: ['query'] },
    { table: outbox, actions: ['insert'] },
    { table: idempotency, actions: ['batch-get', 'insert'] },
    { keyring: ['hmac-idempotency'] },
  ],
  timeoutSeconds: 10,
  memoryMegabytes: 512,
} as const satisfies FunctionFacts;

export const modelFunctions: readonly FunctionFacts[] = [modelApi];
