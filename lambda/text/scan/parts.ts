import type { Span } from '../prose.ts';
import type { NumberRun } from './numbers.ts';

/** A part of a text, at an offset of it. */
export interface Part {
  readonly part: string;
  readonly offset: number;
  readonly isLast: boolean;
}

/** Parts of a text around some places, which are in order, merged where they meet. */
export function* around(text: string, places: Iterable<Span>, margin: number): Generator<Part> {
  let [start, end] = [0, 0];
  const part = (): Part => ({
    part: text.slice(start, end),
    offset: start,
    isLast: end === text.length,
  });
  for (const place of places) {
    if (place.start - margin > end) {
      if (end > start) yield part();
      start = Math.max(0, place.start - margin);
    }
    end = Math.min(text.length, place.end + margin);
  }
  if (end > start) yield part();
}

/** Where the numbers are that have a group with so many digits. */
export function* numberPlaces(
  runs: readonly NumberRun[],
  { least, most }: { readonly least: number; readonly most: number },
): Generator<Span> {
  for (const { groups } of runs) {
    const [first, last] = [groups[0], groups.at(-1)];
    if (first === undefined || last === undefined) continue;
    const fits = groups.some(({ digits }) => digits.length >= least && digits.length <= most);
    if (fits) yield { start: first.start, end: last.end };
  }
}

/** Matches within a part, but none that begins or ends where it was cut: a word may go on there. */
export function* matchesIn(
  { part, offset, isLast }: Part,
  form: RegExp,
): Generator<{ readonly value: string; readonly start: number }> {
  for (const { 0: value, index } of part.matchAll(form)) {
    const isCut = (index === 0 && offset > 0) || (index + value.length === part.length && !isLast);
    if (!isCut) yield { value, start: offset + index };
  }
}
