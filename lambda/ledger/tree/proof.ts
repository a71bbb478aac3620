import * as z from 'zod';
import type { Database } from '../../platform/dynamo/database.ts';
import { getRow } from '../../platform/dynamo/read.ts';
import { proofOf, stepsOf, tilesOf } from '../model/inclusion.ts';
import type { TileName } from '../model/tiles.ts';
import { outbox } from '../table.ts';
import { readHead } from './head.ts';
import { leafAt, readTile } from './store.ts';
import { leafOf } from './unsequenced.ts';

/** That an entry is in the tree of a checkpoint; texts are base64, the checkpoint is a signed note. */
export interface Proof {
  readonly index: number;
  readonly treeSize: number;
  readonly hashes: readonly string[];
  readonly leaf: string;
  readonly checkpoint: string;
}

/**
 * The proof of an entry in the tree of the last checkpoint.
 *
 * @returns undefined when the checkpoint does not cover the number
 * @throws StoreUnavailableError
 */
export async function proveEntry(database: Database, index: number): Promise<Proof | undefined> {
  const head = await readHead(database);
  if (head === undefined || index >= head.size) return undefined;
  const { size: treeSize, checkpoint } = head;
  const steps = stepsOf(index, treeSize);
  const [leaf, tiles] = await Promise.all([
    readLeaf(database, index),
    Promise.all(
      tilesOf(steps).map(async (tile) => [nameOf(tile), await readTile(database, tile)] as const),
    ),
  ]);
  if (leaf === undefined) return undefined;
  const read = new Map(tiles);
  const hashes = proofOf(steps, (tile) => read.get(nameOf(tile)) ?? []).map(base64);
  return { index, treeSize, hashes, leaf: base64(Buffer.from(leaf)), checkpoint };
}

const nameOf = ({ level, index }: TileName): string => `${level}/${index}`;
const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

async function readLeaf(database: Database, index: number): Promise<string | undefined> {
  const key = await leafAt(database, index);
  const entry = key && (await getRow(database, outbox, { ...key }, z.looseObject({})));
  return entry && leafOf(entry);
}
