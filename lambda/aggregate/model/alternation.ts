import type { Axis, Direction } from './direction.ts';
import { at } from './grid.ts';
import type { GridTable } from './grid.ts';
import { costOf } from './shift.ts';
import type { Group, Shift } from './shift.ts';

/** Blocks that are looked at for one cell: with more, the search takes longer and finds little. */
const effort = 5_000;

/**
 * The shift with the least cost that brings people into a group: the corners of a block of cells, by
 * turns a gain and a loss.
 *
 * @param available by cell, how many people can be shifted out of it
 * @param below what the cost has to be less than: with 1, suppressed groups alone may change
 */
export function cheapestAlternation(
  { cells }: Group,
  directions: readonly Direction[],
  available: Float64Array,
  below: number,
): Shift | undefined {
  let best: Shift | undefined;
  let least = below;
  // With many axes a block is in few tables: it costs little. With few axes it is found soon.
  for (const direction of below === 1 ? directions : directions.toReversed()) {
    for (const cell of cells) {
      const cost = costOf([cell], direction.changed);
      if (cost < least) search(direction, cell, cost);
      if (least === 0) return best;
    }
  }
  return best;

  /** Depth first: doubles the block along one axis after the other, while it costs less. */
  function search({ axes, changed }: Direction, cell: number, ownCost: number): void {
    let left = effort;
    const extend = (depth: number, gains: number[], losses: number[], cost: number): void => {
      const axis = axes[depth];
      if (axis === undefined) {
        [best, least] = [{ gains, losses, changed }, cost];
        return;
      }
      for (const other of sidesOf(axis, cell, changed)) {
        if (least === 0 || left <= 0) return;
        if (other === cell) continue;
        left--;
        const across = (corner: number) => axis.across(corner, other);
        const lost = gains.map(across);
        if (lost.some((corner) => at(available, corner) === 0)) continue;
        const gained = losses.map(across);
        const total = cost + costOf(lost, changed) + costOf(gained, changed);
        if (total < least) extend(depth + 1, [...gains, ...gained], [...losses, ...lost], total);
      }
    };
    extend(0, [cell], [], ownCost);
  }

  /** Where a block can end along an axis; where that may have a cost, the least first. */
  function sidesOf(axis: Axis, cell: number, changed: readonly GridTable[]): readonly number[] {
    const sides = axis.occupiedFrom(cell);
    if (below === 1) return sides;
    return sides
      .map((side) => ({ side, cost: costOf([side], changed) }))
      .toSorted((one, other) => one.cost - other.cost)
      .map(({ side }) => side);
  }
}
