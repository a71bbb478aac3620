import { createHash } from 'node:crypto';
import * as z from 'zod';
import { executeEach, statementsPerCall } from '../platform/dynamo/batch.ts';
import type { TableFacts } from '../platform/dynamo/facts.ts';
import { getRows } from '../platform/dynamo/read.ts';
import { conflict, retryOnConflict } from '../platform/dynamo/retry.ts';
import type { Item, Key, Statement } from '../platform/dynamo/statement.ts';
import { insert, keyNames, update } from '../platform/dynamo/statement.ts';
import type { EpochMilliseconds } from '../value/time.ts';
import type { CountingDependencies } from './count-once.ts';
import { noted, notedSeconds } from './count-once.ts';
import { countedChanges } from './table.ts';

/*
 * Counts changes of a stream in several rows, each change once in each row, by plain conditional writes: a
 * transaction costs twice as much. A row names the changes that it counted last in `recent`. A change
 * gets a note once every row has counted it, and only then may a row forget it. Rows are read before
 * notes: what a row had forgotten by then has a note that this read sees.
 */

/** One change that a row counts. */
export interface Once {
  /** See `changeIdOf`. */
  readonly changeId: string;
}

/** A row, and the changes that it counts. */
export interface CountingRow<Change extends Once> {
  readonly table: TableFacts;
  readonly key: Key;
  readonly changes: readonly Change[];
  /**
   * What the row is once it counts `fresh` as well.
   *
   * @param row as it is stored; undefined before the first change
   * @throws CorruptRowError
   */
  readonly counted: (row: object | undefined, fresh: readonly Change[]) => Counted;
}

export interface Counted {
  readonly set: Item;
  readonly remove?: string;
}

const attempts = 12;
const longestPauseMilliseconds = 400;
const keysPerRead = 100;
/** More than this and a row looks which of them have a note: 15 characters each, in a row of 1 KiB. */
const recentAtMost = 24;

const hourMilliseconds = 3_600_000;
const hourDigits = 4;
/** Sorts after every hour. */
const unknownHour = 'zzzz';

/**
 * Names a change in 15 characters: the hour in which it happened, so that a row knows which ones no
 * stream delivers any more, and the beginning of the SHA-256 of its event.
 *
 * @param happenedAt as the stream says, so that it is the same with every delivery
 */
export function changeIdOf(eventId: string, happenedAt: EpochMilliseconds | undefined): string {
  const hour = happenedAt === undefined ? unknownHour : hourName(happenedAt);
  return `${hour}${createHash('sha256').update(eventId).digest('base64url').slice(0, 11)}`;
}

const hourName = (at: number): string =>
  Math.floor(at / hourMilliseconds)
    .toString(36)
    .padStart(hourDigits, '0');

/**
 * @param rows each once, at most 100 of one table
 * @throws StoreUnavailableError also when other consumers changed the rows throughout
 */
export async function countExactly<Change extends Once>(
  deps: CountingDependencies,
  rows: readonly CountingRow<Change>[],
): Promise<void> {
  const known = new Set<string>();
  let open = rows;
  await retryOnConflict(
    {
      attempts,
      exhausted: 'other consumers changed the counts throughout',
      longestPauseMilliseconds,
    },
    async () => {
      open = await countOpen(deps, open, known);
      return open.length > 0 ? conflict : undefined;
    },
  );
  const changeIds = new Set(rows.flatMap(({ changes }) => changes.map(idOf)));
  const notes = without(changeIds, known).map((changeId) => noted(deps, changeId));
  for (let start = 0; start < notes.length; start += statementsPerCall) {
    // One that is there already was written by another delivery.
    await executeEach(deps.database, notes.slice(start, start + statementsPerCall));
  }
}

const without = (all: ReadonlySet<string>, known: ReadonlySet<string>): string[] =>
  [...all].filter((changeId) => !known.has(changeId));
const idOf = ({ changeId }: Once): string => changeId;

