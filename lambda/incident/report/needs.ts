import { outbox } from '../../ledger/table.ts';
import type { FunctionFacts } from '../../platform/environment.ts';
import { idempotency } from '../../platform/http/table.ts';
import { incidents, incidentSources, incidentTimeline } from '../table.ts';
import { reportRoutes } from './routes.ts';

export const incidentReportApi = {
  name: 'incident-report-api',
  area: 'incidents',
  entry: 'lambda/incident/report/handler.ts',
  purpose: 'Records what services report as a possible incident',
  worstCase: 'invents incidents, or hides one that it should open; reads nothing about people',
  trigger: { kind: 'routes', routes: Object.values(reportRoutes) },
  needs: [
    { table: incidents, actions: ['get', 'insert', 'update'] },
    { table: incidentTimeline, actions: ['insert'] },
    { table: incidentSources, actions: ['get', 'query', 'insert', 'update'] },
    { table: outbox, actions: ['insert'] },
    { table: idempotency, actions: ['batch-get', 'insert'] },
    { keyring: ['hmac-idempotency'] },
  ],
  timeoutSeconds: 10,
  memoryMegabytes: 512,
} as const satisfies FunctionFacts;

export const incidentReportFunctions: readonly FunctionFacts[] = [incidentReportApi];
