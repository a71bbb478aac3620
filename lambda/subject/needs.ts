import { activity, outbox } from '../ledger/table.ts';
import type { FunctionFacts } from '../platform/environment.ts';
import { idempotency } from '../platform/http/table.ts';
import { subjectKeys } from '../platform/keyring/table.ts';
import { subjectRoutes } from './routes.ts';
import { aliases, subjects } from './table.ts';

export const subjectApi: FunctionFacts = {
  name: 'subject-api',
  area: 'decisions',
  entry: 'lambda/subject/handler.ts',
  purpose: 'Registers people, links and removes identifiers, stores settings',
  worstCase: 'redirects, removes and adds what signs in as a person; reads identifiers',
  trigger: { kind: 'routes', routes: Object.values(subjectRoutes) },
  needs: [
    { table: aliases, actions: ['get', 'query-index', 'insert', 'update', 'delete'] },
    { table: subjects, actions: ['get', 'insert', 'update'] },
    { table: subjectKeys, actions: ['get', 'insert'] },
    { table: outbox, actions: ['insert'] },
    { table: activity, actions: ['insert'] },
    { table: idempotency, actions: ['batch-get', 'insert'] },
    { keyring: ['hmac-alias', 'hmac-idempotency', 'generate-data-key', 'unwrap'] },
  ],
  timeoutSeconds: 10,
  memoryMegabytes: 512,
};

export const subjectFunctions: readonly FunctionFacts[] = [subjectApi];
