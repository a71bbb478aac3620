import type { TableFacts } from '../platform/dynamo/facts.ts';

/**
 * Every policy that was deployed, and what each deployment changed. Partition `versions`: compiled
 * policies, by version. Partition `changes`: the changes in words, by the id of their ledger entry, which is a UUIDv7.
 */
export const policies = {
  name: 'policies',
  area: 'machinery',
  partitionKey: 'part',
  sortKey: 'item',
  appendOnly: true,
  recoveryDays: 35,
  erasure: { kind: 'not-personal', reason: 'what the controller says of its processing' },
} as const satisfies TableFacts;
