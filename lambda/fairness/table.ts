import type { TableFacts } from '../platform/dynamo/facts.ts';

/**
 * What a monitored system decided about a person, without the reasons: whether it is what the person
 * wanted, the score, the model, and later what turned out to be right. Encrypted under the key of
 * automated decisions of the person. `part` is `<system>#<period>#<00-15>`, so that a report reads one
 * period, person by person. A row ends a week after its report is due.
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
 * The key of the counts from which a report is being made. The row is deleted when the report is
 * written: nothing opens the counts in the checkpoints of the workflow then.
 */
export const fairnessRuns = {
  name: 'fairness-runs',
  area: 'decisions',
  partitionKey: 'reportId',
  timeToLive: 'expiresAt',
  recoveryDays: 35,
  erasure: { kind: 'not-personal', reason: 'wrapped keys of counts of reports' },
} as const satisfies TableFacts;
