import type { TableFacts } from '../dynamo/facts.ts';

/** Keyed by HMAC of caller, route and Idempotency-Key; holds ids and a status, never an answer. */
export const idempotency = {
  name: 'idempotency',
  area: 'machinery',
  partitionKey: 'key',
  timeToLive: 'expiresAt',
  appendOnly: true,
  // As short as that of aliases: it holds ids of people, and no longer than they can be put back.
  recoveryDays: 7,
  erasure: { kind: 'not-personal', reason: 'keyed hashes and random ids that age out in a day' },
} as const satisfies TableFacts;
