import type { TableFacts } from '../platform/dynamo/facts.ts';

/** Deletions that the program itself made, so that the stream can tell them from strangers'. */
export const deletions = {
  name: 'deletions',
  partitionKey: 'recordId',
  timeToLive: 'expiresAt',
  appendOnly: true,
  recoveryDays: 35,
  erasure: { kind: 'not-personal', reason: 'random record ids that age out' },
} as const satisfies TableFacts;

/** Hourly counts: retention deletions, permits and record writes per category. */
export const counters = {
  name: 'counters',
  partitionKey: 'counter',
  sortKey: 'hour',
  recoveryDays: 35,
  erasure: { kind: 'not-personal', reason: 'counts' },
} as const satisfies TableFacts;
