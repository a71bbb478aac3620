/**
 * Linear equations and inequalities in integers, without rounding: each step divides by the pivot before
 * it, which leaves no remainder (Bareiss 1968, Sylvester's Identity and Multistep Integer-Preserving
 * Gaussian Elimination). All rows have the last pivot as their common denominator.
 */
type Matrix = bigint[][];

const at = (matrix: Matrix, row: number, column: number): bigint => matrix[row]?.[column] ?? 0n;

function pivot(matrix: Matrix, row: number, column: number, before: bigint): bigint {
  const by = at(matrix, row, column);
  const used = [...(matrix[row] ?? [])];
  for (const [index, other] of matrix.entries()) {
    if (index === row) continue;
    const factor = other[column] ?? 0n;
    for (const [place, entry] of used.entries()) {
      other[place] = ((other[place] ?? 0n) * by - factor * entry) / before;
    }
  }
  return by;
}

/** Vectors that span all solutions of `equations * x = 0`. */
export function kernelOf(equations: readonly (readonly bigint[])[], unknowns: number): bigint[][] {
  const matrix = equations.map((row) => [...row]);
  const pivots: number[] = [];
  let denominator = 1n;
  for (let column = 0; column < unknowns; column++) {
    const row = matrix.findIndex((each, index) => index >= pivots.length && each[column] !== 0n);
    if (row < 0) continue;
    const [chosen] = matrix.splice(row, 1);
    matrix.splice(pivots.length, 0, chosen ?? []);
    denominator = pivot(matrix, pivots.length, column, denominator);
    pivots.push(column);
  }
  const free = Array.from({ length: unknowns }, (_, column) => column).filter(
    (column) => !pivots.includes(column),
  );
  return free.map((column) =>
    Array.from({ length: unknowns }, (_, place) => {
      if (place === column) return denominator;
      const row = pivots.indexOf(place);
      return row < 0 ? 0n : -at(matrix, row, column);
    }),
  );
}

/**
 * Whether `objective * y` can be positive for a combination `y` of some vectors with `start + y >= 0`: one
 * run of the simplex method from `y = 0`, with the rule of Bland, which does not cycle.
 */
export function canGrow(
  vectors: readonly (readonly bigint[])[],
  start: readonly bigint[],
  objective: readonly bigint[],
): boolean {
  const times = (vector: readonly bigint[]) =>
    vector.reduce((sum, entry, place) => sum + entry * (objective[place] ?? 0n), 0n);
  const signed = vectors.flatMap((vector) => [vector, vector.map((entry) => -entry)]);
  const width = signed.length + start.length;
  const rows = start.map((room, place) => [
    ...signed.map((vector) => -(vector[place] ?? 0n)),
    ...start.map((_, other) => (other === place ? 1n : 0n)),
    room,
  ]);
  const goal = [...signed.map((vector) => -times(vector)), ...start.map(() => 0n), 0n];
  const matrix = [...rows, goal];
  const basis = start.map((_, place) => signed.length + place);
  const last = rows.length;
  for (let denominator = 1n; ;) {
    if (at(matrix, last, width) > 0n) return true;
    const column = goal.findIndex((entry, place) => place < width && entry < 0n);
    if (column < 0) return false;
    const leaving = basis
      .map((variable, row) => ({ variable, row, by: at(matrix, row, column) }))
      .filter(({ by }) => by > 0n)
      .reduce<{ variable: number; row: number; by: bigint } | undefined>((best, each) => {
        if (best === undefined) return each;
        const difference =
          at(matrix, each.row, width) * best.by - at(matrix, best.row, width) * each.by;
        return difference < 0n || (difference === 0n && each.variable < best.variable)
          ? each
          : best;
      }, undefined);
    if (leaving === undefined) return true;
    denominator = pivot(matrix, leaving.row, column, denominator);
    basis[leaving.row] = column;
  }
}
