import type { TableFacts } from '../platform/dynamo/facts.ts';

/**
 * What one person adds to one period of one measure, encrypted under the person's key of the category
 * of the measure. Deleted when the period has been counted; what is not counted a week later is
 * deleted unread. `closing` spreads a period over partitions of the index: see `closingPart`.
 */
export const contributions = {
  name: 'contributions',
  area: 'decisions',
  partitionKey: 'subjectId',
  sortKey: 'measurePeriod',
  timeToLive: 'expiresAt',
  indexes: [
    {
      name: 'by-closing',
      partitionKey: 'closing',
      sortKey: 'subjectId',
      projection: 'keys-only',
    },
  ],
  recoveryDays: 35,
  erasure: { kind: 'purged', rows: 'partition', by: 'deletion' },
  copy: { kind: 'written', file: 'measurements.jsonl' },
} as const satisfies TableFacts;

/**
 * A row for each period of a measure that was closed: first that it is closing, then what is published
 * of it. Sort key: the name of the period, `2026-W48`.
 */
export const releases = {
  name: 'releases',
  area: 'decisions',
  partitionKey: 'measure',
  sortKey: 'period',
  recoveryDays: 35,
  erasure: { kind: 'not-personal', reason: 'figures with noise about groups of people' },
} as const satisfies TableFacts;

/** What the releases of a measure in one year have revealed: the sum of their epsilon. */
export const privacyBudgets = {
  name: 'privacy-budgets',
  area: 'decisions',
  partitionKey: 'measure',
  sortKey: 'year',
  recoveryDays: 35,
  erasure: { kind: 'not-personal', reason: 'sums of privacy budgets' },
} as const satisfies TableFacts;