const storedRow = z.looseObject({ version: z.int(), recent: z.array(z.string()).default([]) });
type StoredRow = z.output<typeof storedRow>;

/** @returns the rows that another consumer changed meanwhile */
async function countOpen<Change extends Once>(
  deps: CountingDependencies,
  open: readonly CountingRow<Change>[],
  known: Set<string>,
): Promise<readonly CountingRow<Change>[]> {
  const stored = await readAll(deps, open);
  const asked = open.flatMap((row) => [
    ...row.changes.map(idOf),
    ...overflow(stored.get(row), row),
  ]);
  for (const changeId of await notesOf(deps, without(new Set(asked), known))) known.add(changeId);
  const writes = open.flatMap((row) => {
    const statement = countingStatement(deps, row, stored.get(row), known);
    return statement === undefined ? [] : [{ row, statement }];
  });
  const missed: CountingRow<Change>[] = [];
  for (let start = 0; start < writes.length; start += statementsPerCall) {
    const chunk = writes.slice(start, start + statementsPerCall);
    const outcomes = await executeEach(
      deps.database,
      chunk.map(({ statement }) => statement),
    );
    missed.push(...chunk.flatMap(({ row }, index) => (outcomes[index] === 'done' ? [] : [row])));
  }
  return missed;
}

/** What a row names that it may forget, once it is too much. */
const overflow = (stored: StoredRow | undefined, { changes }: { changes: readonly Once[] }) =>
  stored !== undefined && stored.recent.length + changes.length > recentAtMost ? stored.recent : [];

function countingStatement<Change extends Once>(
  { clock }: CountingDependencies,
  { table, key, changes, counted }: CountingRow<Change>,
  stored: StoredRow | undefined,
  known: ReadonlySet<string>,
): Statement | undefined {
  const recent = stored?.recent ?? [];
  const fresh = changes.filter(
    ({ changeId }) => !known.has(changeId) && !recent.includes(changeId),
  );
  if (fresh.length === 0) return undefined;
  const oldest = hourName(clock() - notedSeconds * 1000);
  const { set, remove } = counted(stored, fresh);
  const changed = {
    ...set,
    recent: [...recent.filter((one) => one >= oldest && !known.has(one)), ...fresh.map(idOf)],
  };
  return stored === undefined
    ? // A random first version: a row that comes back must not pass for the one that went.
      insert(table, { ...key, ...changed, version: firstVersion() })
    : update(table, key, stored.version, changed, remove);
}

const firstVersion = (): number => Math.floor(Math.random() * 2 ** 40);

async function readAll<Change extends Once>(
  { database }: CountingDependencies,
  rows: readonly CountingRow<Change>[],
): Promise<ReadonlyMap<CountingRow<Change>, StoredRow>> {
  const stored = new Map<CountingRow<Change>, StoredRow>();
  const read = [...Map.groupBy(rows, ({ table }) => table)].map(async ([table, ofTable]) => {
    const nameOf = (row: Readonly<Record<string, unknown>>): string =>
      JSON.stringify(keyNames(table).map((name) => row[name]));
    const byName = new Map(ofTable.map((row) => [nameOf(row.key), row]));
    const keys = ofTable.map(({ key }) => key);
    for (const one of await getRows(database, table, keys, storedRow)) {
      const row = byName.get(nameOf(one));
      if (row !== undefined) stored.set(row, one);
    }
  });
  await Promise.all(read);
  return stored;
}

const note = z.object({ change: z.string() });

async function notesOf(
  { database }: CountingDependencies,
  all: readonly string[],
): Promise<readonly string[]> {
  const found: string[] = [];
  for (let start = 0; start < all.length; start += keysPerRead) {
    const keys = all.slice(start, start + keysPerRead).map((change) => ({ change }));
    const notes = await getRows(database, countedChanges, keys, note);
    found.push(...notes.map(({ change }) => change));
  }
  return found;
}
