import type { TableFacts } from '../platform/dynamo/facts.ts';

/** Deletions that the program itself made, so that the stream can distinguish them from others'. */
export const deletions = {
  name: 'deletions',
  area: 'deletions',
  partitionKey: 'recordId',
  timeToLive: 'expiresAt',
  appendOnly: true,
  recoveryDays: 35,
  erasure: { kind: 'not-personal', reason: 'random record ids that age out' },
} as const satisfies TableFacts;

/** Hourly counts: retention deletions, permits and record writes per category. */
export const counters = {
  name: 'counters',
  area: 'retention',
  partitionKey: 'counter',
  sortKey: 'hour',
  recoveryDays: 35,
  erasure: { kind: 'not-personal', reason: 'counts' },
} as const satisfies TableFacts;

/**
 * Sweeps over the ends of rows and how far they are, and the daily count of what is due. Partition
 * key: `person`, `everybody` or `count`; sort key: a UUIDv7, so the newest are read without a scan.
 */
export const retentionSweeps = {
  name: 'retention-sweeps',
  area: 'retention',
  partitionKey: 'scope',
  sortKey: 'sweepId',
  timeToLive: 'expiresAt',
  recoveryDays: 35,
  erasure: { kind: 'not-personal', reason: 'random subject ids and counts that age out' },
} as const satisfies TableFacts;

/**
 * People who lost keys, counted by the hour (`hour#2026-11-24T10`), and whether erasures are paused
 * (`pause`). No role that destroys keys can write here: see `pause/store.ts`.
 */
export const erasureLimit = {
  name: 'erasure-limit',
  area: 'deletions',
  partitionKey: 'entry',
  timeToLive: 'expiresAt',
  recoveryDays: 35,
  erasure: { kind: 'not-personal', reason: 'counts' },
} as const satisfies TableFacts;
