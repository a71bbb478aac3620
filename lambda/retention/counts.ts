import { randomInt } from 'node:crypto';
import * as z from 'zod';
import type { Database } from '../platform/dynamo/database.ts';
import { StoreUnavailableError } from '../platform/dynamo/errors.ts';
import { getRow, getRows, queryAll, queryPage } from '../platform/dynamo/read.ts';
import type { Statement } from '../platform/dynamo/statement.ts';
import { insert, remove, update } from '../platform/dynamo/statement.ts';
import { transact } from '../platform/dynamo/transact.ts';
import type { SubjectId } from '../platform/ids.ts';
import type { Clock } from '../platform/time.ts';
import { plusSeconds, toEpochSeconds } from '../platform/time.ts';
import { subjects } from '../subject/table.ts';
import type { PersonChange } from './person-change.ts';
import { countedChanges, recordCounts } from './table.ts';

/** What is held of one person in one category. Days are UTC, of the time of collection. */
export interface HeldCount {
  readonly category: string;
  readonly count: number;
  readonly oldest: string;
  readonly newest: string;
}

/** @throws StoreUnavailableError from every method */
export interface Counts {
  /** Counts changes of the records table, each once however often the stream delivers it. */
  apply(changes: readonly PersonChange[]): Promise<void>;
  /** What is held of a person: one query, and two rows for each category, whatever they hold. */
  read(subjectId: SubjectId): Promise<readonly HeldCount[]>;
  /** Repeat it freely. */
  deleteAll(subjectId: SubjectId): Promise<number>;
}

/** With a note, a day and a total for each change, within 100 statements and 100 keys. */
const changesPerTransaction = 30;
/** Longer than a stream keeps its records, which is 24 hours. */
const notedSeconds = 3 * 86_400;
const attempts = 10;
const rowsPerDeletion = 100;

const total = 'total#';
const totalOf = (category: string): string => `${total}${category}`;
const daysOf = (category: string): string => `day#${category}#`;
const range = (from: string): readonly [string, string, string] => ['bucket', from, `${from}~`];

const countRow = z.object({
  subjectId: z.string(),
  bucket: z.string(),
  count: z.int(),
  version: z.int(),
});
type CountRow = z.output<typeof countRow>;

export function openCounts({
  database,
  clock,
}: {
  readonly database: Database;
  readonly clock: Clock;
}): Counts {
  const note = ({ eventId }: PersonChange): Statement =>
    insert(countedChanges, {
      change: noteOf(eventId),
      expiresAt: toEpochSeconds(plusSeconds(clock(), notedSeconds)),
    });

  async function applyChunk(chunk: readonly PersonChange[]): Promise<void> {
    let pending = chunk;
    for (let attempt = 0; attempt < attempts && pending.length > 0; attempt += 1) {
      const sums = await sumsOf(database, pending);
      const outcome = await transact(database, [...pending.map(note), ...sums]);
      if (outcome.kind === 'committed') return;
      if (outcome.kind === 'duplicate' && outcome.statement < pending.length) {
        pending = await unnoted(database, pending);
      }
    }
    if (pending.length > 0) {
      throw new StoreUnavailableError('other consumers held the counts of a person throughout');
    }
  }

  return {
    async apply(changes) {
      const alive = await ofActivePeople(database, changes);
      for (let start = 0; start < alive.length; start += changesPerTransaction) {
        await applyChunk(alive.slice(start, start + changesPerTransaction));
      }
    },

    async read(subjectId) {
      const totals = queryAll(
        database,
        recordCounts,
        { partition: { subjectId }, between: range(total) },
        countRow,
      );
      const found = await Array.fromAsync(totals);
      const held = await Promise.all(
        found.map(async ({ bucket, count }) => {
          const category = bucket.slice(total.length);
          const [oldest, newest] = await Promise.all([
            dayOf(database, subjectId, category, false),
            dayOf(database, subjectId, category, true),
          ]);
          return oldest && newest ? [{ category, count, oldest, newest }] : [];
        }),
      );
      return held.flat();
    },

    async deleteAll(subjectId) {
      const rows = await Array.fromAsync(
        queryAll(database, recordCounts, { partition: { subjectId } }, countRow),
      );
      for (let start = 0; start < rows.length; start += rowsPerDeletion) {
        const outcome = await transact(
          database,
          rows
            .slice(start, start + rowsPerDeletion)
            .map(({ bucket, version }) => remove(recordCounts, { subjectId, bucket }, version)),
        );
        if (outcome.kind !== 'committed') {
          throw new StoreUnavailableError('counts changed while they were deleted');
        }
      }
      return rows.length;
    },
  };
}

