import type { TableFacts } from '../platform/dynamo/facts.ts';

/**
 * The value behind each pseudonym, encrypted under a key of the person. Sort key: the token of the
 * pseudonym, the beginning of a keyed hash of the value, which `digest` has whole.
 */
export const textPseudonyms = {
  name: 'text-pseudonyms',
  area: 'decisions',
  partitionKey: 'subjectId',
  sortKey: 'token',
  timeToLive: 'expiresAt',
  recoveryDays: 35,
  erasure: { kind: 'purged', rows: 'partition', by: 'deletion' },
  copy: { kind: 'written', file: 'text-pseudonyms.jsonl' },
} as const satisfies TableFacts;
