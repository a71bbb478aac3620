import { consentStates } from '../consent/table.ts';
import { disclosures } from '../disclosure/table.ts';
import { activity, outbox } from '../ledger/table.ts';
import type { FunctionFacts } from '../platform/environment.ts';
import { mails } from '../mail/table.ts';
import { subjectKeys } from '../platform/keyring/table.ts';
import { records } from '../record/table.ts';
import { deletions } from '../retention/table.ts';
import { subjects } from '../subject/table.ts';
import { rectificationRoutes } from './routes.ts';
import { openRequests, requests } from '../request/table.ts';

/** Corrections that were accepted change records, which nothing else about requests may. */
const correcting = [
  { table: openRequests, actions: ['delete'] },
  { table: subjects, actions: ['get', 'update'] },
  { table: subjectKeys, actions: ['get', 'insert'] },
  { table: records, actions: ['get', 'query', 'update', 'delete'] },
  { table: deletions, actions: ['insert'] },
  { table: consentStates, actions: ['query'] },
  { table: disclosures, actions: ['query'] },
  { table: outbox, actions: ['insert'] },
  { table: mails, actions: ['insert'] },
  { table: activity, actions: ['insert'] },
  { workflow: 'system-run' },
] as const satisfies FunctionFacts['needs'];

export const rectificationApi = {
  name: 'rectification-api',
  area: 'requests',
  entry: 'lambda/rectification/handler.ts',
  purpose: 'Decides the corrections of a request and carries them out, for staff',
  worstCase:
    'reads, changes and deletes records of people that it can name, reads who received them, starts runs of systems',
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
  entry: 'lambda/rectification/schedule.ts',
  purpose: 'Finishes corrections that were accepted and not carried out in one call',
  worstCase:
    'reads, changes and deletes records of people that it can name, reads who received them, starts runs of systems',
  trigger: { kind: 'schedule', everyMinutes: 5 },
  needs: [
    { table: requests, actions: ['get', 'query-index', 'update'] },
    ...correcting,
    { keyring: ['generate-data-key', 'unwrap'] },
  ],
  timeoutSeconds: 300,
  memoryMegabytes: 512,
} as const satisfies FunctionFacts;

export const rectificationFunctions: readonly FunctionFacts[] = [
  rectificationApi,
  rectificationSweep,
];
