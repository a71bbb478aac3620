import { outbox } from '../../ledger/table.ts';
import type { FunctionFacts } from '../../platform/environment.ts';
import { incidents, incidentSources, incidentTimeline } from '../table.ts';

export const incidentIntake = {
  name: 'incident-intake',
  area: 'incidents',
  entry: 'lambda/incident/intake/handler.ts',
  purpose: 'Opens one incident for a burst of detections of the audit trail',
  worstCase: 'invents incidents, or hides one that it should open; reads nothing about people',
  trigger: { kind: 'detections' },
  needs: [
    { table: incidents, actions: ['get', 'insert', 'update'] },
    { table: incidentTimeline, actions: ['insert'] },
    { table: incidentSources, actions: ['get', 'query', 'insert', 'update'] },
    { table: outbox, actions: ['insert'] },
  ],
  timeoutSeconds: 60,
  memoryMegabytes: 512,
} as const satisfies FunctionFacts;

export const intakeFunctions: readonly FunctionFacts[] = [incidentIntake];
