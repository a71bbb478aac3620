import { consentStates } from '../consent/table.ts';
import { activity, outbox } from '../ledger/table.ts';
import type { FunctionFacts } from '../platform/environment.ts';
import { records } from '../record/table.ts';
import { idempotency } from '../platform/http/table.ts';
import { subjectKeys } from '../platform/keyring/table.ts';
import { openRequests, requests } from '../request/table.ts';
import { aliases, subjects } from '../subject/table.ts';
import { holdRoutes } from './routes.ts';
import { holds } from './table.ts';

export const holdApi = {
  name: 'hold-api',
  area: 'deletions',
  entry: 'lambda/hold/handler.ts',
  purpose: 'Places, shows and releases legal holds, for staff',
  worstCase:
    'places and releases holds on any person, starts attempts of requests; unwraps keys of people that it can name',
  trigger: { kind: 'routes', routes: Object.values(holdRoutes) },
  needs: [
    { table: holds, actions: ['get', 'query', 'query-index', 'insert', 'update'] },
    { table: aliases, actions: ['get', 'query-index'] },
    { table: subjects, actions: ['get', 'update'] },
    { table: subjectKeys, actions: ['get', 'insert'] },
    // What a hold keeps, and what goes with its end.
    { table: records, actions: ['query'] },
    { table: consentStates, actions: ['query'] },
    // Erasures that waited for the end of a hold.
    { table: requests, actions: ['get', 'query-index', 'update'] },
    { table: openRequests, actions: ['query'] },
    { workflow: 'fulfilment' },
    { table: activity, actions: ['insert'] },
    { table: outbox, actions: ['insert'] },
    { table: idempotency, actions: ['batch-get', 'insert'] },
    { keyring: ['generate-data-key', 'unwrap', 'hmac-alias', 'hmac-idempotency'] },
  ],
  timeoutSeconds: 10,
  memoryMegabytes: 512,
} as const satisfies FunctionFacts;

export const holdFunctions: readonly FunctionFacts[] = [holdApi];
