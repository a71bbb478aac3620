import { cheapestAlternation } from './alternation.ts';
import { directionsOf } from './direction.ts';
import type { Direction } from './direction.ts';
import { at } from './grid.ts';
import type { Grid, GridTable } from './grid.ts';
import type { MeasureFacts } from './measure.ts';
import { suppressFor } from './shift.ts';
import type { Group, Shift } from './shift.ts';

/**
 * Decides which groups are not shown: those with fewer people than the minimum, and others that protect
 * them from being computed as a difference of what is shown (complementary suppression).
 *
 * A group without people is small, too: to show it would reveal that nothing about a person is in it.
 *
 * Each small group is proved safe by an example. Beginning with the exact figures, people are shifted
 * between cells such that every shown group of every table has as many as before, until the small group
 * has `target` people. The reader cannot distinguish that example from the facts. Two things follow, for the
 * figures without noise already:
 * - No small group is determined by the shown ones: neither by adding and subtracting them, nor by
 *   knowing that no figure is negative.
 * - No set of cells that together have fewer people than the minimum is determined: it would have the
 *   same figure in the example, where one of its cells alone has more.
 * Both hold for counts of events as well: a cell has at least as many of them as people.
 *
 * The groups that a shift changes are suppressed: of several shifts, the one for which those are the
 * smallest. The shifts are those of the hypercube method (Giessing and Repsilber 2002, Tools and
 * Strategies to Protect Multiple Tables with the GHQUAR Cell Suppression Engine). To suppress two groups
 * in each row and column would not do: a cell can be computed where it alone connects two parts of the
 * suppressed cells (Gusfield 1988, A Graph Theoretic Approach to Statistical Data Security).
 */
export function suppressSmallGroups(measure: MeasureFacts, grid: Grid): void {
  const small = grid.tables.map((table) => ({ table, groups: smallGroups(measure, table) }));
  for (const { table, groups } of small) {
    for (const { number } of groups) table.suppressed[number] = 1;
  }
  const target = targetOf(measure, grid);
  const available = grid.people.slice();
  for (const { table, groups } of small) {
    const directions = directionsOf(grid, table);
    for (const group of groups) {
      if (!protect(group, directions, available, target)) {
        for (const { suppressed } of grid.tables) suppressed.fill(1);
        return;
      }
    }
  }
}

function smallGroups({ minimumGroup }: MeasureFacts, table: GridTable): readonly Group[] {
  const cells = Array.from(table.people, (): number[] => []);
  for (const [cell, group] of table.groupOf.entries()) cells[group]?.push(cell);
  return cells
    .map((of, number) => ({ table, number, cells: of }))
    .filter(({ number }) => at(table.people, number) < minimumGroup);
}

/**
 * More than the sum over any cells that together have fewer people than the minimum. The sum is larger
 * than their number of people where a person has events in several cells: by at most what it is larger in
 * the whole table, and for each person by at most the bound of the contribution.
 */
function targetOf({ minimumGroup, contribution }: MeasureFacts, { people, tables }: Grid): number {
  const total = at(tables[0]?.people ?? [], 0);
  const repeated = people.reduce((sum, each) => sum + each, 0) - total;
  return minimumGroup + Math.min(repeated, (contribution.count - 1) * minimumGroup);
}

/**
 * @param available by cell, how many people can be shifted out of it; as before at the end
 * @returns false if the cells outside the group do not have enough people
 */
function protect(
  group: Group,
  directions: readonly Direction[],
  available: Float64Array,
  target: number,
): boolean {
  let missing = target - group.cells.reduce((sum, cell) => sum + at(available, cell), 0);
  const undo: (() => void)[] = [];
  while (missing > 0) {
    const shift =
      cheapestAlternation(group, directions, available, 1) ??
      cheapestAlternation(group, directions, available, Infinity);
    if (shift === undefined) return false;
    suppressFor(shift);
    const amount = shift.losses.reduce(
      (least, cell) => Math.min(least, at(available, cell)),
      missing,
    );
    move(shift, available, amount);
    undo.push(() => move(shift, available, -amount));
    missing -= amount;
  }
  for (const step of undo) step();
  return true;
}

function move({ gains, losses }: Shift, available: Float64Array, people: number): void {
  for (const cell of gains) available[cell] = at(available, cell) + people;
  for (const cell of losses) available[cell] = at(available, cell) - people;
}
