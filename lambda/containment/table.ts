import type { TableFacts } from '../platform/dynamo/facts.ts';

/**
 * What is contained now: which processing is frozen, and which clients are revoked. Every decision
 * and every verification of a service token reads one row.
 */
export const containmentControls = {
  name: 'containment-controls',
  area: 'machinery',
  partitionKey: 'control',
  recoveryDays: 35,
  erasure: {
    kind: 'not-personal',
    reason: 'ids of containments, categories and hashes of client ids; no ids of people',
  },
} as const satisfies TableFacts;
