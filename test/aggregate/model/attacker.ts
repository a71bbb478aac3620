import type { GroupSum } from '../../../lambda/aggregate/model/measure.ts';
import type { Line } from '../../../lambda/aggregate/model/release.ts';
import { canGrow, kernelOf } from './elimination.ts';

/** A reader who knows the exact count of every line that is shown, as if there were no noise. */
export interface Attacker {
  /** Computes the count of some cells together, from equations and from counts that are not negative. */
  determines(cells: readonly number[]): boolean;
  /** The same, by adding and subtracting lines only. */
  subtracts(cells: readonly number[]): boolean;
}

/** The cells of the full table, in the order of the policy. */
export function cellsOf(dimensions: Readonly<Record<string, readonly string[]>>) {
  let cells: Record<string, string>[] = [{}];
  for (const [dimension, values] of Object.entries(dimensions)) {
    cells = cells.flatMap((cell) => values.map((value) => ({ ...cell, [dimension]: value })));
  }
  return cells;
}

/** The places of the cells that are in a group. */
export function placesIn(
  cells: readonly Readonly<Record<string, string>>[],
  group: Readonly<Record<string, string>>,
): readonly number[] {
  return [...cells.keys()].filter((place) =>
    Object.entries(group).every(([dimension, value]) => cells[place]?.[dimension] === value),
  );
}

export function attackerOn(
  dimensions: Readonly<Record<string, readonly string[]>>,
  lines: readonly Line[],
  exact: readonly GroupSum[],
): Attacker {
  const cells = cellsOf(dimensions);
  const indicator = (places: readonly number[]) =>
    cells.map((_, place) => (places.includes(place) ? 1n : 0n));
  const shown = lines.filter(({ kind }) => kind === 'shown');
  const kernel = kernelOf(
    shown.map(({ group }) => indicator(placesIn(cells, group))),
    cells.length,
  );
  const counts = new Map(exact.map(({ key, count }) => [key.join(), BigInt(count)]));
  const facts = cells.map((cell) => counts.get(Object.values(cell).join()) ?? 0n);
  const subtracts = (places: readonly number[]) =>
    kernel.every((vector) => places.reduce((sum, place) => sum + (vector[place] ?? 0n), 0n) === 0n);
  const varies = (places: readonly number[]) => {
    const objective = indicator(places);
    return (
      canGrow(kernel, facts, objective) ||
      canGrow(
        kernel,
        facts,
        objective.map((entry) => -entry),
      )
    );
  };
  return { subtracts, determines: (places) => subtracts(places) || !varies(places) };
}
