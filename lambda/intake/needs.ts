import { consentStates, consents } from '../consent/table.ts';
import { disclosures } from '../disclosure/table.ts';
import { activity, outbox } from '../ledger/table.ts';
import { mails } from '../mail/table.ts';
import type { FunctionFacts } from '../platform/environment.ts';
import { subjectKeys } from '../platform/keyring/table.ts';
import { openRequests, requests } from '../request/table.ts';
import { aliases, subjects } from '../subject/table.ts';
import { intakeRoutes } from './routes.ts';
import { intakeLimits, pendingRequests } from './table.ts';
import { verifyRoutes } from './verify/routes.ts';

/** It cannot read anything, so that its answer cannot depend on who the address belongs to. */
export const intakeApi = {
  name: 'intake-api',
  area: 'requests',
  entry: 'lambda/intake/handler.ts',
  purpose: 'Receives requests of people without an account',
  worstCase:
    'invents requests that wait for a code, and follow-up tokens; reads nothing about people',
  trigger: { kind: 'routes', routes: Object.values(intakeRoutes) },
  needs: [
    { table: pendingRequests, actions: ['insert'] },
    { table: intakeLimits, actions: ['increment'] },
    { keyring: ['generate-data-key', 'hmac-follow-up'] },
    { mail: ['status'] },
  ],
  timeoutSeconds: 10,
  memoryMegabytes: 512,
} as const satisfies FunctionFacts;

export const intakeVerifyApi = {
  name: 'intake-verify-api',
  area: 'requests',
  entry: 'lambda/intake/verify/handler.ts',
  purpose: 'Checks the codes with which people without an account confirm a request',
  worstCase: 'confirms requests whose ids it learns, without their code; decrypts nothing',
  trigger: { kind: 'routes', routes: Object.values(verifyRoutes) },
  needs: [{ table: pendingRequests, actions: ['get', 'update'] }, { keyring: ['hmac-follow-up'] }],
  timeoutSeconds: 10,
  memoryMegabytes: 512,
} as const satisfies FunctionFacts;

export const intakeOpening = {
  name: 'intake-opening',
  area: 'requests',
  entry: 'lambda/intake/opening/stream.ts',
  purpose: 'Opens the requests that people without an account have confirmed',
  worstCase:
    'opens and starts requests for people it can name, appends choices, reads who received their data, starts runs of systems; exports nothing itself',
  trigger: {
    kind: 'stream',
    sources: [{ table: pendingRequests, changes: ['INSERT', 'MODIFY'] }],
    retries: 10,
  },
  needs: [
    { table: pendingRequests, actions: ['get', 'update'] },
    { table: requests, actions: ['get', 'query-index', 'insert', 'update'] },
    { table: openRequests, actions: ['get', 'query', 'insert', 'delete'] },
    { table: aliases, actions: ['get'] },
    { table: subjects, actions: ['get', 'update'] },
    { table: subjectKeys, actions: ['get', 'insert'] },
    { table: disclosures, actions: ['query'] },
    { table: outbox, actions: ['insert'] },
    { table: mails, actions: ['insert'] },
    { table: activity, actions: ['insert'] },
    { table: consents, actions: ['get', 'query', 'insert'] },
    { table: consentStates, actions: ['get', 'query', 'insert', 'update'] },
    {
      keyring: ['generate-data-key', 'unwrap', 'hmac-alias', 'hmac-follow-up'],
    },
    { workflow: 'fulfilment' },
    { workflow: 'system-run' },
  ],
  timeoutSeconds: 60,
  memoryMegabytes: 512,
} as const satisfies FunctionFacts;

export const intakeFunctions: readonly FunctionFacts[] = [
  intakeApi,
  intakeVerifyApi,
  intakeOpening,
];
