import type { TableFacts } from '../platform/dynamo/facts.ts';

/** Encrypted personal payloads; the category and the purposes are next to the ciphertext in clear. */
export const records = {
  name: 'records',
  area: 'decisions',
  partitionKey: 'subjectId',
  sortKey: 'recordId',
  timeToLive: 'expiresAt',
  streamed: true,
  recoveryDays: 35,
  erasure: { kind: 'purged', rows: 'partition', by: 'deletion-unless-withheld' },
  copy: { kind: 'written', file: 'data/' },
} as const satisfies TableFacts;
