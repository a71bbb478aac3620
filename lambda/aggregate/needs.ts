import { consentStates } from '../consent/table.ts';
import { containmentControls } from '../containment/table.ts';
import { recordCounts } from '../count/table.ts';
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
    { table: containmentControls, actions: ['batch-get'] },
    { table: outbox, actions: ['insert'] },
    { table: activity, actions: ['insert'] },
    { table: aliases, actions: ['batch-get'] },
    { table: subjects, actions: ['batch-get'] },
    { table: consentStates, actions: ['batch-get'] },
    { table: subjectKeys, actions: ['get', 'batch-get', 'insert'] },
    { table: idempotency, actions: ['batch-get', 'insert'] },
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

export const aggregateClose = {
  name: 'aggregate-close',
  area: 'decisions',
  entry: 'lambda/aggregate/closing/workflow.ts',
  purpose:
    'Counts a period of a measure, publishes its figures with noise and deletes what was counted',
  worstCase:
    'reads and deletes what waits to be counted, publishes false or exact figures; unwraps keys of people, without a right to read records',
  trigger: { kind: 'durable', workflow: 'aggregate-close', timeoutDays: 7 },
  needs: [
    { table: contributions, actions: ['batch-get', 'query-index', 'delete'] },
    // Whether the measure was closed before.
    { table: releases, actions: ['get', 'query', 'insert', 'update'] },
    { table: privacyBudgets, actions: ['get', 'insert', 'update'] },
    { table: subjects, actions: ['batch-get'] },
    { table: consentStates, actions: ['batch-get'] },
    { table: containmentControls, actions: ['get'] },
    { table: recordCounts, actions: ['increment'] },
    { table: subjectKeys, actions: ['get'] },
    { table: outbox, actions: ['insert'] },
    { keyring: ['generate-data-key', 'unwrap'] },
  ],
  timeoutSeconds: 900,
  memoryMegabytes: 1_024,
} as const satisfies FunctionFacts;

/** Starts workflows, and has no right to what they count. */
export const aggregateSweep = {
  name: 'aggregate-sweep',
  area: 'decisions',
  entry: 'lambda/aggregate/closing/schedule.ts',
  purpose: 'Starts the counting of each period that has ended',
  worstCase: 'starts the counting of periods, or does not',
  trigger: { kind: 'schedule', everyMinutes: 60 },
  needs: [
    { table: releases, actions: ['batch-get'] },
    { table: containmentControls, actions: ['get'] },
    { workflow: 'aggregate-close' },
  ],
  timeoutSeconds: 300,
  memoryMegabytes: 512,
} as const satisfies FunctionFacts;

export const aggregateFunctions: readonly FunctionFacts[] = [
  measurementApi,
  aggregateApi,
  aggregateClose,
  aggregateSweep,
];
