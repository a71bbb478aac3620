import type { TableFacts } from '../platform/dynamo/facts.ts';

/** Legal holds of one person; what a hold is about is encrypted as evidence of how requests were answered. */
export const holds = {
  name: 'holds',
  area: 'deletions',
  partitionKey: 'subjectId',
  sortKey: 'holdId',
  timeToLive: 'expiresAt',
  indexes: [
    { name: 'by-state', partitionKey: 'state', sortKey: 'holdId', projection: 'keys-only' },
  ],
  recoveryDays: 35,
  erasure: { kind: 'kept-as-evidence', evidence: 'request' },
  copy: { kind: 'written', file: 'retention.json' },
} as const satisfies TableFacts;
