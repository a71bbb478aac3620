import type { Candidate, Page } from '../candidate.ts';
import { anyForm, labelledForms, nameOf } from './number-forms.ts';
import { around, matchesIn, numberPlaces } from './parts.ts';

/** Numbers that a state gives a person: by a form with a check, or by a label next to any number. */
export const nationalIds = (page: Page): Candidate[] => [...checked(page), ...labelled(page)];

function checked({ text, labels, numbers }: Page): Candidate[] {
  return [...around(text, numberPlaces(numbers, { least: 2, most: 18 }), 20)].flatMap((part) =>
    [...matchesIn(part, anyForm)].flatMap(({ value, start }) => {
      const isLabelled = labels.before('national-id', start, 40) !== undefined;
      const isReference = labels.before('reference', start, 16) !== undefined;
      // Spaces alone make a number of any three groups of digits.
      if (!isLabelled && (isReference || /^\d{3} \d/.test(value))) return [];
      const name = nameOf(value);
      return name === undefined ? [] : [idAt(start, value, isLabelled ? 0.98 : 0.8, name)];
    }),
  );
}

const idAt = (start: number, value: string, score: number, source: string): Candidate => ({
  type: 'national-id',
  start,
  end: start + value.length,
  score,
  source,
});

/** The words and signs that may be between a label and its number: `number is: `, `(PESEL) nr `. */
const link =
  /^(?:["')\]]{0,2}\s{0,2}(?:\([^()\n]{0,30}\)\s?)?)(?:(?:number|no|nr|num|numero|numéro|número|numer|nummer|id|card|code|is|was|ist|lautet|est|es|è|to|jest|é|the|my|of|n|named|called|seria|serie|and|und|mein|mi|mój)\b[.:°º#]{0,2}\s?|[-:=#°º|,>.]\s{0,3}|["'[(]|\s){0,10}/iu;
const value = /[A-Z0-9](?:[A-Z0-9]|[ .\-/](?=[A-Z]{0,3}\d)|[ -](?=[A-Z]\b)){4,22}/iy;

function labelled({ text, labels }: Page): Candidate[] {
  const found: Candidate[] = [];
  let end = 0;
  for (const label of labels.of('national-id')) {
    if (label.end < end) continue;
    const [between = ''] = link.exec(text.slice(label.end, label.end + 70)) ?? [];
    value.lastIndex = label.end + between.length;
    const match = value.exec(text);
    if (match === null || /[\p{L}\p{N}_]/u.test(text[match.index - 1] ?? '')) continue;
    const [number] = match;
    if (!isNumber(number) || isDate(number)) continue;
    if (/^[\p{L}\p{N}_@]/u.test(text.slice(value.lastIndex, value.lastIndex + 1))) continue;
    const named = labelledForms.find(({ validate }) => validate(number).isValid);
    found.push(
      idAt(match.index, number, named === undefined ? 0.75 : 0.95, named?.name ?? 'labelled'),
    );
    end = value.lastIndex;
  }
  return found;
}

/** Mostly digits, or a serial in capitals such as that of a German passport. */
function isNumber(text: string): boolean {
  const digits = text.replaceAll(/\D/g, '').length;
  const all = text.replaceAll(/[ .\-/]/g, '').length;
  return (digits >= 5 && digits * 2 >= all) || (digits >= 2 && /^[A-Z0-9]{8,18}$/.test(text));
}

const isDate = (number: string): boolean =>
  /^(?:\d{4}[-./]\d{1,2}[-./]\d{1,2}|\d{1,2}[-./]\d{1,2}[-./]\d{2,4})$/.test(number);
