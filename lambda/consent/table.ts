import type { TableFacts } from '../platform/dynamo/facts.ts';

/** Every consent event ever recorded. Sort key: `<purpose>#<version, 10 digits>`. */
export const consents = {
  name: 'consents',
  partitionKey: 'subjectId',
  sortKey: 'purposeVersion',
  timeToLive: 'expiresAt',
  appendOnly: true,
  recoveryDays: 35,
  erasure: { kind: 'kept-as-evidence', evidence: 'consent' },
} as const satisfies TableFacts;

/** The newest state per purpose; changes in the transaction that inserts the event. */
export const consentStates = {
  name: 'consent-states',
  partitionKey: 'subjectId',
  sortKey: 'purpose',
  streamed: true,
  recoveryDays: 35,
  erasure: { kind: 'purged' },
} as const satisfies TableFacts;
