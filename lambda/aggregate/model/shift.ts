import { at } from './grid.ts';
import type { GridTable } from './grid.ts';

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
