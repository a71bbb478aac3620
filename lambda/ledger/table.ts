import type { TableFacts } from '../platform/dynamo/facts.ts';

/**
 * Entries are written in the transaction of the change that they report. Partition: UTC hour and
 * shard, `2026-11-24T03#2`; sort: the entry's UUIDv7. Which hours have entries is under `hours#<shard>`,
 * sorted by the hour, and written before the first of them.
 */
export const outbox = {
  name: 'outbox',
  area: 'machinery',
  partitionKey: 'bucket',
  sortKey: 'entryId',
  appendOnly: true,
  streamed: true,
  recoveryDays: 35,
  erasure: {
    kind: 'not-personal',
    reason: 'codes, hashes and commitments whose secret is destroyed on erasure',
  },
} as const satisfies TableFacts;

/**
 * Activities of a person, for them to look up. The content, its kind included, is encrypted: rows
 * that no role can delete are unreadable once the key is destroyed. Sort key: UUIDv7.
 */
export const activity = {
  name: 'activity',
  area: 'machinery',
  partitionKey: 'subjectId',
  sortKey: 'activityId',
  timeToLive: 'expiresAt',
  appendOnly: true,
  recoveryDays: 35,
  erasure: { kind: 'unreadable', erasureClass: 'ledger' },
  copy: { kind: 'written', file: 'activity.jsonl' },
} as const satisfies TableFacts;
