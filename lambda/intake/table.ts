import type { TableFacts } from '../platform/dynamo/facts.ts';

/**
 * Requests without an account, until the address is proved. Address and wishes are encrypted under a
 * key that is in the row alone: it goes with them, in a day at most.
 */
export const pendingRequests = {
  name: 'pending-requests',
  area: 'requests',
  partitionKey: 'requestId',
  timeToLive: 'expiresAt',
  // Images would retain for a day what is removed once the request is opened.
  streamed: 'keys-only',
  recoveryDays: 7,
  erasure: {
    kind: 'not-personal',
    reason: 'belongs to no person before the address is proved; encrypted, and gone in a day',
  },
} as const satisfies TableFacts;

/** How often a client called, and an address was written to. Keys: HMACs. */
export const intakeLimits = {
  name: 'intake-limits',
  area: 'requests',
  partitionKey: 'limit',
  timeToLive: 'expiresAt',
  recoveryDays: 7,
  erasure: { kind: 'not-personal', reason: 'keyed hashes and counts that age out in two hours' },
} as const satisfies TableFacts;
