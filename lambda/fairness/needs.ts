import { consentStates } from '../consent/table.ts';
import { containmentControls } from '../containment/table.ts';
import { recordCounts } from '../count/table.ts';
import { outbox } from '../ledger/table.ts';
import type { FunctionFacts } from '../platform/environment.ts';
import { subjectKeys } from '../platform/keyring/table.ts';
import { records } from '../record/table.ts';
import { aliases, subjects } from '../subject/table.ts';
import { labelRoutes } from './label/routes.ts';
import { fairnessRoutes } from './routes.ts';
import { fairnessReports, fairnessRuns, outcomes } from './table.ts';

export const labelApi = {
  name: 'decision-label-api',
  area: 'decisions',
  entry: 'lambda/fairness/label/handler.ts',
  purpose: 'Stores what turned out to be right of decisions about people',
  worstCase:
    'reads and falsifies outcomes of decisions about any person until their report is made; unwraps keys of people, without a right to read records',
  trigger: { kind: 'routes', routes: Object.values(labelRoutes) },
  needs: [
    { table: outcomes, actions: ['batch-get', 'update'] },
    { table: containmentControls, actions: ['batch-get'] },
    { table: aliases, actions: ['batch-get'] },
    { table: subjects, actions: ['batch-get'] },
    { table: consentStates, actions: ['batch-get'] },
    // The key is there as long as the outcome is: none is made, least of all after an erasure.
    { table: subjectKeys, actions: ['get'] },
    { keyring: ['unwrap', 'hmac-alias'] },
  ],
  timeoutSeconds: 10,
  memoryMegabytes: 512,
} as const satisfies FunctionFacts;

/** No key and no row of a person: it reads figures about groups. */
export const fairnessApi = {
  name: 'fairness-api',
  area: 'decisions',
  entry: 'lambda/fairness/handler.ts',
  purpose: 'Shows staff reports on fairness, and records reviews of breached thresholds',
  worstCase: 'closes reviews of breached thresholds, or shows false figures; nothing about people',
  trigger: { kind: 'routes', routes: Object.values(fairnessRoutes) },
  needs: [
    { table: fairnessReports, actions: ['get', 'query', 'update'] },
    { table: outbox, actions: ['insert'] },
  ],
  timeoutSeconds: 10,
  memoryMegabytes: 512,
} as const satisfies FunctionFacts;

export const fairnessReport = {
  name: 'fairness-report',
  area: 'decisions',
  entry: 'lambda/fairness/report/workflow.ts',
  purpose: 'Compares outcomes of a monitored system between groups of people, once for each period',
  worstCase:
    'reads outcomes and all records of all people, since attributes of groups are records; writes false reports, deletes keys of their counts',
  trigger: { kind: 'durable', workflow: 'fairness-report', timeoutDays: 7 },
  needs: [
    { table: outcomes, actions: ['query-index'] },
    { table: fairnessReports, actions: ['get', 'insert'] },
    { table: fairnessRuns, actions: ['get', 'insert', 'delete'] },
    { table: records, actions: ['query'] },
    { table: subjects, actions: ['get', 'batch-get'] },
    { table: consentStates, actions: ['query', 'batch-get'] },
    { table: containmentControls, actions: ['get'] },
    { table: recordCounts, actions: ['increment'] },
    { table: subjectKeys, actions: ['get'] },
    { table: outbox, actions: ['insert'] },
    { keyring: ['generate-data-key', 'unwrap'] },
  ],
  timeoutSeconds: 900,
  memoryMegabytes: 1_024,
} as const satisfies FunctionFacts;

/** Starts workflows, and has no right to what they compare. */
export const fairnessSweep = {
  name: 'fairness-sweep',
  area: 'decisions',
  entry: 'lambda/fairness/report/schedule.ts',
  purpose: 'Starts each report on fairness that is due, and reports overdue reviews',
  worstCase: 'starts reports, or does not; overdue reviews go unnoticed',
  trigger: { kind: 'schedule', everyMinutes: 60 },
  needs: [
    { table: fairnessReports, actions: ['get', 'query-index'] },
    { table: containmentControls, actions: ['get'] },
    { workflow: 'fairness-report' },
  ],
  timeoutSeconds: 300,
  memoryMegabytes: 512,
} as const satisfies FunctionFacts;

export const fairnessFunctions: readonly FunctionFacts[] = [
  labelApi,
  fairnessApi,
  fairnessReport,
  fairnessSweep,
];
