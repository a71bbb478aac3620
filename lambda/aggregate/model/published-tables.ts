import type { MeasureFacts } from './measure.ts';

/** A published table: the places of the dimensions that it breaks down by, ascending. */
export type Table = readonly number[];

/**
 * The tables of a release, the coarsest first: the total, each dimension, each pair where there are
 * three dimensions or more, and the full table.
 */
export function tablesOf({ dimensions }: Pick<MeasureFacts, 'dimensions'>): readonly Table[] {
  const all = Object.keys(dimensions).map((_, place) => place);
  const pairs = all.flatMap((one) => all.slice(one + 1).map((other) => [one, other]));
  return [
    [],
    ...(all.length > 1 ? all.map((place) => [place]) : []),
    ...(all.length > 2 ? pairs : []),
    ...(all.length > 0 ? [all] : []),
  ];
}
