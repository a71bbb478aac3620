import { consentStates, consents } from '../consent/table.ts';
import { recordCounts } from '../count/table.ts';
import { disclosures } from '../disclosure/table.ts';
import { activity, outbox } from '../ledger/table.ts';
import type { FunctionFacts } from '../platform/environment.ts';
import { mails } from '../mail/table.ts';
import { idempotency } from '../platform/http/table.ts';
import { subjectKeys } from '../platform/keyring/table.ts';
import { records } from '../record/table.ts';
import { aliases, subjects } from '../subject/table.ts';
import { requestRoutes } from './routes.ts';
import { openRequests, requests } from '../request/table.ts';

export const requestApi = {
  name: 'request-api',
  area: 'requests',
  entry: 'lambda/request-api/handler.ts',
  purpose: 'Accepts, shows and processes data-subject requests, for people and staff',
  worstCase:
    'opens and approves requests, reads exports and who received data of people, appends choices, starts runs of systems',
  trigger: { kind: 'routes', routes: Object.values(requestRoutes) },
  needs: [
    { table: requests, actions: ['get', 'query-index', 'insert', 'update'] },
    { table: openRequests, actions: ['get', 'query', 'insert', 'delete'] },
    { table: aliases, actions: ['get', 'query-index', 'insert', 'update'] },
    { table: subjects, actions: ['get', 'insert', 'update'] },
    { table: subjectKeys, actions: ['get', 'insert'] },
    { table: records, actions: ['get', 'query'] },
    { table: recordCounts, actions: ['query'] },
    { table: disclosures, actions: ['query'] },
    { table: outbox, actions: ['insert'] },
    { table: mails, actions: ['query', 'insert'] },
    { table: activity, actions: ['insert'] },
    { table: consents, actions: ['get', 'query', 'insert'] },
    { table: consentStates, actions: ['get', 'query', 'insert', 'update'] },
    { table: idempotency, actions: ['batch-get', 'insert'] },
    {
      keyring: ['generate-data-key', 'unwrap', 'hmac-alias', 'hmac-idempotency', 'hmac-follow-up'],
    },
    { objects: ['link'] },
    { followUp: 'link' },
    { workflow: 'fulfilment' },
    { workflow: 'system-run' },
  ],
  timeoutSeconds: 10,
  memoryMegabytes: 512,
} as const satisfies FunctionFacts;

export const requestFunctions: readonly FunctionFacts[] = [requestApi];
