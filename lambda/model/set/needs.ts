import { consentStates } from '../../consent/table.ts';
import { containmentControls } from '../../containment/table.ts';
import { recordCounts } from '../../count/table.ts';
import { outbox } from '../../ledger/table.ts';
import type { FunctionFacts } from '../../platform/environment.ts';
import { idempotency } from '../../platform/http/table.ts';
import { subjectKeys } from '../../platform/keyring/table.ts';
import { records } from '../../record/table.ts';
import { subjects } from '../../subject/table.ts';
import { setRoutes } from './routes.ts';
import { trainingRows, trainingSets, trainingShards } from './table.ts';

export const trainingSetApi = {
  name: 'training-set-api',
  area: 'decisions',
  entry: 'lambda/model/set/handler.ts',
  purpose: 'Starts the building of training sets, and shows what they have in counts and hashes',
  worstCase:
    'starts training sets for purposes of the policy; reads training sets that are there, which hold content',
  trigger: { kind: 'routes', routes: Object.values(setRoutes) },
  needs: [
    { table: trainingSets, actions: ['get', 'insert'] },
    { table: trainingShards, actions: ['query'] },
    { objects: ['link'], under: 'training' },
    { workflow: 'training-set-build' },
    { table: outbox, actions: ['insert'] },
    { table: idempotency, actions: ['batch-get', 'insert'] },
    { keyring: ['hmac-idempotency'] },
  ],
  timeoutSeconds: 10,
  memoryMegabytes: 512,
} as const satisfies FunctionFacts;

/** The one function that reads what everybody has stored: it calls no one and serves no route. */
export const trainingSetBuild = {
  name: 'training-set-build',
  area: 'decisions',
  entry: 'lambda/model/set/workflow.ts',
  purpose: 'Builds training sets of the records that each person permits to be used for them',
  worstCase:
    'scans and decrypts the records of everybody; puts records into training sets that must not be there; reads, writes and deletes training sets',
  trigger: { kind: 'durable', workflow: 'training-set-build', timeoutDays: 14 },
  needs: [
    { table: trainingSets, actions: ['get', 'update'] },
    { table: trainingShards, actions: ['get', 'query', 'insert', 'update', 'delete'] },
    { table: trainingRows, actions: ['get', 'query-index', 'insert', 'update', 'delete'] },
    { table: subjects, actions: ['scan', 'batch-get'] },
    { table: consentStates, actions: ['batch-get'] },
    { table: containmentControls, actions: ['get'] },
    { table: records, actions: ['query', 'batch-get'] },
    { table: subjectKeys, actions: ['get'] },
    { table: recordCounts, actions: ['increment'] },
    { objects: ['put', 'get', 'delete'], under: 'training' },
    { keyring: ['unwrap'] },
    { table: outbox, actions: ['insert'] },
  ],
  timeoutSeconds: 900,
  memoryMegabytes: 2_048,
} as const satisfies FunctionFacts;

export const trainingSetFunctions: readonly FunctionFacts[] = [trainingSetApi, trainingSetBuild];
