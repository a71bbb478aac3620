import { consents } from '../consent/table.ts';
import { activity, outbox } from '../ledger/table.ts';
import { mails } from '../mail/table.ts';
import { noticeTexts } from '../notice/table.ts';
import type { PurgedTable } from '../platform/dynamo/facts.ts';
import type { FunctionFacts, TableAction } from '../platform/environment.ts';
import { subjectKeys, tombstones } from '../platform/keyring/table.ts';
import { records } from '../record/table.ts';
import { modelSets, models } from '../model/register/table.ts';
import {
  trainingExclusions,
  trainingRows,
  trainingSets,
  trainingShards,
} from '../model/set/table.ts';
import { holds } from '../hold/table.ts';
import { aliases, subjects } from '../subject/table.ts';
import { isDeleted } from '../erasure/purged-tables.ts';
import { isCopied } from '../export/copied-tables.ts';
import { openRequests, requests } from '../request/table.ts';
import { erasureLimit } from '../retention/table.ts';
import { pendingFinality } from '../finality/table.ts';
import { sourceNotices } from '../source/table.ts';
import { tables } from '../tables.ts';

/** What the rules of tables ask for: to delete the rows of a person, and to copy them. */
const ruled: FunctionFacts['needs'] = tables.flatMap((table) => {
  const actions = new Set<TableAction>([
    ...(isDeleted(table) ? deletion(table) : []),
    ...(isCopied(table) ? (['query'] as const) : []),
  ]);
  return actions.size === 0 ? [] : [{ table, actions: [...actions] }];
});

function deletion({ erasure }: PurgedTable): readonly TableAction[] {
  return erasure.rows === 'partition' ? ['query', 'delete'] : ['query-index', 'get', 'delete'];
}

export const fulfilment = {
  name: 'fulfilment',
  area: 'requests',
  entry: 'lambda/fulfilment/workflow.ts',
  purpose: 'Fulfils a request: builds the export, or erases and certifies',
  worstCase:
    'destroys all data keys and records, signs certificates, reads and writes exports and training sets, deletes training sets, deletes files of people, starts runs of systems',
  trigger: { kind: 'durable', workflow: 'fulfilment', timeoutDays: 14 },
  needs: [
    { table: requests, actions: ['get', 'query-index', 'update'] },
    { table: aliases, actions: ['get', 'query-index', 'update'] },
    { table: subjects, actions: ['get', 'update', 'delete'] },
    { table: subjectKeys, actions: ['get', 'query', 'insert', 'delete'] },
    { table: tombstones, actions: ['get', 'insert'] },
    { table: pendingFinality, actions: ['insert'] },
    // Whether erasures are paused, which only other roles decide.
    { table: erasureLimit, actions: ['get'] },
    { table: records, actions: ['get', 'query', 'update', 'delete'] },
    ...ruled,
    // Who is erased leaves every training set.
    { table: trainingSets, actions: ['get', 'update'] },
    { table: trainingShards, actions: ['get', 'update'] },
    { table: trainingRows, actions: ['get', 'query', 'update'] },
    { table: modelSets, actions: ['query'] },
    { table: models, actions: ['batch-get'] },
    { table: trainingExclusions, actions: ['insert'] },
    { objects: ['put', 'get', 'delete'], under: 'training' },
    { table: consents, actions: ['query'] },
    { table: noticeTexts, actions: ['get', 'query'] },
    { table: activity, actions: ['query', 'insert'] },
    { table: outbox, actions: ['insert'] },
    { table: mails, actions: ['query', 'insert'] },
    { keyring: ['generate-data-key', 'unwrap', 'sign-certificates', 'public-key-certificates'] },
    { objects: ['put', 'exists', 'get', 'delete'] },
    { media: ['read', 'delete', 'list', 'discard'] },
    { invoke: 'recount' },
    { workflow: 'system-run' },
  ],
  timeoutSeconds: 900,
  memoryMegabytes: 1_024,
} as const satisfies FunctionFacts;

export const requestSweep = {
  name: 'request-sweep',
  area: 'requests',
  entry: 'lambda/fulfilment/schedule.ts',
  purpose:
    'Restarts stalled requests, marks overdue ones, deletes expired exports and evidence, queues mails again that wait',
  worstCase:
    'destroys all data keys, deletes exports; starts attempts of requests and runs of systems',
  trigger: { kind: 'schedule', everyMinutes: 5 },
  needs: [
    { table: requests, actions: ['get', 'query-index', 'update'] },
    { table: subjectKeys, actions: ['query', 'delete'] },
    { table: tombstones, actions: ['get', 'insert'] },
    { table: erasureLimit, actions: ['get'] },
    { table: holds, actions: ['query'] },
    { table: sourceNotices, actions: ['query-index'] },
    { table: openRequests, actions: ['query', 'delete'] },
    { table: subjects, actions: ['get', 'update'] },
    { table: outbox, actions: ['insert'] },
    { table: mails, actions: ['get', 'query-index', 'update'] },
    { objects: ['delete'] },
    { workflow: 'fulfilment' },
    { workflow: 'system-run' },
  ],
  timeoutSeconds: 300,
  memoryMegabytes: 512,
} as const satisfies FunctionFacts;

export const fulfilmentFunctions: readonly FunctionFacts[] = [fulfilment, requestSweep];
