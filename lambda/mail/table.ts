import type { TableFacts } from '../platform/dynamo/facts.ts';

/**
 * Mails about requests: which text, and what became of it. No address and no text: the function that
 * sends reads both from the request. Sort key: UUIDv7.
 */
export const mails = {
  name: 'mails',
  area: 'requests',
  partitionKey: 'requestId',
  sortKey: 'mailId',
  timeToLive: 'expiresAt',
  streamed: true,
  indexes: [
    /** Sparse: a mail that waits has `attention`, and is looked at again at `attentionAt`. */
    {
      name: 'by-attention',
      partitionKey: 'attention',
      sortKey: 'attentionAt',
      projection: 'keys-only',
    },
  ],
  recoveryDays: 35,
  erasure: {
    kind: 'not-personal',
    reason: 'random ids, names of texts and times; who asked is in requests',
  },
} as const satisfies TableFacts;
