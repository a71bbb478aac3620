import { containments } from '../containment/table.ts';
import { outbox } from '../ledger/table.ts';
import type { FunctionFacts } from '../platform/environment.ts';
import { idempotency } from '../platform/http/table.ts';
import { affectedJobs } from './affected/table.ts';
import { incidentNotices } from './notice/table.ts';
import { incidentRoutes } from './routes.ts';
import { incidents, incidentSources, incidentTimeline } from './table.ts';

export const incidentApi = {
  name: 'incident-api',
  area: 'incidents',
  entry: 'lambda/incident/handler.ts',
  purpose: 'Records, shows and changes incidents, for staff',
  worstCase: 'invents, changes and closes incidents, so that a deadline passes unnoticed',
  trigger: { kind: 'routes', routes: Object.values(incidentRoutes) },
  needs: [
    { table: incidents, actions: ['get', 'batch-get', 'query-index', 'insert', 'update'] },
    { table: incidentTimeline, actions: ['query', 'insert'] },
    { table: affectedJobs, actions: ['query'] },
    { table: containments, actions: ['query'] },
    { table: incidentNotices, actions: ['query'] },
    { table: outbox, actions: ['insert'] },
    { table: idempotency, actions: ['batch-get', 'insert'] },
    { keyring: ['hmac-idempotency'] },
  ],
  timeoutSeconds: 10,
  memoryMegabytes: 512,
} as const satisfies FunctionFacts;

export const incidentClocks = {
  name: 'incident-clocks',
  area: 'incidents',
  entry: 'lambda/incident/schedule.ts',
  purpose: 'Reminds of due dates after a breach, and reports those that have passed',
  worstCase: 'hides that a due date is near or has passed; reads nothing about people',
  trigger: { kind: 'schedule', everyMinutes: 15 },
  needs: [
    { table: incidents, actions: ['get', 'batch-get', 'query-index', 'update'] },
    { table: affectedJobs, actions: ['query'] },
    { table: incidentTimeline, actions: ['insert'] },
    { table: incidentSources, actions: ['query'] },
    { table: outbox, actions: ['insert'] },
  ],
  timeoutSeconds: 300,
  memoryMegabytes: 512,
} as const satisfies FunctionFacts;

export const incidentFunctions: readonly FunctionFacts[] = [incidentApi, incidentClocks];
