import type { TableFacts } from '../dynamo/facts.ts';

/**
 * One row per subject and erasure class. Its stream says whose row went to a role that destroys no key,
 * and nothing else: with images it would keep for a day what erasure destroys.
 */
export const subjectKeys = {
  name: 'subject-keys',
  area: 'decisions',
  partitionKey: 'subjectId',
  sortKey: 'erasureClass',
  streamed: 'keys-only',
  recoveryDays: 7,
  erasure: { kind: 'purged', rows: 'partition', by: 'key-destruction' },
  copy: { kind: 'left-out', reason: 'encrypted keys of what is in the copy' },
} as const satisfies TableFacts;

/**
 * Names of destroyed keys, each with the request that it went for; outlives every backup, so a restore
 * can be replayed against it. Streamed to a role that destroys no key: see `watchKeys`.
 */
export const tombstones = {
  name: 'tombstones',
  area: 'deletions',
  partitionKey: 'kid',
  appendOnly: true,
  streamed: true,
  recoveryDays: 35,
  erasure: { kind: 'not-personal', reason: 'random names of keys and of requests' },
} as const satisfies TableFacts;
