import type { TableFacts } from '../platform/dynamo/facts.ts';

/**
 * What a recipient was given of a person, encrypted whole under the key of the person's ledger entries: the name of a
 * recipient says something about a person, too. Rows never change; an erasure deletes them.
 */
export const disclosures = {
  name: 'disclosures',
  area: 'decisions',
  partitionKey: 'subjectId',
  sortKey: 'disclosureId',
  timeToLive: 'expiresAt',
  recoveryDays: 35,
  erasure: { kind: 'purged', rows: 'partition', by: 'deletion' },
  copy: { kind: 'written', file: 'disclosures.jsonl' },
} as const satisfies TableFacts;
