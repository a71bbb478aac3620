import { containedPeople, containmentControls, containments } from '../../containment/table.ts';
import { outbox } from '../../ledger/table.ts';
import type { FunctionFacts } from '../../platform/environment.ts';
import { idempotency } from '../../platform/http/table.ts';
import { aliases, subjects } from '../../subject/table.ts';
import { incidents, incidentTimeline } from '../table.ts';
import { containmentRoutes } from './routes.ts';

export const containmentApi = {
  name: 'containment-api',
  area: 'incidents',
  entry: 'lambda/incident/containment/handler.ts',
  purpose: 'Contains incidents and undoes it, for staff: freezes processing, revokes clients',
  worstCase:
    'stops all processing and rejects every service, or lifts freezes; unwraps no key and reads no record',
  trigger: { kind: 'routes', routes: Object.values(containmentRoutes) },
  needs: [
    { table: incidents, actions: ['get'] },
    { table: incidentTimeline, actions: ['insert'] },
    { table: containments, actions: ['get', 'query', 'insert', 'update'] },
    { table: containmentControls, actions: ['get', 'insert', 'update'] },
    { table: containedPeople, actions: ['query', 'insert'] },
    { table: aliases, actions: ['batch-get'] },
    { table: subjects, actions: ['batch-get', 'update'] },
    { table: outbox, actions: ['insert'] },
    { table: idempotency, actions: ['get', 'insert'] },
    { keyring: ['hmac-alias', 'hmac-idempotency'] },
  ],
  timeoutSeconds: 10,
  memoryMegabytes: 512,
} as const satisfies FunctionFacts;

export const containmentFunctions: readonly FunctionFacts[] = [containmentApi];
