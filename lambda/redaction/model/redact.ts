import type { TextType } from '../../value/text-types.ts';
import { labelOf } from '../../value/text-types.ts';
import { findPseudonyms, mayBeToken, writePseudonym } from './pseudonym.ts';

/**
 * What takes the place of a value: asterisks, the name of its type, a pseudonym that only an
 * authorised call turns back, or nothing.
 */
export const redactionModes = ['mask', 'label', 'pseudonymise', 'remove'] as const;
export type RedactionMode = (typeof redactionModes)[number];

/** Offsets in UTF-16 code units of the text as it was sent. */
export interface Found {
  readonly type: TextType;
  readonly start: number;
  readonly end: number;
}

/** As many for every value: their number says nothing about its length. */
const mask = '*****';

/** What takes the place of a value in a mode that needs no mapping. */
export const plainReplacement = (
  mode: Exclude<RedactionMode, 'pseudonymise'>,
  type: TextType,
): string => {
  switch (mode) {
    case 'mask':
      return mask;
    case 'label':
      return labelOf(type);
    case 'remove':
      return '';
  }
};

/**
 * Without what is in a pseudonym already: a text that was redacted stays as it is. A finding that
 * reaches into one ends before it, and goes on after it. Digits alone in brackets may be a number of
 * a person, so they do not count as one.
 *
 * @param findings in order, without overlap
 */
export function outsidePseudonyms<Finding extends Found>(
  text: string,
  findings: readonly Finding[],
): readonly Finding[] {
  const pseudonyms = findPseudonyms(text).filter(
    (one) => mayBeToken(one.token) && text.slice(one.start, one.end) === writePseudonym(one),
  );
  if (pseudonyms.length === 0) return findings;
  const outside: Finding[] = [];
  let next = 0;
  const add = (found: Finding, start: number, end: number): void => {
    if (text.slice(start, end).trim() !== '') outside.push({ ...found, start, end });
  };
  for (const found of findings) {
    let from = found.start;
    while ((pseudonyms[next]?.end ?? Infinity) <= from) next += 1;
    for (let at = next; (pseudonyms[at]?.start ?? Infinity) < found.end; at += 1) {
      const { start = 0, end = 0 } = pseudonyms[at] ?? {};
      add(found, from, start);
      from = end;
    }
    add(found, from, found.end);
  }
  return outside;
}
