/** A figure that is not shown, with its factor in an equation. */
export type Term = readonly [id: string, factor: number];

/** People of each kind; no kind may be few, though it may be none. */
export type Sizes = readonly number[];

/** Factors are sums of a few ones: what remains below this is rounding. */
const zero = 1e-9;

/**
 * Sums of figures that can be computed though none of them is shown, and that are of few people: by
 * Gauss-Jordan elimination. A single figure that can be computed is found without exception, a sum
 * where a row of the reduced equations is one.
 *
 * @param equations of figures that are not shown; what is shown is known and left out
 */
export function smallSums(
  equations: readonly (readonly Term[])[],
  sizeOf: (id: string) => Sizes,
  minimum: number,
): readonly (readonly string[])[] {
  return reduced(equations)
    .filter((row) => [...row.values()].every((factor) => factor > 0))
    .filter((row) => isFew([...row], sizeOf, minimum))
    .map((row) => [...row.keys()]);
}

/** Whether these together have people of a kind, but fewer than the minimum. */
export function isFew(
  terms: readonly Term[],
  sizeOf: (id: string) => Sizes,
  minimum: number,
): boolean {
  const totals: number[] = [];
  for (const [id, factor] of terms) {
    for (const [kind, people] of sizeOf(id).entries()) {
      totals[kind] = (totals[kind] ?? 0) + factor * people;
    }
  }
  return totals.some((people) => people > 0 && people < minimum);
}

type Row = Map<string, number>;

/** Reduced row echelon form, of rows that have only what is not 0. */
function reduced(equations: readonly (readonly Term[])[]): readonly Row[] {
  const rows: { pivot: string; row: Row }[] = [];
  for (const equation of equations) {
    const row: Row = new Map(equation);
    for (const { pivot, row: other } of rows) subtract(row, other, pivot);
    const [pivot, factor] = largestOf(row);
    if (pivot === undefined) continue;
    for (const [id, each] of row) row.set(id, each / factor);
    for (const { row: other } of rows) subtract(other, row, pivot);
    rows.push({ pivot, row });
  }
  return rows.map(({ row }) => row);
}

/** Takes a multiple of `other`, whose factor of `pivot` is 1, so that `row` has no `pivot`. */
function subtract(row: Row, other: ReadonlyMap<string, number>, pivot: string): void {
  const times = row.get(pivot);
  if (times === undefined) return;
  for (const [id, factor] of other) {
    const rest = (row.get(id) ?? 0) - times * factor;
    if (Math.abs(rest) < zero) row.delete(id);
    else row.set(id, rest);
  }
}

function largestOf(row: ReadonlyMap<string, number>): readonly [string | undefined, number] {
  let largest: readonly [string | undefined, number] = [undefined, 0];
  for (const [id, factor] of row) {
    if (Math.abs(factor) > Math.abs(largest[1])) largest = [id, factor];
  }
  return largest;
}
