import { at } from './grid.ts';
import type { Grid, GridTable } from './grid.ts';

/**
 * Moves people out of each cell of `losses` and as many into each cell of `gains`. Only groups of the
 * tables in `changed` have another number of people afterwards.
 */
export interface Shift {
  readonly gains: readonly number[];
  readonly losses: readonly number[];
  readonly changed: readonly GridTable[];
}

/** A group into which people are shifted, and its cells. */
export interface Group {
  readonly table: GridTable;
  readonly number: number;
  readonly cells: readonly number[];
}

/** The groups that have to be suppressed so that a shift is not seen. */
export function suppressFor({ gains, losses, changed }: Shift): void {
  for (const { groupOf, suppressed } of changed) {
    for (const cell of gains) suppressed[at(groupOf, cell)] = 1;
    for (const cell of losses) suppressed[at(groupOf, cell)] = 1;
  }
}

/** How many people in groups that are shown a change of some cells would suppress. */
export function costOf(cells: readonly number[], changed: readonly GridTable[]): number {
  let cost = 0;
  for (const { groupOf, people, suppressed } of changed) {
    for (const cell of cells) {
      const group = at(groupOf, cell);
      if (at(suppressed, group) === 0) cost += at(people, group);
    }
  }
  return cost;
}

/**
 * One person from the cell outside a group to the cell in it that has the same values otherwise, for
 * the outer cell with the least cost. Tables see it where the two cells are in different groups.
 *
 * @param room by cell, how many people it can lose
 * @returns undefined if no cell outside the group has people
 */
export function cheapestExchange(grid: Grid, group: Group, room: Float64Array): Shift | undefined {
  const { table, number, cells } = group;
  const inside = at(cells, 0);
  let [best, least]: [Shift | undefined, number] = [undefined, Infinity];
  for (const loss of grid.occupied) {
    if (least === 0) break;
    if (at(table.groupOf, loss) === number || at(room, loss) === 0) continue;
    const gain = table.by.reduce(
      (cell, dimension) => grid.withValue(cell, dimension, grid.valueOf(inside, dimension)),
      loss,
    );
    const changed = grid.tables.filter(({ groupOf }) => at(groupOf, gain) !== at(groupOf, loss));
    const cost = costOf([gain, loss], changed);
    if (cost < least) [best, least] = [{ gains: [gain], losses: [loss], changed }, cost];
  }
  return best;
}
