import { randomInt } from 'node:crypto';
import * as z from 'zod';
import { executeEach } from '../platform/dynamo/batch.ts';
import type { Database } from '../platform/dynamo/database.ts';
import { queryPage } from '../platform/dynamo/read.ts';
import { insert } from '../platform/dynamo/statement.ts';
import { shardCount } from './model/ledger.ts';
import { outbox } from './table.ts';

/** Partition of the rows that say which hours have entries. Every instance writes one in each hour. */
const hoursBucket = (shard: number): string => `hours#${shard}`;

/** Hours that this instance has noted, or is about to, by its connection. */
const hoursOf = new WeakMap<Database, Map<string, 'noted' | Promise<void>>>();
/** An instance writes in few hours at the same time. */
const hoursAtMost = 10;

/**
 * Notes that an hour has entries, before the first of them that this instance writes: no listing passes
 * over an hour with an entry.
 *
 * @param hour `2026-11-24T03`
 * @returns undefined when this instance has noted it
 * @throws StoreUnavailableError: the entry must not be written then
 */
export function noteHour(database: Database, hour: string): Promise<void> | undefined {
  const hours = hoursOf.get(database) ?? new Map<string, 'noted' | Promise<void>>();
  hoursOf.set(database, hours);
  const known = hours.get(hour);
  if (known !== undefined) return known === 'noted' ? undefined : known;
  const noting = insertHour(database, hour).then(
    () => void hours.set(hour, 'noted'),
    (error: unknown) => {
      hours.delete(hour);
      throw error;
    },
  );
  hours.set(hour, noting);
  const [oldest = ''] = hours.keys();
  if (hours.size > hoursAtMost) hours.delete(oldest);
  return noting;
}

async function insertHour(database: Database, hour: string): Promise<void> {
  const row = { bucket: hoursBucket(randomInt(shardCount)), entryId: hour };
  // One that is there already was noted by another instance.
  await executeEach(database, [insert(outbox, row)]);
}

const hourRow = z.object({ entryId: z.string() });

/** Hours that one read of a shard returns. */
const hoursPerRead = 100;

/**
 * Hours that have entries, in order.
 *
 * @param from the first that may be returned
 * @throws StoreUnavailableError
 */
export async function* usedHours(
  database: Database,
  from: string,
  to: string,
): AsyncGenerator<string, void> {
  let next: string | undefined = from;
  // DynamoDB rejects a range whose end comes before its beginning.
  while (next !== undefined && next <= to) {
    const start: string = next;
    const pages = await Promise.all(
      Array.from({ length: shardCount }, (_, shard) =>
        queryPage(
          database,
          outbox,
          {
            partition: { bucket: hoursBucket(shard) },
            between: ['entryId', start, to],
            limit: hoursPerRead,
          },
          hourRow,
        ),
      ),
    );
    // What another shard has beyond the end of a page comes with the next read.
    const horizon = pages
      .flatMap(({ lastKey }) => lastKey?.['entryId'] ?? [])
      .sort()
      .at(0);
    const hours = new Set(pages.flatMap(({ rows }) => rows.map(({ entryId }) => entryId)));
    yield* [...hours].sort().filter((hour) => horizon === undefined || hour <= horizon);
    next = horizon && `${horizon}~`;
  }
}
