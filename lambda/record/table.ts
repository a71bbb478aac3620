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

/**
 * Links to files of records, valid for 15 minutes. Key: SHA-256 of the token in the link, so that no
 * one who reads the table can open one.
 */
export const mediaLinks = {
  name: 'media-links',
  area: 'decisions',
  partitionKey: 'linkId',
  timeToLive: 'expiresAt',
  indexes: [{ name: 'by-subject', partitionKey: 'subjectId', projection: 'keys-only' }],
  recoveryDays: 35,
  erasure: { kind: 'purged', rows: { index: 'by-subject' }, by: 'deletion' },
  copy: { kind: 'left-out', reason: 'random ids that lead to files in media/ for 15 minutes' },
} as const satisfies TableFacts;
