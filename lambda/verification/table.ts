import type { TableFacts } from '../platform/dynamo/facts.ts';

/**
 * Verification passes: when each began and ended, what it read, and what it found. Partition key: a UUIDv7,
 * or `newest`, the row that lets one pass begin at a time.
 */
export const verificationPasses = {
  name: 'verification-passes',
  area: 'deletions',
  partitionKey: 'passId',
  timeToLive: 'expiresAt',
  recoveryDays: 35,
  erasure: { kind: 'not-personal', reason: 'times and counts' },
} as const satisfies TableFacts;
