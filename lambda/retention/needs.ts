import { containedPeople } from '../containment/table.ts';
import { consentStates } from '../consent/table.ts';
import { outbox } from '../ledger/table.ts';
import { trainingRows } from '../model/set/table.ts';
import type { FunctionFacts } from '../platform/environment.ts';
import { records } from '../record/table.ts';
import { subjectKeys, tombstones } from '../platform/keyring/table.ts';
import { requests } from '../request/table.ts';
import { sourceNotices } from '../source/table.ts';
import { subjects } from '../subject/table.ts';
import { pauseRoutes } from './pause/routes.ts';
import { reportRoutes } from './report/routes.ts';
import { counters, deletions, erasureLimit, retentionSweeps } from './table.ts';
import { countedChanges, recordCounts } from '../count/table.ts';

export const retentionStream = {
  name: 'retention-stream',
  area: 'deletions',
  entry: 'lambda/retention/stream.ts',
  purpose:
    'Counts writes and expiries of records, deletes their files, reports unexplained deletions of records and keys, pauses erasures that are too many, starts sweeps, and departures from training sets',
  worstCase:
    'writes false counts, pauses erasures or lets them go on, puts rows of records back, deletes files of people, starts sweeps and departures; decrypts no record',
  trigger: {
    kind: 'stream',
    sources: [
      { table: records, changes: ['INSERT', 'REMOVE'] },
      { table: subjects, changes: ['MODIFY'] },
      { table: consentStates, changes: ['INSERT', 'MODIFY'] },
      { table: tombstones, changes: ['INSERT'] },
      { table: subjectKeys, changes: ['REMOVE'] },
    ],
    retries: 10,
  },
  needs: [
    { table: counters, actions: ['batch-get', 'insert', 'update'] },
    { table: countedChanges, actions: ['get', 'batch-get', 'insert'] },
    { table: deletions, actions: ['get'] },
    // Whether a sweep may find something, without a key: it decrypts none of it.
    { table: records, actions: ['query', 'insert'] },
    { table: recordCounts, actions: ['batch-get', 'insert', 'update'] },
    { table: subjects, actions: ['get', 'batch-get'] },
    { table: consentStates, actions: ['query'] },
    // What ordered the destruction of a key. The keys themselves it cannot reach.
    { table: requests, actions: ['get', 'query-index'] },
    { table: containedPeople, actions: ['get', 'query', 'query-index'] },
    { table: erasureLimit, actions: ['get', 'insert', 'update'] },
    { table: outbox, actions: ['insert'] },
    // Whether a person is in a training set at all.
    { table: trainingRows, actions: ['query'] },
    { media: ['delete'] },
    { workflow: 'retention-sweep' },
    { workflow: 'training-departure' },
  ],
  timeoutSeconds: 60,
  memoryMegabytes: 512,
} as const satisfies FunctionFacts;

/** No key: it reads no content. */
export const retentionSweep = {
  name: 'retention-sweep',
  area: 'retention',
  entry: 'lambda/retention/workflow.ts',
  purpose:
    'Recomputes after settings, consent or policy changes when records expire and by when people are informed of data from others',
  worstCase:
    'deletes or prolongs all records; decrypts none of them; changes which people wait to be informed of data from others',
  trigger: { kind: 'durable', workflow: 'retention-sweep', timeoutDays: 14 },
  needs: [
    { table: records, actions: ['get', 'query', 'update', 'delete'] },
    { table: subjects, actions: ['get', 'update', 'scan'] },
    { table: consentStates, actions: ['query'] },
    { table: deletions, actions: ['insert'] },
    { table: retentionSweeps, actions: ['get', 'query', 'insert', 'update'] },
    { table: sourceNotices, actions: ['query', 'update'] },
    { table: outbox, actions: ['insert'] },
  ],
  timeoutSeconds: 900,
  memoryMegabytes: 1_024,
} as const satisfies FunctionFacts;

export const retentionCount = {
  name: 'retention-count',
  area: 'retention',
  entry: 'lambda/retention/schedule.ts',
  purpose: 'Counts stored, due, late and deleted records once a day',
  worstCase: 'reports false counts; scans encrypted rows',
  trigger: { kind: 'schedule', everyMinutes: 60 },
  needs: [
    { table: records, actions: ['scan', 'describe'] },
    { table: counters, actions: ['query'] },
    { table: retentionSweeps, actions: ['query', 'insert', 'update'] },
  ],
  timeoutSeconds: 900,
  memoryMegabytes: 1_024,
} as const satisfies FunctionFacts;

export const retentionApi = {
  name: 'retention-api',
  area: 'retention',
  entry: 'lambda/retention/report/handler.ts',
  purpose:
    'Reports stored, due and deleted records and sweep progress to staff; starts sweeps, resumes erasures',
  worstCase: 'starts sweeps, resumes paused erasures; nothing about people',
  trigger: {
    kind: 'routes',
    routes: [...Object.values(reportRoutes), ...Object.values(pauseRoutes)],
  },
  needs: [
    { table: retentionSweeps, actions: ['query'] },
    { table: erasureLimit, actions: ['get', 'update'] },
    { table: outbox, actions: ['insert'] },
    { workflow: 'retention-sweep' },
  ],
  timeoutSeconds: 10,
  memoryMegabytes: 512,
} as const satisfies FunctionFacts;

export const retentionFunctions: readonly FunctionFacts[] = [
  retentionStream,
  retentionSweep,
  retentionCount,
  retentionApi,
];
