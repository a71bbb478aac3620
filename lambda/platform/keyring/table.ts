import type { TableFacts } from '../dynamo/facts.ts';

/**
 * One row per subject and erasure class. Its stream reports the keys of deleted rows only, to a
 * role that cannot destroy keys: images would retain for a day what an erasure destroys.
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
 * Ids of destroyed keys, each with the request that ordered it; retained longer than every backup,
 * so that a restore can be checked against it. Streamed to a role that cannot destroy keys: see
 * `watchKeys`.
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
