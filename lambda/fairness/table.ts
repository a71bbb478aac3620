import type { TableFacts } from '../platform/dynamo/facts.ts';

/**
 * What a monitored system decided about a person, without the reasons: whether it is what the person
 * wanted, the score, the model, and later what turned out to be right. Encrypted under the key of
 * automated decisions of the person. `part` is `<system>#<period>#<00-15>`, so that a report reads one
 * period, person by person. A row ends when the report of its period is written at the latest.
 */
export const outcomes = {
  name: 'outcomes',
  area: 'decisions',
  partitionKey: 'subjectId',
  sortKey: 'automatedDecisionId',
  timeToLive: 'expiresAt',
  indexes: [{ name: 'by-period', partitionKey: 'part', sortKey: 'subjectId', projection: 'all' }],
  recoveryDays: 35,
  erasure: { kind: 'purged', rows: 'partition', by: 'deletion' },
  copy: { kind: 'written', file: 'outcomes.jsonl' },
} as const satisfies TableFacts;

/** One report by system and period, written once, and the review of a threshold that it breached. */
export const fairnessReports = {
  name: 'fairness-reports',
  area: 'decisions',
  partitionKey: 'system',
  sortKey: 'period',
  indexes: [{ name: 'by-due', partitionKey: 'waiting', sortKey: 'dueAt', projection: 'keys-only' }],
  recoveryDays: 35,
  erasure: {
    kind: 'not-personal',
    reason: 'figures about groups, in which small groups are suppressed',
  },
} as const satisfies TableFacts;

/**
 * How far a report is: counts by group, encrypted under a key that the row alone has. The row is
 * deleted with the writing of the report, and nothing opens what is left of it.
 */
export const fairnessTallies = {
  name: 'fairness-tallies',
  area: 'decisions',
  partitionKey: 'reportId',
  timeToLive: 'expiresAt',
  recoveryDays: 35,
  erasure: {
    kind: 'not-personal',
    reason: 'encrypted counts by group of a report that is being made',
  },
} as const satisfies TableFacts;
