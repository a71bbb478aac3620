import { countrySpecs } from 'ibantools';
import type { Candidate, Page } from '../candidate.ts';

/** Lengths by country, from the registry of SWIFT (ISO 13616) and the countries that use the form. */
const lengths: ReadonlyMap<string, number> = new Map(
  Object.entries(countrySpecs).flatMap(([country, { chars }]) =>
    typeof chars !== 'number' ? [] : [[country, chars] as const],
  ),
);

const anchor = /(?<![\p{L}\p{N}])[A-Z]{2}[ -]?\d{2}/giu;
/** One separator at most between characters; a line may end there. */
const separator = /[ .-]|[ -]?\r?\n[>|# \t]{0,4}/y;
const unit = /[A-Z0-9]/iy;

/** IBANs by the length of their country and the check of ISO 7064 (modulo 97). */
export function ibans({ text, labels }: Page): Candidate[] {
  const found: Candidate[] = [];
  let end = 0;
  for (const { index } of text.matchAll(anchor)) {
    if (index < end) continue;
    const length = lengths.get(text.slice(index, index + 2).toUpperCase());
    if (length === undefined) continue;
    const read = take(text, index, length);
    if (read === undefined) continue;
    const isChecked = remainder(read.value) === 1;
    const isLabelled = labels.before('iban', index, 25) !== undefined;
    // A mistyped number is personal data as well, if a label says what it is.
    if (!isChecked && !(isLabelled && /\d{8}/.test(read.value))) continue;
    found.push({
      type: 'iban',
      start: index,
      end: read.end,
      score: isChecked ? 0.99 : 0.7,
      source: isChecked ? 'mod-97' : 'labelled',
    });
    ({ end } = read);
  }
  return found;
}

function take(
  text: string,
  start: number,
  length: number,
): { readonly value: string; readonly end: number } | undefined {
  let value = '';
  let at = start;
  while (value.length < length) {
    unit.lastIndex = at;
    if (!unit.test(text)) {
      separator.lastIndex = at;
      if (value.length === 0 || !separator.test(text)) return undefined;
      unit.lastIndex = separator.lastIndex;
      if (!unit.test(text)) return undefined;
    }
    at = unit.lastIndex;
    value += text.slice(at - 1, at);
  }
  return /^[\p{L}\p{N}]/u.test(text.slice(at, at + 2))
    ? undefined
    : { value: value.toUpperCase(), end: at };
}

function remainder(iban: string): number {
  let rest = 0;
  for (const character of iban.slice(4) + iban.slice(0, 4)) {
    const value = Number.parseInt(character, 36);
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
  }
  return rest;
}
