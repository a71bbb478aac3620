import { consentStates } from '../../../consent/table.ts';
import { containmentControls } from '../../../containment/table.ts';
import type { FunctionFacts } from '../../../platform/environment.ts';
import { records } from '../../../record/table.ts';
import { subjects } from '../../../subject/table.ts';
import { models } from '../../register/table.ts';
import { trainingExclusions, trainingRows, trainingSets, trainingShards } from '../table.ts';
import { shardRoutes } from './routes.ts';

/** What decides whether a record may stay in a set. No key: of records everything but the content. */
const deciding = [
  { table: subjects, actions: ['batch-get'] },
  { table: consentStates, actions: ['batch-get'] },
  { table: containmentControls, actions: ['get'] },
  { table: records, actions: ['batch-get'] },
] as const;

/** What takes records out of a set. */
export const departing = [
  { table: trainingSets, actions: ['get', 'update'] },
  { table: trainingShards, actions: ['get', 'update'] },
  { table: trainingExclusions, actions: ['insert'] },
  { objects: ['put', 'get', 'delete'], under: 'training' },
] as const;

export const trainingSetReader = {
  name: 'training-set-reader',
  area: 'decisions',
  entry: 'lambda/model/set/departure/handler.ts',
  purpose: 'Opens files of training sets, without what people do not permit any more',
  worstCase: 'reads and writes training sets, deletes training sets; decrypts no record',
  trigger: { kind: 'routes', routes: Object.values(shardRoutes) },
  needs: [
    ...deciding,
    { table: trainingSets, actions: ['get', 'update'] },
    { table: trainingShards, actions: ['get', 'update'] },
    { table: trainingExclusions, actions: ['query', 'insert'] },
    { table: trainingRows, actions: ['query', 'query-index'] },
    { objects: ['put', 'get', 'link', 'delete'], under: 'training' },
  ],
  timeoutSeconds: 28,
  memoryMegabytes: 1_024,
} as const satisfies FunctionFacts;

export const trainingDeparture = {
  name: 'training-departure',
  area: 'decisions',
  entry: 'lambda/model/set/departure/workflow.ts',
  purpose: 'Takes records out of training sets once their person does not permit it any more',
  worstCase: 'reads and writes training sets, deletes training sets; decrypts no record',
  trigger: { kind: 'durable', workflow: 'training-departure', timeoutDays: 14 },
  needs: [...deciding, ...departing, { table: trainingRows, actions: ['get', 'query', 'update'] }],
  timeoutSeconds: 900,
  memoryMegabytes: 512,
} as const satisfies FunctionFacts;

export const trainingSweep = {
  name: 'training-sweep',
  area: 'decisions',
  entry: 'lambda/model/set/departure/schedule.ts',
  purpose:
    'Deletes training sets that have ended, decides once a day again about what the others have, and reports models for whose sets no measure is planned',
  worstCase: 'reads and writes training sets, deletes training sets; decrypts no record',
  trigger: { kind: 'schedule', everyMinutes: 60 },
  needs: [
    ...deciding,
    { table: trainingSets, actions: ['scan', 'get', 'update'] },
    { table: trainingShards, actions: ['get', 'query', 'update', 'delete'] },
    { table: trainingExclusions, actions: ['insert'] },
    { table: trainingRows, actions: ['query', 'query-index', 'update', 'delete'] },
    { table: models, actions: ['query-index', 'batch-get'] },
    { objects: ['put', 'get', 'delete'], under: 'training' },
  ],
  timeoutSeconds: 900,
  memoryMegabytes: 1_024,
} as const satisfies FunctionFacts;

export const departureFunctions: readonly FunctionFacts[] = [
  trainingSetReader,
  trainingDeparture,
  trainingSweep,
];
