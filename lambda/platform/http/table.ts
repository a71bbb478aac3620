import type { TableFacts } from '../dynamo/facts.ts';

/**
 * Key: HMAC of caller, route and Idempotency-Key; such rows have ids and a status, never a response. Or
 * `completed.<recordId>` of a record that a repeated call wrote.
 */
export const idempotency = {
  name: 'idempotency',
  area: 'machinery',
  partitionKey: 'key',
  timeToLive: 'expiresAt',
  appendOnly: true,
  // As short as that of aliases: rows have ids of people, and must not be restorable for longer
  // than those.
  recoveryDays: 7,
  erasure: { kind: 'not-personal', reason: 'keyed hashes and random ids that age out in a day' },
} as const satisfies TableFacts;
