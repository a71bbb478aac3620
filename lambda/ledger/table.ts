import type { TableFacts } from '../platform/dynamo/facts.ts';

/**
 * Entries written in the transaction of the change that they tell of. Partition: UTC hour and
 * shard, `2026-11-24T03#2`; sort: the entry's UUIDv7.
 */
export const outbox = {
  name: 'outbox',
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
