import type { Policy } from '../../lambda/policy/schema.ts';

/** The purposes for which sets may be built, one row each: for how long a set is there and current. */
export const trainingRows = ({ trainingSets }: Policy): string[][] =>
  Object.entries(trainingSets).map(([purpose, { expires, staleAfter, lineage, shardRows }]) => [
    ...[purpose, expires, staleAfter, lineage, String(shardRows)],
  ]);
