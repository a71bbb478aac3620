import type { TableFacts } from '../../platform/dynamo/facts.ts';

const reason = 'hashes, random ids and numbers of ledger entries';

/** One row, under `log`: the size of the tree, its checkpoint, and the batch that is being added. */
export const ledgerHead = {
  name: 'ledger-head',
  area: 'machinery',
  partitionKey: 'log',
  recoveryDays: 35,
  erasure: { kind: 'not-personal', reason },
} as const satisfies TableFacts;

/**
 * Hashes of tiles are under `tile#<level>#<index>`, sorted by their place, those of leaves with the key
 * of their entry. The numbers of entries are under `entries#<hour of the outbox>`, sorted by entry id.
 */
export const ledgerTree = {
  name: 'ledger-tree',
  area: 'machinery',
  partitionKey: 'part',
  sortKey: 'place',
  appendOnly: true,
  recoveryDays: 35,
  erasure: { kind: 'not-personal', reason },
} as const satisfies TableFacts;
