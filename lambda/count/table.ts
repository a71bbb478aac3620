import type { TableFacts } from '../platform/dynamo/facts.ts';

/**
 * One row per streamed change that was counted or reported: a batch that the stream delivers again is
 * not counted again. Key: see `changeIdOf`, `<recordId>#deleted` and `<kid>#destroyed` of a deletion and
 * of a destruction that nothing explains, or the SHA-256 of a subject id and `#keys` of a person who
 * lost keys.
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
 * so. Sort key: `records#<category>#<UTC month of collection>`, see `model/month.ts`; such a row ages
 * out once nothing of it is held or can be looked up. What was used is by UTC day under
 * `used#<day>#<purpose>` and `restored#<day>#<purpose>`, and ages out as well.
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
