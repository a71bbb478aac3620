import * as z from 'zod';
import { bytesColumn } from '../../platform/dynamo/columns.ts';
import { executeEach, statementsPerCall } from '../../platform/dynamo/batch.ts';
import type { Database } from '../../platform/dynamo/database.ts';
import { getRows, keysPerBatch, queryAll, queryPage } from '../../platform/dynamo/read.ts';
import { insert } from '../../platform/dynamo/statement.ts';
import { edgeWidths, tileWidth } from '../model/tiles.ts';
import type { Edge, TileName } from '../model/tiles.ts';
import { ledgerTree } from './table.ts';

const row = z.object({
  part: z.string(),
  place: z.string(),
  /** Of a tile. */
  hash: bytesColumn.optional(),
  /** Of a leaf: the key of its entry in the outbox. */
  bucket: z.string().optional(),
  entryId: z.string().optional(),
  /** Of an entry: its number. */
  index: z.int().nonnegative().optional(),
});
export type TreeRow = z.output<typeof row>;

export const tilePart = ({ level, index }: TileName): string => `tile#${level}#${index}`;
export const placeOf = (place: number): string => String(place).padStart(3, '0');
const entriesPart = (hour: string): string => `entries#${hour}`;

/** The row that says which number an entry has; `bucket` of the outbox. */
export const numberRow = (bucket: string, entryId: string, index: number): TreeRow => ({
  part: entriesPart(bucket.slice(0, 13)),
  place: entryId,
  index,
});

/** The first hashes of a tile, at most `width`. @throws StoreUnavailableError */
export async function readTile(
  database: Database,
  tile: TileName,
  width = tileWidth,
): Promise<readonly Uint8Array[]> {
  if (width === 0) return [];
  const options = { partition: { part: tilePart(tile) }, limit: width };
  const { rows } = await queryPage(database, ledgerTree, options, row);
  return rows.flatMap(({ hash, place }, index) => (hash && place === placeOf(index) ? [hash] : []));
}

/**
 * The edge of the tree of this size, whatever was written beyond it.
 *
 * @throws TreeBrokenError when hashes are missing
 */
export async function readEdge(database: Database, size: number): Promise<Edge> {
  return Promise.all(
    edgeWidths(size).map(async ({ width, ...tile }) => {
      const hashes = await readTile(database, tile, width);
      if (hashes.length < width) throw new TreeBrokenError('a tile has lost hashes');
      return hashes;
    }),
  );
}

export interface EntryPlace {
  /** Of the outbox: `2026-11-24T03`. */
  readonly hour: string;
  readonly entryId: string;
}

/**
 * The numbers of entries; those that are not in the tree yet have none.
 *
 * @throws StoreUnavailableError
 */
export async function numbersOf(
  database: Database,
  entries: readonly EntryPlace[],
): Promise<ReadonlyMap<string, number>> {
  const keys = entries.map(({ hour, entryId }) => ({ part: entriesPart(hour), place: entryId }));
  const numbers = new Map<string, number>();
  for (let first = 0; first < keys.length; first += keysPerBatch) {
    const some = keys.slice(first, first + keysPerBatch);
    for (const { place, index } of await getRows(database, ledgerTree, some, row)) {
      if (index !== undefined) numbers.set(place, index);
    }
  }
  return numbers;
}

/** Ids of the entries of an hour that have numbers, from an id on. @throws StoreUnavailableError */
export async function numberedIn(
  database: Database,
  hour: string,
  fromId: string,
): Promise<ReadonlySet<string>> {
  const ids = new Set<string>();
  const between = ['place', fromId, '~'] as const;
  const options = { partition: { part: entriesPart(hour) }, between };
  for await (const { place } of queryAll(database, ledgerTree, options, row)) ids.add(place);
  return ids;
}

/** The entry of a leaf; undefined when there is no such leaf. @throws StoreUnavailableError */
export async function leafAt(
  database: Database,
  index: number,
): Promise<{ readonly bucket: string; readonly entryId: string } | undefined> {
  const part = tilePart({ level: 0, index: Math.floor(index / tileWidth) });
  const keys = [{ part, place: placeOf(index % tileWidth) }];
  const [leaf] = await getRows(database, ledgerTree, keys, row);
  const { bucket, entryId } = leaf ?? {};
  return bucket !== undefined && entryId !== undefined ? { bucket, entryId } : undefined;
}

const callsAtOnce = 4;

/**
 * Writes rows; those that an interrupted run has written stay as they are.
 *
 * @throws StoreUnavailableError
 * @throws TreeBrokenError when another row is there
 */
export async function addRows(database: Database, rows: readonly TreeRow[]): Promise<void> {
  const calls = Array.from({ length: Math.ceil(rows.length / statementsPerCall) }, (_, call) =>
    rows.slice(call * statementsPerCall, (call + 1) * statementsPerCall),
  );
  for (let first = 0; first < calls.length; first += callsAtOnce) {
    await Promise.all(
      calls.slice(first, first + callsAtOnce).map((some) => addSome(database, some)),
    );
  }
}

async function addSome(database: Database, rows: readonly TreeRow[]): Promise<void> {
  const statements = rows.map((each) => insert(ledgerTree, { ...each }));
  const outcomes = await executeEach(database, statements);
  const there = rows.filter((_, index) => outcomes[index] === 'changed');
  const keys = there.map(({ part, place }) => ({ part, place }));
  const found = new Set((await getRows(database, ledgerTree, keys, row)).map(contentOf));
  if (there.some((each) => !found.has(contentOf(each)))) {
    throw new TreeBrokenError('the tree has another row in this place');
  }
}

const contentOf = ({ hash, ...rest }: TreeRow): string =>
  JSON.stringify([
    ...[rest.part, rest.place, rest.bucket, rest.entryId, rest.index],
    hash && Buffer.from(hash).toString('hex'),
  ]);

/** The stored tree is not the one that was signed, for example after a restore of one of its tables. */
export class TreeBrokenError extends Error {
  override readonly name = 'TreeBrokenError';
}
