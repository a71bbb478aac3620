import type { TableFacts } from '../platform/dynamo/facts.ts';

/**
 * Certified erasures that are not final yet; a row goes when the FINAL certificate is written. It names the
 * person by the SHA-256 of their random id, for verification passes.
 */
export const pendingFinality = {
  name: 'pending-finality',
  area: 'deletions',
  partitionKey: 'certificateId',
  recoveryDays: 35,
  erasure: {
    kind: 'not-personal',
    reason: 'random ids of certificates and of requests, and hashes of random ids',
  },
} as const satisfies TableFacts;
