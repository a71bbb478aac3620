import type { TableFacts } from '../platform/dynamo/facts.ts';

/** The row of a request is the truth about it; evidence of the request survives erasure. */
export const requests = {
  name: 'requests',
  area: 'requests',
  partitionKey: 'requestId',
  timeToLive: 'expiresAt',
  streamed: true,
  indexes: [
    {
      name: 'by-subject',
      partitionKey: 'subjectId',
      sortKey: 'requestId',
      projection: 'keys-only',
    },
    { name: 'by-status', partitionKey: 'status', sortKey: 'dueAt', projection: 'keys-only' },
    /** Sparse: rows that carry `attention` are looked at by the sweep at `attentionAt`. */
    {
      name: 'by-attention',
      partitionKey: 'attention',
      sortKey: 'attentionAt',
      projection: 'keys-only',
    },
  ],
  recoveryDays: 35,
  erasure: { kind: 'kept-as-evidence', evidence: 'request' },
  copy: { kind: 'written', file: 'requests.jsonl' },
} as const satisfies TableFacts;

/**
 * One row while a request of a kind is open: the lock behind `request-already-open`. Where no one is
 * registered, `subjectId` is an alias. And one for each restriction in force, which outlasts its request,
 * and for each kind of which a request was recorded without a proof.
 */
export const openRequests = {
  name: 'open-requests',
  area: 'requests',
  partitionKey: 'subjectId',
  sortKey: 'kind',
  recoveryDays: 35,
  erasure: { kind: 'purged', rows: 'partition', by: 'deletion' },
  copy: { kind: 'left-out', reason: 'locks of what is in requests.jsonl' },
} as const satisfies TableFacts;
