import { at } from './grid.ts';
import type { Grid, GridTable } from './grid.ts';

/** Dimensions along which a cell changes its values together. */
export interface Axis {
  /** The cells with people that have the values of a cell in all other dimensions; perhaps itself. */
  readonly occupiedFrom: (cell: number) => readonly number[];
  /** The cell that has the values of `other` in these dimensions, and those of `cell` in the others. */
  readonly across: (cell: number, other: number) => number;
}

/**
 * Axes of a block of cells whose corners are by turns a gain and a loss. A table that has none of the
 * dimensions of one axis adds up neighbours along it, a gain and a loss, and sees no change.
 */
export interface Direction {
  readonly axes: readonly Axis[];
  readonly changed: readonly GridTable[];
}

/** The directions that lead out of each group of a table; the one with the fewest axes first. */
export function directionsOf(grid: Grid, table: GridTable): readonly Direction[] {
  return partitionsOf(table.by)
    .filter((parts) => parts.length > 0)
    .toSorted((one, other) => one.length - other.length)
    .map((parts) => ({
      axes: parts.map((dimensions) => axisOf(grid, dimensions)),
      changed: grid.tables.filter(({ by }) =>
        parts.every((dimensions) => dimensions.some((dimension) => by.includes(dimension))),
      ),
    }));
}

/** Every way to leave out some dimensions and to divide the others into parts. */
function partitionsOf(dimensions: readonly number[]): readonly (readonly (readonly number[])[])[] {
  let partitions: number[][][] = [[]];
  for (const dimension of dimensions) {
    partitions = partitions.flatMap((parts) => [
      parts,
      [...parts, [dimension]],
      ...parts.map((_, place) =>
        parts.map((part, other) => (other === place ? [...part, dimension] : part)),
      ),
    ]);
  }
  return partitions;
}

function axisOf({ people, valueOf, withValue }: Grid, dimensions: readonly number[]): Axis {
  const across = (cell: number, other: number) => {
    let result = cell;
    for (const dimension of dimensions)
      result = withValue(result, dimension, valueOf(other, dimension));
    return result;
  };
  // Small cells first: they are suppressed already.
  const occupied = [...people.keys()]
    .filter((cell) => at(people, cell) > 0)
    .sort((one, other) => at(people, one) - at(people, other));
  const lines = Map.groupBy(occupied, (cell) => across(cell, 0));
  return { across, occupiedFrom: (cell) => lines.get(across(cell, 0)) ?? [] };
}
