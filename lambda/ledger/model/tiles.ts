import { emptyRoot, nodeHash } from '../../value/merkle.ts';

/* The hash tree of RFC 6962 in tiles of height 8 (https://c2sp.org/tlog-tiles). */

export const tileHeight = 8;
export const tileWidth = 2 ** tileHeight;

/** Level 0 has the hashes of leaves; a tile of a level above has the roots of full tiles below it. */
export interface TileName {
  readonly level: number;
  readonly index: number;
}

/** One hash of a tile. */
export interface TilePlace extends TileName {
  readonly place: number;
  readonly hash: Uint8Array;
}

/** The hashes of the last tile of each level, which is not full. */
export type Edge = readonly (readonly Uint8Array[])[];

/** How many hashes the last tile of each level has, in a tree of this size. */
export function edgeWidths(size: number): readonly (TileName & { readonly width: number })[] {
  const widths: (TileName & { readonly width: number })[] = [];
  for (let level = 0, count = size; count > 0; level += 1) {
    const index = Math.floor(count / tileWidth);
    widths.push({ level, index, width: count % tileWidth });
    count = index;
  }
  return widths;
}

/**
 * Adds leaves to a tree.
 *
 * @param edge of the tree with `size` leaves
 * @returns the edge after it, and every hash that the tiles gain
 */
export function appendLeaves(
  edge: Edge,
  size: number,
  leaves: readonly Uint8Array[],
): { readonly edge: Edge; readonly added: readonly TilePlace[] } {
  const levels = edge.map((hashes) => [...hashes]);
  const counts = edgeWidths(size).map(({ index, width }) => index * tileWidth + width);
  const added: TilePlace[] = [];
  const put = (level: number, hash: Uint8Array): void => {
    const count = counts[level] ?? 0;
    const hashes = (levels[level] ??= []);
    hashes.push(hash);
    added.push({ level, index: Math.floor(count / tileWidth), place: count % tileWidth, hash });
    counts[level] = count + 1;
    if (hashes.length < tileWidth) return;
    levels[level] = [];
    put(level + 1, perfectRoot(hashes));
  };
  for (const leaf of leaves) put(0, leaf);
  return { edge: levels, added };
}

/** The root of the tree with this edge (RFC 6962 section 2.1). */
export function rootOf(edge: Edge): Uint8Array {
  // From right to left: what is lower is further right.
  const peaks = edge.flatMap((hashes) => peaksOf(hashes).toReversed());
  return peaks.length === 0 ? emptyRoot : peaks.reduce((right, left) => nodeHash(left, right));
}

/** Roots of the perfect trees over the hashes, the largest first. */
function peaksOf(hashes: readonly Uint8Array[]): readonly Uint8Array[] {
  const peaks: Uint8Array[] = [];
  for (let start = 0, size = tileWidth; size >= 1; size /= 2) {
    if (start + size > hashes.length) continue;
    peaks.push(perfectRoot(hashes.slice(start, start + size)));
    start += size;
  }
  return peaks;
}

/** @param hashes as many as a power of two */
export function perfectRoot(hashes: readonly Uint8Array[]): Uint8Array {
  const [first = emptyRoot] = hashes;
  if (hashes.length <= 1) return first;
  const middle = hashes.length / 2;
  return nodeHash(perfectRoot(hashes.slice(0, middle)), perfectRoot(hashes.slice(middle)));
}

/** The longest path that is served has three groups: 1,000,000,000 tiles of a level. */
const tilePath = /^(?<groups>(?:x\d{3}\/){0,2}\d{3})(?:\.p\/(?<width>[1-9]\d{0,2}))?$/;

/**
 * Reads the path of a tile after its level: `067`, `x001/067`, `x001/067.p/8`.
 *
 * @returns undefined for anything but the one spelling of a tile
 */
export function parseTilePath(
  path: string,
): { readonly index: number; readonly width: number } | undefined {
  const { groups, width } = tilePath.exec(path)?.groups ?? {};
  if (groups === undefined || groups.startsWith('x000')) return undefined;
  const partial = width === undefined ? tileWidth : Number(width);
  if (width !== undefined && partial >= tileWidth) return undefined;
  return { index: Number(groups.replaceAll(/[x/]/g, '')), width: partial };
}
