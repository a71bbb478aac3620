import type { Candidate, Page } from '../candidate.ts';
import { dates } from './dates.ts';

/** Between a word of birth and its date. */
const reach = 45;

/** Dates to which a word of birth belongs. Any other date is no personal data by itself. */
export function datesOfBirth({ text, labels }: Page): Candidate[] {
  const found = labels.of('date-of-birth').flatMap(({ start, end }) => {
    const after = [
      ...datesIn(text, end, end + reach + 20, (date) => isBetween(text.slice(end, date.start))),
    ];
    // `2024-01-02 dob=1980-02-03`: the word has its date.
    if (after.some((date) => isOwn(text.slice(end, date.start)))) return after;
    return [
      ...after,
      ...datesIn(text, start - reach, start, (date) =>
        isFollowed(text.slice(date.end, start), text.slice(start, end)),
      ),
    ];
  });
  for (const { index } of text.matchAll(/\*\s?(?=\d)/g)) {
    found.push(...datesIn(text, index + 1, index + 30, ({ start }) => start <= index + 2));
  }
  return found;
}

function* datesIn(
  text: string,
  from: number,
  to: number,
  belongs: (date: { readonly start: number; readonly end: number }) => boolean,
): Generator<Candidate> {
  // One unit more on both sides shows whether a number goes on there.
  const offset = Math.max(0, from - 1);
  for (const { 0: date, index } of text.slice(offset, to + 1).matchAll(dates)) {
    const span = { start: offset + index, end: offset + index + date.length };
    if (span.start >= from && span.end <= to && belongs(span)) {
      yield { type: 'date-of-birth', ...span, score: 0.9, source: 'labelled' };
    }
  }
}

/** No other number, and no end of a sentence, between the word and the date. */
const isBetween = (text: string): boolean => !/\d|[.!?]\s+\p{Lu}|\n\s*\n/u.test(text);

const isOwn = (between: string): boolean => /^[^,;.]{0,6}$/.test(between);

/** `1980-02-03 is my birthday`, `am 3.2.1980 in Bonn geboren`, `03/02/1980 (DOB)`. */
const isFollowed = (between: string, label: string): boolean =>
  /^[ \t]{0,2}\(?$/.test(between) ||
  /^\s(?:is|was|ist|war|est|es|è|to|é)\s(?:\p{L}{1,10}\s){0,2}$/iu.test(between) ||
  (verbs.test(label) && /^,?(?: [\p{L}\p{M}'-]{1,20}){1,4} $/u.test(between));

/** Words that end the sentence with the date. After a noun such as `birthday`, another day may be meant. */
const verbs =
  /^(?:born|geb(?:oren)?|née?|nacid[oa]|nac[ií]ó?|nat[oa]|ur|urodził?[ao]?\p{L}{0,2}|urodzon[ya]|nascid[oa]|nasceu|nasci)$/iu;
