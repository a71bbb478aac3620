import type { Cell, MeasureFacts } from './model/measure.ts';

/** One measurement: a value for each dimension in the order of the policy, and its value. */
export interface Measurement {
  readonly key: readonly string[];
  /** In whole units; absent where events are only counted. */
  readonly value?: number | undefined;
}

const countOf = (cells: readonly Cell[]): number =>
  cells.reduce((sum, { count }) => sum + count, 0);

const isSame = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((value, place) => value === other[place]);

/**
 * The contribution with one more measurement, its value limited to the range of the measure; undefined
 * where the person has contributed all that counts in a period.
 */
export function addMeasurement(
  { contribution }: Pick<MeasureFacts, 'contribution'>,
  cells: readonly Cell[],
  { key, value = 0 }: Measurement,
): readonly Cell[] | undefined {
  if (countOf(cells) >= contribution.count) return undefined;
  const limits = contribution.value;
  const added = limits ? Math.min(limits.maximum, Math.max(limits.minimum, value)) : 0;
  const before = cells.find((cell) => isSame(cell.key, key));
  const others = cells.filter((cell) => cell !== before);
  const cell = { key, count: (before?.count ?? 0) + 1, sum: (before?.sum ?? 0) + added };
  return [...others, cell];
}

/**
 * What of a contribution counts under the policy that closes the period, which may have other values
 * and bounds than the one under which it came.
 */
export function countedCells(
  { dimensions, contribution }: MeasureFacts,
  cells: readonly Cell[],
): readonly Cell[] {
  const lists = Object.values(dimensions);
  const limits = contribution.value ?? { minimum: 0, maximum: 0 };
  let left = contribution.count;
  return cells.filter(({ key, count, sum }) => {
    const fits =
      key.length === lists.length &&
      key.every((value, place) => lists[place]?.includes(value)) &&
      count <= left &&
      sum >= count * limits.minimum &&
      sum <= count * limits.maximum;
    if (fits) left -= count;
    return fits;
  });
}
