import type { GroupSum, MeasureFacts } from './measure.ts';
import { tablesOf } from './published-tables.ts';
import type { Table } from './published-tables.ts';

/** One published table; its groups are numbered from 0. */
export interface GridTable {
  readonly by: Table;
  /** The number of the group that a cell of the full table is in. */
  readonly groupOf: Uint32Array;
  /** Exact figures by group. */
  readonly people: Float64Array;
  readonly count: Float64Array;
  readonly sum: Float64Array;
  /** By group: 1 where it is not shown. */
  readonly suppressed: Uint8Array;
}

/** The tables of a release over the cells of the full table, which are numbered from 0. */
export interface Grid {
  readonly cells: number;
  /** How many values each dimension has. */
  readonly sizes: readonly number[];
  /** The coarsest first; the last is the full table, where cell and group have the same number. */
  readonly tables: readonly GridTable[];
  /** By cell, how many people have events in it. */
  readonly people: Float64Array;
  /** The place of the value of a cell among the values of a dimension. */
  readonly valueOf: (cell: number, dimension: number) => number;
  /** The cell that differs from another in the value of one dimension. */
  readonly withValue: (cell: number, dimension: number, value: number) => number;
}

/** With nothing suppressed. Groups without people may be absent. */
export function gridOf(measure: MeasureFacts, groups: readonly GroupSum[]): Grid {
  const values = Object.values(measure.dimensions);
  const sizes = values.map(({ length }) => length);
  const steps = sizes.map((_, dimension) => product(sizes.slice(dimension + 1)));
  const cells = product(sizes);
  const valueOf = (cell: number, dimension: number) =>
    Math.floor(cell / at(steps, dimension)) % at(sizes, dimension);
  const withValue = (cell: number, dimension: number, value: number) =>
    cell + (value - valueOf(cell, dimension)) * at(steps, dimension);
  const numbered = (by: Table, place: (dimension: number) => number) =>
    by.reduce((group, dimension) => group * at(sizes, dimension) + place(dimension), 0);

  const tables = tablesOf(measure).map((by): GridTable => {
    const size = product(by.map((dimension) => at(sizes, dimension)));
    const groupOf = Uint32Array.from({ length: cells }, (_, cell) =>
      numbered(by, (dimension) => valueOf(cell, dimension)),
    );
    const figures = () => new Float64Array(size);
    const exact = { people: figures(), count: figures(), sum: figures() };
    return { by, groupOf, ...exact, suppressed: new Uint8Array(size) };
  });
  const named = new Map(tables.map((table) => [table.by.join(), table]));
  for (const { key, people, count, sum } of groups) {
    const by = key.flatMap((value, dimension) => (value === null ? [] : [dimension]));
    const table = named.get(by.join());
    const group = numbered(
      by,
      (dimension) => values[dimension]?.indexOf(key[dimension] ?? '') ?? 0,
    );
    table?.people.set([people], group);
    table?.count.set([count], group);
    table?.sum.set([sum], group);
  }
  const people = tables.at(-1)?.people ?? new Float64Array();
  return { cells, sizes, tables, people, valueOf, withValue };
}

const product = (factors: readonly number[]) => factors.reduce((all, factor) => all * factor, 1);

/** An entry whose index is in range by construction. */
export function at(numbers: ArrayLike<number>, index: number): number {
  return numbers[index] ?? 0;
}
