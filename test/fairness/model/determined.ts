import type { SizedTable } from '../../../lambda/fairness/model/suppression.ts';

type Shows = (by: readonly string[], key: string) => boolean;

/**
 * Whether a group that is not shown has one value only, given those that are: its unit vector is in
 * the space of the equations' rows, by orthogonal projection (modified Gram-Schmidt).
 */
export function isDetermined(
  tables: readonly SizedTable[],
  shows: Shows,
  by: readonly string[],
  key: string,
): boolean {
  const rows = equations(tables).map((row) => hiddenPart(row, shows));
  const ids = [...new Set(rows.flatMap((row) => [...row.keys()]))];
  const vectors = rows.map((row) => ids.map((id) => row.get(id) ?? 0));
  const basis: number[][] = [];
  for (const vector of vectors) {
    const rest = less(vector, basis);
    const length = norm(rest);
    if (length > 1e-7) basis.push(rest.map((each) => each / length));
  }
  const wanted = name(by, key);
  return (
    norm(
      less(
        ids.map((id) => Number(id === wanted)),
        basis,
      ),
    ) < 1e-7
  );
}

const name = (by: readonly string[], key: string): string => JSON.stringify([by, key]);

function equations(tables: readonly SizedTable[]): readonly ReadonlyMap<string, number>[] {
  return tables.flatMap(({ by, sizes }) => {
    const keys = [...sizes.keys()];
    if (by.length === 1) {
      return [new Map([...keys.map((key): [string, number] => [name(by, key), 1]), ['all', -1]])];
    }
    return by.flatMap((attribute, index) =>
      [...new Set(keys.map((key) => valueAt(key, index)))].map((value) => {
        const members = keys.filter((key) => valueAt(key, index) === value);
        const margin = name([attribute], JSON.stringify([value]));
        return new Map([
          ...members.map((key): [string, number] => [name(by, key), 1]),
          [margin, -1] as [string, number],
        ]);
      }),
    );
  });
}

const valueAt = (key: string, index: number): string | null | undefined =>
  (JSON.parse(key) as (string | null)[])[index];

const hiddenPart = (row: ReadonlyMap<string, number>, shows: Shows): ReadonlyMap<string, number> =>
  new Map(
    [...row].filter(([id]) => {
      if (id === 'all') return true;
      const [by, key] = JSON.parse(id) as [string[], string];
      return !shows(by, key);
    }),
  );

const norm = (vector: readonly number[]): number => Math.hypot(...vector);

function less(vector: readonly number[], basis: readonly (readonly number[])[]): number[] {
  let rest = [...vector];
  for (const unit of basis) {
    const along = unit.reduce((sum, each, index) => sum + each * (rest[index] ?? 0), 0);
    rest = rest.map((each, index) => each - along * (unit[index] ?? 0));
  }
  return rest;
}
