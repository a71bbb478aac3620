import { consentStates, consents } from '../consent/table.ts';
import { activity, outbox } from '../ledger/table.ts';
import type { FunctionFacts } from '../platform/environment.ts';
import { mails } from '../mail/table.ts';
import { idempotency } from '../platform/http/table.ts';
import { subjectKeys } from '../platform/keyring/table.ts';
import { records } from '../record/table.ts';
import { deletions } from '../retention/table.ts';
import { aliases, subjects } from '../subject/table.ts';
import { followUpRoutes } from './follow-up/routes.ts';
import { rectificationRoutes } from './rectification/routes.ts';
import { requestRoutes } from './routes.ts';
import { pendingRequests } from '../intake/table.ts';
import { openRequests, requests } from './table.ts';

export const requestApi = {
  name: 'request-api',
  area: 'requests',
  entry: 'lambda/request/handler.ts',
  purpose: 'Accepts, shows and processes data-subject requests, for people and staff',
  worstCase: 'opens and approves requests, reads exports, appends choices',
  trigger: { kind: 'routes', routes: Object.values(requestRoutes) },
  needs: [
    { table: requests, actions: ['get', 'query-index', 'insert', 'update'] },
    { table: openRequests, actions: ['get', 'query', 'insert', 'delete'] },
    { table: aliases, actions: ['get', 'query-index', 'insert', 'update'] },
    { table: subjects, actions: ['get', 'insert', 'update'] },
    { table: subjectKeys, actions: ['get', 'insert'] },
    { table: records, actions: ['get', 'query'] },
    { table: outbox, actions: ['insert'] },
    { table: mails, actions: ['query', 'insert'] },
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

/** No one signs in here, so it can look no one up: it holds no key of aliases. */
export const followUpApi = {
  name: 'follow-up-api',
  area: 'requests',
  entry: 'lambda/request/follow-up/handler.ts',
  purpose:
    'Shows, cancels, downloads and appeals a request by its follow-up token, without an account',
  worstCase:
    'changes, appeals and downloads requests whose ids it learns, unwraps keys of people it can name; cannot look up a person',
  trigger: { kind: 'routes', routes: Object.values(followUpRoutes) },
  needs: [
    { table: requests, actions: ['get', 'insert', 'update'] },
    { table: pendingRequests, actions: ['get', 'update'] },
    { table: openRequests, actions: ['get', 'query', 'insert', 'delete'] },
    { table: subjects, actions: ['get', 'update'] },
    { table: subjectKeys, actions: ['get', 'insert'] },
    { table: outbox, actions: ['insert'] },
    { table: mails, actions: ['query', 'insert'] },
    { table: activity, actions: ['insert'] },
    { table: idempotency, actions: ['get', 'insert'] },
    { keyring: ['generate-data-key', 'unwrap', 'hmac-follow-up', 'hmac-idempotency'] },
    { objects: ['link'] },
  ],
  timeoutSeconds: 10,
  memoryMegabytes: 512,
} as const satisfies FunctionFacts;

/** Corrections that were accepted change records, which nothing else about requests may. */
const correcting = [
  { table: openRequests, actions: ['delete'] },
  { table: subjects, actions: ['get', 'update'] },
  { table: subjectKeys, actions: ['get', 'insert'] },
  { table: records, actions: ['get', 'query', 'update', 'delete'] },
  { table: deletions, actions: ['insert'] },
  { table: consentStates, actions: ['query'] },
  { table: outbox, actions: ['insert'] },
  { table: mails, actions: ['insert'] },
  { table: activity, actions: ['insert'] },
] as const satisfies FunctionFacts['needs'];

export const rectificationApi = {
  name: 'rectification-api',
  area: 'requests',
  entry: 'lambda/request/rectification/handler.ts',
  purpose: 'Decides the corrections of a request and carries them out, for staff',
  worstCase: 'reads, changes and deletes records of people that it can name',
  trigger: { kind: 'routes', routes: Object.values(rectificationRoutes) },
  needs: [
    { table: requests, actions: ['get', 'update'] },
    ...correcting,
    { keyring: ['generate-data-key', 'unwrap', 'hmac-follow-up'] },
  ],
  timeoutSeconds: 10,
  memoryMegabytes: 512,
} as const satisfies FunctionFacts;

export const rectificationSweep = {
  name: 'rectification-sweep',
  area: 'requests',
  entry: 'lambda/request/rectification/schedule.ts',
  purpose: 'Finishes corrections that were accepted and not carried out in one call',
  worstCase: 'reads, changes and deletes records of people that it can name',
  trigger: { kind: 'schedule', everyMinutes: 5 },
  needs: [
    { table: requests, actions: ['get', 'query-index', 'update'] },
    ...correcting,
    { keyring: ['generate-data-key', 'unwrap'] },
  ],
  timeoutSeconds: 300,
  memoryMegabytes: 512,
} as const satisfies FunctionFacts;

export const requestFunctions: readonly FunctionFacts[] = [
  requestApi,
  followUpApi,
  rectificationApi,
  rectificationSweep,
];
