import { consents, consentStates } from '../consent/table.ts';
import { activity, outbox } from '../ledger/table.ts';
import { noticeTexts } from '../notice/table.ts';
import type { PurgedTable } from '../platform/dynamo/facts.ts';
import type { FunctionFacts, TableAction } from '../platform/environment.ts';
import { idempotency } from '../platform/http/table.ts';
import { subjectKeys, tombstones } from '../platform/keyring/table.ts';
import { records } from '../record/table.ts';
import { holds } from '../retention/table.ts';
import { aliases, subjects } from '../subject/table.ts';
import { followUpRoutes } from './follow-up/routes.ts';
import { deletedTables, recountedTables } from '../erasure/purged-tables.ts';
import { requestRoutes } from './routes.ts';
import { openRequests, requests } from './table.ts';

const deletion = ({ erasure }: PurgedTable): readonly TableAction[] =>
  erasure.rows === 'partition' ? ['query', 'delete'] : ['query-index', 'get', 'delete'];

export const requestApi = {
  name: 'request-api',
  entry: 'lambda/request/handler.ts',
  purpose: 'Takes data-subject requests, shows and moves them, for the person and for staff',
  trigger: { kind: 'routes', routes: Object.values(requestRoutes) },
  needs: [
    { table: requests, actions: ['get', 'query-index', 'insert', 'update'] },
    { table: openRequests, actions: ['get', 'query', 'insert', 'delete'] },
    { table: aliases, actions: ['get', 'query-index', 'insert', 'update'] },
    { table: subjects, actions: ['get', 'insert', 'update'] },
    { table: subjectKeys, actions: ['get', 'insert'] },
    { table: records, actions: ['query'] },
    { table: outbox, actions: ['insert'] },
    { table: activity, actions: ['insert'] },
    { table: consents, actions: ['get', 'query', 'insert'] },
    { table: consentStates, actions: ['get', 'query', 'insert', 'update'] },
    { table: idempotency, actions: ['get', 'insert'] },
    {
      keyring: ['generate-data-key', 'unwrap', 'hmac-alias', 'hmac-idempotency', 'hmac-follow-up'],
    },
    { objects: ['link'] },
    { workflow: 'fulfilment' },
  ],
  timeoutSeconds: 10,
  memoryMegabytes: 512,
} as const satisfies FunctionFacts;

export const fulfilment = {
  name: 'fulfilment',
  entry: 'lambda/fulfilment/workflow.ts',
  purpose: 'Carries a request out: builds the export, or erases and certifies',
  trigger: { kind: 'durable', workflow: 'fulfilment', timeoutDays: 14 },
  needs: [
    { table: requests, actions: ['get', 'query-index', 'update'] },
    { table: aliases, actions: ['get', 'query-index', 'update'] },
    { table: subjects, actions: ['get', 'update', 'delete'] },
    { table: subjectKeys, actions: ['get', 'query', 'insert', 'delete'] },
    { table: tombstones, actions: ['get', 'insert'] },
    { table: records, actions: ['get', 'query', 'update', 'delete'] },
    ...deletedTables.map((table) => ({ table, actions: deletion(table) })),
    { table: consents, actions: ['query'] },
    { table: noticeTexts, actions: ['get', 'query'] },
    { table: activity, actions: ['query', 'insert'] },
    { table: outbox, actions: ['insert'] },
    { keyring: ['generate-data-key', 'unwrap', 'sign-certificates', 'public-key-certificates'] },
    { objects: ['put', 'exists', 'delete'] },
    { invoke: 'recount' },
  ],
  timeoutSeconds: 900,
  memoryMegabytes: 1_024,
} as const satisfies FunctionFacts;

/** Nobody signs in here, so it can look nobody up: it holds no key of aliases. */
export const followUpApi = {
  name: 'follow-up-api',
  entry: 'lambda/request/follow-up/handler.ts',
  purpose: 'Shows, calls off and downloads the request of a follow-up token, without an account',
  trigger: { kind: 'routes', routes: Object.values(followUpRoutes) },
  needs: [
    { table: requests, actions: ['get', 'update'] },
    { table: openRequests, actions: ['query', 'delete'] },
    { table: subjects, actions: ['get', 'update'] },
    { table: subjectKeys, actions: ['get', 'insert'] },
    { table: outbox, actions: ['insert'] },
    { table: activity, actions: ['insert'] },
    { keyring: ['generate-data-key', 'unwrap', 'hmac-follow-up'] },
    { objects: ['link'] },
  ],
  timeoutSeconds: 10,
  memoryMegabytes: 512,
} as const satisfies FunctionFacts;

/** No key and no write: what it counts, it counts on a path of its own. */
export const recount = {
  name: 'recount',
  entry: 'lambda/erasure/recount.ts',
  purpose: 'Counts what is left of an erased person by a scan, and rows of others as a control',
  trigger: { kind: 'invoked' },
  needs: [
    ...recountedTables.map((table) => ({ table, actions: ['scan'] as const })),
    // Neighbours, as a control.
    { table: subjects, actions: ['scan'] },
  ],
  timeoutSeconds: 900,
  memoryMegabytes: 512,
} as const satisfies FunctionFacts;

export const requestSweep = {
  name: 'request-sweep',
  entry: 'lambda/fulfilment/schedule.ts',
  purpose: 'Restarts requests that nobody works on, marks overdue ones, removes what has aged',
  trigger: { kind: 'schedule', everyMinutes: 5 },
  needs: [
    { table: requests, actions: ['get', 'query-index', 'update'] },
    { table: subjectKeys, actions: ['query', 'delete'] },
    { table: tombstones, actions: ['get', 'insert'] },
    { table: holds, actions: ['query'] },
    { table: openRequests, actions: ['query', 'delete'] },
    { table: subjects, actions: ['get', 'update'] },
    { table: outbox, actions: ['insert'] },
    { objects: ['delete'] },
    { workflow: 'fulfilment' },
  ],
  timeoutSeconds: 300,
  memoryMegabytes: 512,
} as const satisfies FunctionFacts;

export const requestFunctions: readonly FunctionFacts[] = [
  requestApi,
  followUpApi,
  fulfilment,
  recount,
  requestSweep,
];
