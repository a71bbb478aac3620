import * as z from 'zod';
import type { Database } from '../../platform/dynamo/database.ts';
import { queryAll } from '../../platform/dynamo/read.ts';
import { canonicalJson } from '../../value/canonical.ts';
import { firstIdAt } from '../../value/ids.ts';
import { leafHash } from '../../value/merkle.ts';
import type { EpochMilliseconds } from '../../value/time.ts';
import { milliseconds, plusSeconds } from '../../value/time.ts';
import { beginOfHour, bucketOf, hourOf, shardCount } from '../model/ledger.ts';
import { outbox } from '../table.ts';
import { usedHours } from '../used-hours.ts';
import type { Head, Sequenced } from './head.ts';
import { numberedIn } from './store.ts';

/** As long as a function can run, 15 minutes, and clocks can differ: an entry is written later than its id is made. */
const overlapSeconds = 20 * 60;
const daySeconds = 86_400;

/** What is in the leaf of an entry. Not checked against the catalogue: an entry of a later version is none the less one. */
const outboxRow = z.object({
  bucket: z.string(),
  entryId: z.string(),
  type: z.string(),
  at: z.string(),
  policyVersion: z.string(),
  codes: z.record(z.string(), z.unknown()),
  commitment: z.string().optional(),
});

/** The bytes of a leaf: the entry as canonical JSON (RFC 8785). */
export const leafOf = (entry: Record<string, unknown>): string => {
  const { entryId, type, at, policyVersion, codes, commitment } = entry;
  return canonicalJson({
    ...{ entryId, type, at, policyVersion, codes },
    ...(commitment !== undefined && { commitment }),
  });
};

/** The hour before which everything is in the tree, once a run has read to its end. */
export const closedHourAt = (now: EpochMilliseconds): string =>
  hourOf(plusSeconds(now, -daySeconds));

/**
 * Entries that are in no batch, of each hour in the order of their ids. Reads what is new since the last
 * run, and whole hours once more when they are a day old: what was written late is in them.
 *
 * @param head without a batch
 * @throws StoreUnavailableError
 */
export async function* unsequenced(
  database: Database,
  head: Head,
  now: EpochMilliseconds,
): AsyncGenerator<Sequenced, void> {
  // A run whose clock was ahead must not hide what is written until then.
  const recent = plusSeconds(milliseconds(Math.min(head.lookedAt, now)), -overlapSeconds);
  const ahead = plusSeconds(now, overlapSeconds);
  for await (const hour of usedHours(database, head.closedHour, hourOf(ahead))) {
    const isOld = hour < closedHourAt(now);
    const begin = beginOfHour(hour);
    if (!isOld && plusSeconds(begin, 3_600) <= recent) continue;
    yield* missingIn(database, hour, isOld || begin >= recent ? '0' : firstIdAt(recent));
  }
}

async function* missingIn(
  database: Database,
  hour: string,
  fromId: string,
): AsyncGenerator<Sequenced, void> {
  const numbered = await numberedIn(database, hour, fromId);
  const shards = Array.from({ length: shardCount }, (_, shard) => {
    const options = {
      partition: { bucket: bucketOf(beginOfHour(hour), shard) },
      between: ['entryId', fromId, '~'] as const,
    };
    return queryAll(database, outbox, options, outboxRow);
  });
  for await (const entry of merged(shards)) {
    const { bucket, entryId } = entry;
    if (!numbered.has(entryId)) yield { bucket, entryId, hash: leafHash(leafOf(entry)) };
  }
}

async function* merged<Entry extends { readonly entryId: string }>(
  sources: readonly AsyncGenerator<Entry, void>[],
): AsyncGenerator<Entry, void> {
  const next = await Promise.all(sources.map((source) => source.next()));
  for (;;) {
    let first: { readonly entry: Entry; readonly source: number } | undefined;
    for (const [source, read] of next.entries()) {
      if (read.done === true) continue;
      const entry = read.value;
      if (first === undefined || entry.entryId < first.entry.entryId) first = { entry, source };
    }
    if (first === undefined) return;
    yield first.entry;
    const source = sources[first.source];
    if (source !== undefined) next[first.source] = await source.next();
  }
}
