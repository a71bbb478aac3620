import type { TableFacts } from '../platform/dynamo/facts.ts';

/**
 * One row per streamed change that was counted or reported, in the transaction that counts it: a
 * batch that the stream delivers again is not counted again. Key: `<recordId>#<written|deleted>`,
 * `<kid>#destroyed` of a key whose destruction nothing explains, or the SHA-256 of a subject id and
 * `#keys` of a person who lost keys.
 */
export const countedChanges = {
  name: 'counted-changes',
  area: 'retention',
  partitionKey: 'change',
  timeToLive: 'expiresAt',
  appendOnly: true,
  recoveryDays: 35,
  erasure: { kind: 'not-personal', reason: 'random ids and hashes that age out' },
} as const satisfies TableFacts;

/**
 * How many records of each category are held of a person, so that no one has to look at them to say
 * so. Sort key: `total#<category>`, and `day#<category>#<UTC day of collection>` for the oldest and
 * the newest; a bucket without records is deleted. What a person can look up by UTC day is under
 * `ended#<day>#<category>`, `stored#<day>#<category>` and `used#<day>#<purpose>` and ages out.
 */
export const recordCounts = {
  name: 'record-counts',
  area: 'retention',
  partitionKey: 'subjectId',
  sortKey: 'bucket',
  timeToLive: 'expiresAt',
  recoveryDays: 35,
  erasure: { kind: 'purged', rows: 'partition', by: 'deletion' },
  copy: { kind: 'written', file: 'activity.jsonl' },
} as const satisfies TableFacts;
