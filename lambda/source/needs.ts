import { activity, outbox } from '../ledger/table.ts';
import type { FunctionFacts } from '../platform/environment.ts';
import { idempotency } from '../platform/http/table.ts';
import { subjectKeys } from '../platform/keyring/table.ts';
import { aliases, subjects } from '../subject/table.ts';
import { sourceRoutes } from './routes.ts';
import { sourceNotices } from './table.ts';

export const sourceApi = {
  name: 'source-api',
  area: 'decisions',
  entry: 'lambda/source/handler.ts',
  purpose: 'Records that people were informed of data from others, and lists who was not',
  worstCase: 'records that people were informed who were not; unwraps keys of people it can name',
  trigger: { kind: 'routes', routes: Object.values(sourceRoutes) },
  needs: [
    { table: sourceNotices, actions: ['get', 'query', 'query-index', 'update'] },
    { table: aliases, actions: ['get'] },
    { table: subjects, actions: ['get'] },
    { table: subjectKeys, actions: ['get', 'insert'] },
    { table: activity, actions: ['insert'] },
    { table: outbox, actions: ['insert'] },
    { table: idempotency, actions: ['batch-get', 'insert'] },
    { keyring: ['generate-data-key', 'unwrap', 'hmac-alias', 'hmac-idempotency'] },
  ],
  timeoutSeconds: 10,
  memoryMegabytes: 512,
} as const satisfies FunctionFacts;

export const sourceFunctions: readonly FunctionFacts[] = [sourceApi];
