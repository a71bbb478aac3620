import { consentStates } from '../consent/table.ts';
import { containmentControls } from '../containment/table.ts';
import { activity, outbox } from '../ledger/table.ts';
import type { FunctionFacts } from '../platform/environment.ts';
import { idempotency } from '../platform/http/table.ts';
import { subjectKeys } from '../platform/keyring/table.ts';
import { aliases, subjects } from '../subject/table.ts';
import { measurementRoutes } from './measurement/routes.ts';
import { aggregateRoutes } from './routes.ts';
import { contributions, privacyBudgets, releases } from './table.ts';

export const measurementApi = {
  name: 'measurement-api',
  area: 'decisions',
  entry: 'lambda/aggregate/measurement/handler.ts',
  purpose: 'Decides whether an event of a person may be counted, and stores it until it is',
  worstCase:
    'adds false measurements of any person, reads those that wait to be counted; unwraps keys of people, without a right to read records',
  trigger: { kind: 'routes', routes: Object.values(measurementRoutes) },
  needs: [
    { table: contributions, actions: ['batch-get', 'insert', 'update'] },
    // Whether a period is closing.
    { table: releases, actions: ['batch-get'] },
    { table: containmentControls, actions: ['get'] },
    { table: outbox, actions: ['insert'] },
    { table: activity, actions: ['insert'] },
    { table: aliases, actions: ['get', 'batch-get'] },
    { table: subjects, actions: ['get', 'batch-get'] },
    { table: consentStates, actions: ['query', 'batch-get'] },
    { table: subjectKeys, actions: ['get', 'batch-get', 'insert'] },
    { table: idempotency, actions: ['get', 'insert'] },
    { keyring: ['generate-data-key', 'unwrap', 'hmac-alias', 'hmac-idempotency'] },
  ],
  timeoutSeconds: 10,
  memoryMegabytes: 512,
} as const satisfies FunctionFacts;

export const aggregateApi = {
  name: 'aggregate-api',
  area: 'decisions',
  entry: 'lambda/aggregate/handler.ts',
  purpose: 'Shows staff what is published about many people',
  worstCase: 'shows false figures; nothing about people',
  trigger: { kind: 'routes', routes: Object.values(aggregateRoutes) },
  needs: [
    { table: releases, actions: ['get', 'query'] },
    { table: privacyBudgets, actions: ['get'] },
  ],
  timeoutSeconds: 10,
  memoryMegabytes: 512,
} as const satisfies FunctionFacts;

export const aggregateFunctions: readonly FunctionFacts[] = [measurementApi, aggregateApi];
