import { nodeHash } from '../../value/merkle.ts';
import { perfectRoot, tileHeight, tileWidth } from './tiles.ts';
import type { TileName } from './tiles.ts';

/** Some hashes of one tile, whose root is a node of the tree. */
interface Part extends TileName {
  readonly place: number;
  readonly count: number;
}

/** A hash of a proof: over parts from left to right, each at least as large as the next. */
type Step = readonly Part[];

/** The steps of the proof that a leaf is in a tree (RFC 9162 section 2.1.3.1), from the leaf up. */
export const stepsOf = (index: number, size: number): readonly Step[] => [
  ...siblings(index, 0, size),
];

function* siblings(index: number, start: number, end: number): Generator<Step, void> {
  if (end - start <= 1) return;
  const middle = start + largestPowerBelow(end - start);
  if (index < middle) {
    yield* siblings(index, start, middle);
    yield partsOf(middle, end);
  } else {
    yield* siblings(index, middle, end);
    yield partsOf(start, middle);
  }
}

function partsOf(start: number, end: number): Step {
  const size = end - start;
  const power = largestPowerBelow(size);
  if (size === 1 || power * 2 === size) return [partOf(start, size)];
  return [partOf(start, power), ...partsOf(start + power, end)];
}

/** @param size a power of two, of which `start` is a multiple */
function partOf(start: number, size: number): Part {
  const level = Math.floor(Math.log2(size) / tileHeight);
  const unit = tileWidth ** level;
  const first = start / unit;
  const index = Math.floor(first / tileWidth);
  return { level, index, place: first % tileWidth, count: size / unit };
}

/** The largest power of two that is smaller; 1 for 1. */
function largestPowerBelow(size: number): number {
  let power = 1;
  while (power * 2 < size) power *= 2;
  return power;
}

/** Every tile that the steps read, once. */
export const tilesOf = (steps: readonly Step[]): readonly TileName[] => [
  ...new Map(
    steps.flat().map(({ level, index }) => [`${level}/${index}`, { level, index }]),
  ).values(),
];

/**
 * The hashes of a proof.
 *
 * @param hashesOf hashes of a tile; at least those that the steps read
 */
export const proofOf = (
  steps: readonly Step[],
  hashesOf: (tile: TileName) => readonly Uint8Array[],
): readonly Uint8Array[] =>
  steps.map((step) =>
    step
      .map(({ place, count, ...tile }) => perfectRoot(hashesOf(tile).slice(place, place + count)))
      .reduceRight((right, left) => nodeHash(left, right)),
  );
