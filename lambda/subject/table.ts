import type { TableFacts } from '../platform/dynamo/facts.ts';

/**
 * Identifier → subject, keyed by HMAC: the one key that derives from an identifier, so it is left
 * out of the locked trail and never shares a transaction with another table.
 */
export const aliases = {
  name: 'aliases',
  area: 'decisions',
  partitionKey: 'alias',
  timeToLive: 'expiresAt',
  recoveryDays: 7,
  indexes: [{ name: 'by-subject', partitionKey: 'subjectId', projection: 'keys-only' }],
  erasure: { kind: 'purged', rows: { index: 'by-subject' }, by: 'forgetting' },
  copy: { kind: 'written', file: 'account.json' },
} as const satisfies TableFacts;

/** Status, residence and restrictions of one person; `version` fences concurrent changes. */
export const subjects = {
  name: 'subjects',
  area: 'decisions',
  partitionKey: 'subjectId',
  streamed: true,
  recoveryDays: 7,
  erasure: { kind: 'purged', rows: 'partition', by: 'forgetting' },
  copy: { kind: 'written', file: 'account.json' },
} as const satisfies TableFacts;
