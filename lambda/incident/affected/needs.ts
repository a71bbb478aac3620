import { activity, outbox } from '../../ledger/table.ts';
import type { FunctionFacts } from '../../platform/environment.ts';
import { idempotency } from '../../platform/http/table.ts';
import { subjectKeys } from '../../platform/keyring/table.ts';
import { records } from '../../record/table.ts';
import { aliases, subjects } from '../../subject/table.ts';
import { incidentNotices } from '../notice/table.ts';
import { incidents, incidentTimeline } from '../table.ts';
import { affectedRoutes } from './routes.ts';
import { affectedJobs, affectedPeople } from './table.ts';

export const affectedApi = {
  name: 'affected-api',
  area: 'incidents',
  entry: 'lambda/incident/affected/handler.ts',
  purpose: 'Starts searches for people affected by an incident, and lists them, for staff',
  worstCase: 'reveals who is affected by which incident; unwraps keys of people that it can name',
  trigger: { kind: 'routes', routes: Object.values(affectedRoutes) },
  needs: [
    { table: incidents, actions: ['get'] },
    { table: affectedJobs, actions: ['get', 'query', 'insert'] },
    { table: affectedPeople, actions: ['query-index'] },
    { table: incidentNotices, actions: ['get'] },
    { table: aliases, actions: ['get', 'query-index'] },
    { table: subjects, actions: ['get'] },
    { table: subjectKeys, actions: ['get', 'insert'] },
    { workflow: 'affected-people' },
    { table: activity, actions: ['insert'] },
    { table: outbox, actions: ['insert'] },
    { table: idempotency, actions: ['batch-get', 'insert'] },
    { keyring: ['generate-data-key', 'unwrap', 'hmac-alias', 'hmac-idempotency'] },
  ],
  timeoutSeconds: 10,
  memoryMegabytes: 512,
} as const satisfies FunctionFacts;

/** No key: it reads no content. */
export const affectedSearch = {
  name: 'affected-people',
  area: 'incidents',
  entry: 'lambda/incident/affected/workflow.ts',
  purpose: 'Finds and counts the people affected by an incident',
  worstCase: 'lists wrong people as affected, or leaves some out; decrypts nothing',
  trigger: { kind: 'durable', workflow: 'affected-people', timeoutDays: 7 },
  needs: [
    { table: affectedJobs, actions: ['get', 'update'] },
    { table: affectedPeople, actions: ['get', 'query-index', 'insert', 'update'] },
    { table: records, actions: ['scan'] },
    { table: activity, actions: ['scan'] },
    { table: subjectKeys, actions: ['scan'] },
    { table: subjects, actions: ['batch-get'] },
    { table: incidentTimeline, actions: ['insert'] },
    { table: outbox, actions: ['insert'] },
  ],
  timeoutSeconds: 900,
  memoryMegabytes: 512,
} as const satisfies FunctionFacts;

export const affectedFunctions: readonly FunctionFacts[] = [affectedApi, affectedSearch];
