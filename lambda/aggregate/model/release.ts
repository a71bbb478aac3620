import { discreteLaplace } from './discrete-laplace.ts';
import type { Rational } from './discrete-laplace.ts';
import { errorBound } from './error-bound.ts';
import { at, gridOf } from './grid.ts';
import type { GroupSum, MeasureFacts } from './measure.ts';
import { noiseScales } from './noise-scale.ts';
import { suppressSmallGroups } from './suppression.ts';
import type { Table } from './published-tables.ts';
import { cryptographic } from './uniform.ts';
import type { Uniform } from './uniform.ts';

/** One group of a release: its figures with noise, or that they are not shown. */
export type Line = Shown | Suppressed;

interface Place {
  /** The dimensions of the table; none for the total. */
  readonly by: readonly string[];
  /** The value of each of these dimensions. */
  readonly group: Readonly<Record<string, string>>;
}

interface Shown extends Place {
  readonly kind: 'shown';
  /** Events, with noise: may be negative. */
  readonly count: number;
  /** The sum of the values, with noise; absent where the measure has no value. */
  readonly value?: number;
  /** With a probability of at least 95 %, the exact figure is at most this far from the one shown. */
  readonly error: { readonly count: number; readonly value?: number };
}

interface Suppressed extends Place {
  readonly kind: 'suppressed';
}

/**
 * The release of one period: a line for every group of every table, those without people included.
 *
 * Drawn twice, it reveals more than its epsilon: store the lines and repeat them. The figures of a group
 * do not add up to those of a coarser one, because each has noise of its own.
 *
 * @param groups exact figures; groups without people may be absent
 */
export function releaseOf(
  measure: MeasureFacts,
  groups: readonly GroupSum[],
  uniform: Uniform = cryptographic,
): readonly Line[] {
  const grid = gridOf(measure, groups);
  suppressSmallGroups(measure, grid);
  const { count, value } = noiseScales(measure);
  const error = { count: errorBound(count), ...(value && { value: errorBound(value) }) };
  const noisy = (figure: number, scale: Rational) =>
    Number(BigInt(figure) + discreteLaplace(scale, uniform));
  return grid.tables.flatMap((table) =>
    placesOf(measure, table.by).map((place, group): Line => {
      if (at(table.suppressed, group) === 1) return { kind: 'suppressed', ...place };
      const figures = {
        count: noisy(at(table.count, group), count),
        ...(value && { value: noisy(at(table.sum, group), value) }),
      };
      return { kind: 'shown', ...place, ...figures, error };
    }),
  );
}

/** The groups of a table, in the order of their numbers. */
function placesOf({ dimensions }: MeasureFacts, table: Table): readonly Place[] {
  const all = Object.entries(dimensions).filter((_, place) => table.includes(place));
  const by = all.map(([dimension]) => dimension);
  let groups: Record<string, string>[] = [{}];
  for (const [dimension, values] of all) {
    groups = groups.flatMap((group) => values.map((value) => ({ ...group, [dimension]: value })));
  }
  return groups.map((group) => ({ by, group }));
}
