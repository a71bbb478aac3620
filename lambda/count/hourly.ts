import { UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { randomInt } from 'node:crypto';
import * as z from 'zod';
import type { Database } from '../platform/dynamo/database.ts';
import { marshalKey, queryAll, sent } from '../platform/dynamo/read.ts';
import type { Key } from '../platform/dynamo/statement.ts';
import { counters } from '../retention/table.ts';
import type { EpochMilliseconds } from '../value/time.ts';
import { toRfc3339 } from '../value/time.ts';

/** What is counted by category and UTC hour. */
export const hourlyCounts = [
  'permits',
  'record-writes',
  'retention-deletions',
  'deletions-by-person',
  'deletions-by-sweep',
  'deletions-by-erasure',
] as const;
export type HourlyCount = (typeof hourlyCounts)[number];

/**
 * Rows of one category and hour. An item takes at most 1,000 write units a second
 * (https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/bp-partition-key-design.html): 5,000
 * permits a second are about 313 for each of 16. Records come in batches of the stream, which are one
 * write each.
 */
export const shardsOf = (count: HourlyCount): number => (count === 'permits' ? 16 : 4);

/** Sort key: `2026-11-24T03`. */
export const hourOf = (at: EpochMilliseconds): string => toRfc3339(at).slice(0, 13);

/** @param seed the same for what has to be counted in the same row, however often it is counted */
export function hourKey(
  count: HourlyCount,
  category: string,
  at: EpochMilliseconds,
  seed: number,
): Key {
  return { counter: counterOf(count, category, seed % shardsOf(count)), hour: hourOf(at) };
}

const counterOf = (count: HourlyCount, category: string, shard: number): string =>
  `${count}#${category}#${shard}`;

/**
 * Counts permits of one call by category, before it is answered.
 *
 * @param categories one for each permit
 * @throws StoreUnavailableError
 */
export async function countPermits(
  database: Database,
  categories: readonly string[],
  now: EpochMilliseconds,
): Promise<void> {
  const permits = Map.groupBy(categories, (category) => category);
  await Promise.all(
    [...permits].map(([category, { length }]) =>
      sent(() =>
        database.client.send(
          new UpdateItemCommand({
            TableName: database.physicalName(counters),
            Key: marshalKey(hourKey('permits', category, now, randomInt(shardsOf('permits')))),
            UpdateExpression: 'ADD #count :count',
            ExpressionAttributeNames: { '#count': 'count' },
            ExpressionAttributeValues: { ':count': { N: String(length) } },
          }),
        ),
      ),
    ),
  );
}

const row = z.object({ count: z.int() });

/**
 * What was counted in a category from one hour to another, both included.
 *
 * @throws StoreUnavailableError
 */
export async function sumOfHours(
  database: Database,
  count: HourlyCount,
  category: string,
  { from, to }: { readonly from: EpochMilliseconds; readonly to: EpochMilliseconds },
): Promise<number> {
  const sums = await Promise.all(
    Array.from({ length: shardsOf(count) }, async (_, shard) => {
      const partition = { counter: counterOf(count, category, shard) };
      const options = { partition, between: ['hour', hourOf(from), hourOf(to)] as const };
      let sum = 0;
      for await (const hour of queryAll(database, counters, options, row)) sum += hour.count;
      return sum;
    }),
  );
  return sums.reduce((total, sum) => total + sum, 0);
}
