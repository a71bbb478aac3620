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

/**
 * One row per streamed change that was counted or reported, in the transaction that counts it: a
 * batch that the stream delivers again is not counted again. Key: `<recordId>#<written|deleted>`, or
 * `<kid>#destroyed` of a key whose destruction nothing explains.
 */
export const countedChanges = {
  name: 'counted-changes',
  partitionKey: 'change',
  timeToLive: 'expiresAt',
  appendOnly: true,
  recoveryDays: 35,
  erasure: { kind: 'not-personal', reason: 'random ids of records and keys that age out' },
} as const satisfies TableFacts;

/** Legal holds of one person; what a hold is about is sealed as evidence of how requests were answered. */
export const holds = {
  name: 'holds',
  partitionKey: 'subjectId',
  sortKey: 'holdId',
  timeToLive: 'expiresAt',
  indexes: [
    { name: 'by-state', partitionKey: 'state', sortKey: 'holdId', projection: 'keys-only' },
  ],
  recoveryDays: 35,
  erasure: { kind: 'kept-as-evidence', evidence: 'request' },
} as const satisfies TableFacts;

/**
 * How many records of each category are held of a person, so that nobody has to look at them to say
 * so. Sort key: `total#<category>`, and `day#<category>#<UTC day of collection>` for the oldest and
 * the newest; a bucket without records is deleted. What a person can look up by UTC day stands under
 * `ended#<day>#<category>`, `stored#<day>#<category>` and `used#<day>#<purpose>` and ages out.
 */
export const recordCounts = {
  name: 'record-counts',
  partitionKey: 'subjectId',
  sortKey: 'bucket',
  timeToLive: 'expiresAt',
  recoveryDays: 35,
  erasure: { kind: 'purged', rows: 'partition', by: 'deletion' },
} as const satisfies TableFacts;

/**
 * Sweeps over the ends of rows and how far they are, and the daily count of what is due. Partition
 * key: `person`, `everybody` or `count`; sort key: a UUIDv7, so the newest are read without a scan.
 */
export const retentionSweeps = {
  name: 'retention-sweeps',
  partitionKey: 'scope',
  sortKey: 'sweepId',
  timeToLive: 'expiresAt',
  recoveryDays: 35,
  erasure: { kind: 'not-personal', reason: 'random subject ids and counts that age out' },
} as const satisfies TableFacts;
