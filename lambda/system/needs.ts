import { outbox, activity } from '../ledger/table.ts';
import { mails } from '../mail/table.ts';
import type { FunctionFacts } from '../platform/environment.ts';
import { subjectKeys } from '../platform/keyring/table.ts';
import { openRequests, requests } from '../request/table.ts';
import { erasureLimit } from '../retention/table.ts';
import { aliases, subjects } from '../subject/table.ts';
import { systemRoutes } from './routes.ts';

/** Carries out the task of one system: every task is an execution of its own. */
export const systemRun = {
  name: 'system-run',
  area: 'requests',
  entry: 'lambda/system/workflow.ts',
  purpose: 'Carries a request to one system of the operator: searches, exports, corrects, erases',
  worstCase:
    'has connectors read, change and erase what systems of the operator have of people; reads identifiers, writes parts of exports',
  trigger: { kind: 'durable', workflow: 'system-run', timeoutDays: 60 },
  needs: [
    { table: requests, actions: ['get', 'update'] },
    { table: aliases, actions: ['get', 'query-index'] },
    { table: subjects, actions: ['get'] },
    // Whether erasures are paused, which only other roles decide.
    { table: erasureLimit, actions: ['get'] },
    // What other requests of the person restrict.
    { table: openRequests, actions: ['query'] },
    { table: subjectKeys, actions: ['get', 'insert'] },
    { table: outbox, actions: ['insert'] },
    // That the request is completed, where it was completed in part.
    { table: mails, actions: ['insert'] },
    { table: activity, actions: ['insert'] },
    { keyring: ['generate-data-key', 'unwrap', 'hmac-follow-up'] },
    { objects: ['put', 'delete'] },
    { systems: 'call' },
    { issuers: 'of-people' },
  ],
  timeoutSeconds: 900,
  memoryMegabytes: 512,
} as const satisfies FunctionFacts;

/** What staff do about a task that waits for them. */
export const systemApi = {
  name: 'system-api',
  area: 'requests',
  entry: 'lambda/system/handler.ts',
  purpose: 'Lets staff retry the task of a system, or end it',
  worstCase:
    'reports tasks of systems, and requests that wait for them, as done that are not; starts their runs; unwraps keys of people',
  trigger: { kind: 'routes', routes: Object.values(systemRoutes) },
  needs: [
    { table: requests, actions: ['get', 'update'] },
    { table: subjects, actions: ['get'] },
    { table: subjectKeys, actions: ['get', 'insert'] },
    { table: outbox, actions: ['insert'] },
    // That the request is completed, where it was completed in part.
    { table: mails, actions: ['insert'] },
    { table: activity, actions: ['insert'] },
    { keyring: ['generate-data-key', 'unwrap', 'hmac-follow-up'] },
    { workflow: 'system-run' },
  ],
  timeoutSeconds: 10,
  memoryMegabytes: 512,
} as const satisfies FunctionFacts;

export const systemFunctions: readonly FunctionFacts[] = [systemRun, systemApi];
