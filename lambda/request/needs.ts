import { consentStates, consents } from '../consent/table.ts';
import { activity, outbox } from '../ledger/table.ts';
import type { FunctionFacts } from '../platform/environment.ts';
import { idempotency } from '../platform/http/table.ts';
import { subjectKeys } from '../platform/keyring/table.ts';
import { records } from '../record/table.ts';
import { aliases, subjects } from '../subject/table.ts';
import { followUpRoutes } from './follow-up/routes.ts';
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

/** No one signs in here, so it can look no one up: it holds no key of aliases. */
export const followUpApi = {
  name: 'follow-up-api',
  area: 'requests',
  entry: 'lambda/request/follow-up/handler.ts',
  purpose: 'Shows, cancels and downloads a request by its follow-up token, without an account',
  worstCase:
    'changes and downloads requests whose ids it learns, unwraps keys of people it can name; cannot look up a person',
  trigger: { kind: 'routes', routes: Object.values(followUpRoutes) },
  needs: [
    { table: requests, actions: ['get', 'update'] },
    { table: pendingRequests, actions: ['get', 'update'] },
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

export const requestFunctions: readonly FunctionFacts[] = [requestApi, followUpApi];
