import { at } from './grid.ts';
import type { Grid, GridTable } from './grid.ts';
import { costOf } from './shift.ts';
import type { Group, Shift } from './shift.ts';

/** Dimensions along which cells alternate, and the tables that see it: those that have all of them. */
export interface Direction {
  readonly dimensions: readonly number[];
  readonly changed: readonly GridTable[];
}

/** The directions that lead out of a group of a table, the one with the fewest dimensions first. */
export function directionsOf(grid: Grid, table: GridTable): readonly Direction[] {
  let subsets: number[][] = [[]];
  for (const dimension of table.by) {
    subsets = [...subsets, ...subsets.map((subset) => [...subset, dimension])];
  }
  return subsets
    .slice(1)
    .toSorted((one, other) => one.length - other.length)
    .map((dimensions) => ({
      dimensions,
      changed: grid.tables.filter(({ by }) => dimensions.every((one) => by.includes(one))),
    }));
}

/** Blocks that are looked at for one cell: with more, the search takes longer and finds little. */
const effort = 5_000;

/**
 * The alternation with the least cost that brings people into a group.
 *
 * An alternation is a block of cells whose corners are by turns a gain and a loss. A table that lacks one
 * of its dimensions adds up neighbours, a gain and a loss, and does not see it.
 *
 * @param room by cell, how many people it can lose
 * @param below what the cost has to be less than: with 1, suppressed groups alone may change
 */
export function cheapestAlternation(
  grid: Grid,
  { cells }: Group,
  directions: readonly Direction[],
  room: Float64Array,
  below: number,
): Shift | undefined {
  let best: Shift | undefined;
  let least = below;
  for (const direction of directions) {
    for (const cell of cells) {
      const cost = costOf([cell], direction.changed);
      if (cost < least) search(direction, cell, cost);
      if (least === 0) return best;
    }
  }
  return best;

  /** Depth first: doubles the block along one dimension after the other, while it costs less. */
  function search({ dimensions, changed }: Direction, cell: number, ownCost: number): void {
    let left = effort;
    const extend = (depth: number, gains: number[], losses: number[], cost: number): void => {
      const dimension = dimensions[depth];
      if (dimension === undefined) {
        [best, least] = [{ gains, losses, changed }, cost];
        return;
      }
      for (const value of valuesBeside(cell, dimension, changed)) {
        if (least === 0 || left-- <= 0) return;
        const across = (corner: number) => grid.withValue(corner, dimension, value);
        const lost = gains.map(across);
        if (lost.some((corner) => at(room, corner) === 0)) continue;
        const gained = losses.map(across);
        const total = cost + costOf(lost, changed) + costOf(gained, changed);
        if (total < least) extend(depth + 1, [...gains, ...gained], [...losses, ...lost], total);
      }
    };
    extend(0, [cell], [], ownCost);
  }

  /** Where a block can extend; where it may have a cost, those that cost least first. */
  function valuesBeside(
    cell: number,
    dimension: number,
    changed: readonly GridTable[],
  ): readonly number[] {
    const values = grid.occupiedBeside(cell, dimension);
    if (below === 1) return values;
    const cost = (value: number) => costOf([grid.withValue(cell, dimension, value)], changed);
    return values
      .map((value) => ({ value, cost: cost(value) }))
      .toSorted((one, other) => one.cost - other.cost)
      .map(({ value }) => value);
  }
}
