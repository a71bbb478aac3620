import type { TableFacts } from '../../platform/dynamo/facts.ts';

/** Training sets: what was asked for, how far each is, what it has in counts, and how many left. */
export const trainingSets = {
  name: 'training-sets',
  area: 'decisions',
  partitionKey: 'setId',
  recoveryDays: 35,
  erasure: { kind: 'not-personal', reason: 'ids of the policy, counts and hashes' },
} as const satisfies TableFacts;

/** The shards of each set in their order: `000001`. A row is there before the object is. */
export const trainingShards = {
  name: 'training-shards',
  area: 'decisions',
  partitionKey: 'setId',
  sortKey: 'shard',
  timeToLive: 'expiresAt',
  recoveryDays: 35,
  erasure: { kind: 'not-personal', reason: 'counts and hashes' },
} as const satisfies TableFacts;

/**
 * Whose records are in which shard: `<setId>#<shard>`. Written before the shard, so that no line is
 * of anyone without a row here; kept for longer than the set, because models were trained on it.
 */
export const trainingRows = {
  name: 'training-rows',
  area: 'decisions',
  partitionKey: 'subjectId',
  sortKey: 'shardId',
  timeToLive: 'expiresAt',
  indexes: [{ name: 'by-shard', partitionKey: 'shardId', sortKey: 'subjectId', projection: 'all' }],
  streamed: true,
  recoveryDays: 35,
  erasure: { kind: 'purged', rows: 'partition', by: 'deletion' },
  copy: { kind: 'written', file: 'training-sets.jsonl' },
} as const satisfies TableFacts;

/** Records that left a set, in the order in which they did: `<time>#<number>`. */
export const trainingExclusions = {
  name: 'training-exclusions',
  area: 'decisions',
  partitionKey: 'setId',
  sortKey: 'excluded',
  timeToLive: 'expiresAt',
  recoveryDays: 35,
  erasure: { kind: 'not-personal', reason: 'random record ids that age out' },
} as const satisfies TableFacts;
