import { randomInt } from 'node:crypto';
import * as z from 'zod';
import type { Database } from '../platform/dynamo/database.ts';
import { CorruptRowError } from '../platform/dynamo/errors.ts';
import { queryPage } from '../platform/dynamo/read.ts';
import type { Statement } from '../platform/dynamo/statement.ts';
import { insert, StatementError } from '../platform/dynamo/statement.ts';
import type { EventId, SubjectId } from '../value/ids.ts';
import { newEventId } from '../value/ids.ts';
import type { SubjectKeys } from '../platform/keyring/subject-keys.ts';
import type { Clock, EpochMilliseconds, Rfc3339 } from '../value/time.ts';
import { toRfc3339 } from '../value/time.ts';
import type { Policy } from '../policy/schema.ts';
import type { EntryCodes, EntryType, LedgerEntry } from './model/ledger.ts';
import {
  beginOfHour,
  bucketOf,
  entryCatalogue,
  entryType,
  hourOf,
  shardCount,
} from './model/ledger.ts';
import { outbox } from './table.ts';
import { noteHour, usedHours } from './used-hours.ts';

/** Rows that one query evaluates, and rounds (one query per shard each) in one call. */
const rowsPerQuery = 100;
const roundsPerCall = 31;

export interface EntryDependencies {
  readonly policy: Pick<Policy, 'version'>;
  /** Absent where the subject's keys may not be used: the entry then has no commitment. */
  readonly subjectKeys?: Pick<SubjectKeys, 'commitment'>;
  readonly clock: Clock;
}

/**
 * The statement that records one event; it belongs in the transaction of the change it reports.
 *
 * @throws StatementError when a code is not an enum value, an id of the policy, a count or a hash
 */
export async function entry<Type extends EntryType>(
  deps: EntryDependencies,
  type: Type,
  codes: EntryCodes[Type],
  subjectId?: SubjectId,
): Promise<Statement> {
  const checked = entryCatalogue[type].safeParse(codes);
  if (!checked.success) throw new StatementError(`${type}: a code is not in the catalogue`);
  const entryId = newEventId();
  const at = deps.clock();
  // Only entries about a person use keys: functions without a right to keys can write the others.
  const commitment =
    subjectId === undefined ? undefined : await deps.subjectKeys?.commitment(subjectId, entryId);
  const statement = insert(outbox, {
    bucket: bucketOf(at, randomInt(shardCount)),
    entryId,
    type,
    at: toRfc3339(at),
    policyVersion: deps.policy.version,
    codes: checked.data,
    commitment,
  });
  return { ...statement, before: (database) => noteHour(database, hourOf(at)) };
}

export interface EntryQuery {
  readonly from: EpochMilliseconds;
  /** Exclusive. */
  readonly to: EpochMilliseconds;
  readonly type?: EntryType;
  readonly limit: number;
  readonly cursor?: EntryCursor;
}

/**
 * Where the next page begins: an hour of the ledger, and the last entry that was returned in it.
 */
export interface EntryCursor {
  readonly hour: string;
  readonly after?: string;
}

export interface EntryPage {
  /** In the order of writing. May be empty while `cursor` names rows that were not read yet. */
  readonly entries: readonly LedgerEntry[];
  readonly cursor?: EntryCursor;
}

const row = z.object({
  entryId: z.string(),
  type: entryType,
  at: z.string(),
  policyVersion: z.string(),
  codes: z.record(z.string(), z.unknown()),
  commitment: z.string().optional(),
});

/**
 * Reads the hours that have entries, one by one, and merges the shards. One call reads a bounded number
 * of rows and always advances.
 */
export async function listEntries(database: Database, query: EntryQuery): Promise<EntryPage> {
  const entries: LedgerEntry[] = [];
  const first = query.cursor ?? { hour: hourOf(query.from) };
  let rounds = 0;
  for await (const hour of usedHours(database, first.hour, hourOf(query.to))) {
    if (beginOfHour(hour) >= query.to) break;
    let position: EntryCursor | undefined = hour === first.hour ? first : { hour };
    while (position !== undefined) {
      if (rounds === roundsPerCall) return { entries, cursor: position };
      rounds += 1;
      const slice = await readHour(database, query, position);
      for (const next of slice.entries) {
        entries.push(next);
        if (entries.length === query.limit) {
          return { entries, cursor: { hour, after: next.entryId } };
        }
      }
      position = slice.seenUpTo === undefined ? undefined : { hour, after: slice.seenUpTo };
    }
  }
  return { entries };
}

/**
 * One round over the shards of an hour. Where a shard has more rows than one query evaluates, the
 * merge is complete up to the last row of the shortest such shard: `seenUpTo`.
 */
async function readHour(
  database: Database,
  query: EntryQuery,
  { hour, after }: EntryCursor,
): Promise<{ readonly entries: LedgerEntry[]; readonly seenUpTo?: string }> {
  const pages = await Promise.all(
    Array.from({ length: shardCount }, (_, shard) => {
      const bucket = bucketOf(beginOfHour(hour), shard);
      return queryPage(
        database,
        outbox,
        {
          partition: { bucket },
          limit: rowsPerQuery,
          ...(query.type !== undefined && { filter: { type: query.type } }),
          ...(after !== undefined && { startAfter: { bucket, entryId: after } }),
        },
        row,
      );
    }),
  );
  const horizons = pages.flatMap(({ lastKey }) => lastKey?.['entryId'] ?? []).sort();
  const seenUpTo = horizons[0];
  const entries = pages
    .flatMap(({ rows }) => rows)
    .filter(({ entryId }) => seenUpTo === undefined || entryId <= seenUpTo)
    .filter(({ at }) => at >= toRfc3339(query.from) && at < toRfc3339(query.to))
    .sort((one, other) => (one.entryId < other.entryId ? -1 : 1))
    .map(toEntry);
  return { entries, seenUpTo };
}

function toEntry({ entryId, at, type, codes, ...rest }: z.output<typeof row>): LedgerEntry {
  const checked = entryCatalogue[type].safeParse(codes);
  if (!checked.success) throw new CorruptRowError(outbox.name);
  return { entryId: entryId as EventId, type, at: at as Rfc3339, codes: checked.data, ...rest };
}