const noteOf = (eventId: string): string => `held#${eventId}`;

/** Nothing is counted of who is being erased: the counts go, and must not come back. */
async function ofActivePeople(
  database: Database,
  changes: readonly PersonChange[],
): Promise<readonly PersonChange[]> {
  const people = [...new Set(changes.map(({ subjectId }) => subjectId))];
  const row = z.object({ subjectId: z.string(), status: z.string() });
  const active = new Set<string>();
  for (let start = 0; start < people.length; start += rowsPerDeletion) {
    const keys = people.slice(start, start + rowsPerDeletion).map((subjectId) => ({ subjectId }));
    for (const { subjectId, status } of await getRows(database, subjects, keys, row)) {
      if (status === 'active') active.add(subjectId);
    }
  }
  return changes.filter(({ subjectId }) => active.has(subjectId));
}

async function unnoted(
  database: Database,
  changes: readonly PersonChange[],
): Promise<readonly PersonChange[]> {
  const known = await Promise.all(
    changes.map(({ eventId }) =>
      getRow(database, countedChanges, { change: noteOf(eventId) }, z.object({})),
    ),
  );
  return changes.filter((_, index) => known[index] === undefined);
}

interface Place {
  readonly subjectId: string;
  readonly bucket: string;
}
interface Sum {
  readonly place: Place;
  by: number;
}

const nameOf = ({ subjectId, bucket }: Place): string => `${subjectId} ${bucket}`;

function add(sums: Map<string, Sum>, place: Place, by: number): void {
  const sum = sums.get(nameOf(place)) ?? { place, by: 0 };
  sum.by += by;
  sums.set(nameOf(place), sum);
}

/** Read, then written on condition of the version: PartiQL has no ADD. */
async function sumsOf(database: Database, changes: readonly PersonChange[]): Promise<Statement[]> {
  const days = new Map<string, Sum>();
  const totalOfDay = new Map<string, Place>();
  for (const { subjectId, category, day, by } of changes) {
    const place = { subjectId, bucket: `${daysOf(category)}${day}` };
    add(days, place, by);
    totalOfDay.set(nameOf(place), { subjectId, bucket: totalOf(category) });
  }
  const places = [...[...days.values()].map(({ place }) => place), ...totalOfDay.values()];
  const keys = [...new Map(places.map((place) => [nameOf(place), { ...place }])).values()];
  const rows = await getRows(database, recordCounts, keys, countRow);
  const known = new Map(rows.map((row) => [nameOf(row), row]));

  const totals = new Map<string, Sum>();
  for (const [name, sum] of days) {
    // A deletion of what was never counted takes nothing away.
    sum.by = Math.max(sum.by, -(known.get(name)?.count ?? 0));
    const place = totalOfDay.get(name);
    if (place !== undefined) add(totals, place, sum.by);
  }
  return [...days, ...totals].flatMap(([name, { place, by }]) =>
    changeBy(known.get(name), place, by),
  );
}

/** An empty bucket goes, so that the first and the last that stand are the oldest and the newest. */
function changeBy(
  row: CountRow | undefined,
  { subjectId, bucket }: Place,
  by: number,
): Statement[] {
  if (by === 0) return [];
  const key = { subjectId, bucket };
  // A random first version: one that comes back must not pass for the one that went.
  if (row === undefined) {
    return [insert(recordCounts, { ...key, count: by, version: randomInt(2 ** 40) })];
  }
  const count = row.count + by;
  return count === 0
    ? [remove(recordCounts, key, row.version)]
    : [update(recordCounts, key, row.version, { count })];
}

async function dayOf(
  database: Database,
  subjectId: SubjectId,
  category: string,
  newestFirst: boolean,
): Promise<string | undefined> {
  const from = daysOf(category);
  const options = { partition: { subjectId }, between: range(from), limit: 1, newestFirst };
  const { rows } = await queryPage(database, recordCounts, options, countRow);
  return rows[0]?.bucket.slice(from.length);
}
