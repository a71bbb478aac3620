import type { TableFacts } from '../platform/dynamo/facts.ts';

/**
 * Every consent event ever recorded. After an erasure only the id of a receipt leads here. Sort key:
 * `<purpose>#<version, 10 digits>`.
 */
export const consents = {
  name: 'consents',
  area: 'consent',
  partitionKey: 'subjectId',
  sortKey: 'purposeVersion',
  timeToLive: 'expiresAt',
  indexes: [{ name: 'by-event', partitionKey: 'eventId', projection: 'keys-only' }],
  appendOnly: true,
  recoveryDays: 35,
  erasure: { kind: 'kept-as-evidence', evidence: 'consent' },
  copy: { kind: 'written', file: 'consents.jsonl' },
} as const satisfies TableFacts;

/** The newest state per purpose; changes in the transaction that inserts the event. */
export const consentStates = {
  name: 'consent-states',
  area: 'consent',
  partitionKey: 'subjectId',
  sortKey: 'purpose',
  streamed: true,
  recoveryDays: 35,
  erasure: { kind: 'purged', rows: 'partition', by: 'deletion' },
  copy: { kind: 'left-out', reason: 'the newest choices, which are in consents.jsonl' },
} as const satisfies TableFacts;
