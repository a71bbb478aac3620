import type { Candidate, Page } from '../candidate.ts';
import { isAlone, luhn, windows } from './numbers.ts';
import type { Grouped } from './numbers.ts';

/** Prefixes of the networks, with the lengths that they issue (ISO/IEC 7812). */
const networks: readonly (readonly [prefix: RegExp, lengths: readonly number[]])[] = [
  [/^4/, [13, 16, 19]],
  [/^(?:5[1-5]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720)/, [16]],
  [/^3[47]/, [15]],
  [/^3(?:0[0-5]|095|[689])/, [14, 16, 19]],
  [/^(?:6011|64[4-9]|65)/, [16, 19]],
  [/^(?:352[89]|35[3-8])/, [16, 19]],
  [/^(?:1800|2131)/, [15]],
  [/^(?:62|81)/, [16, 17, 18, 19]],
  [/^220[0-4]/, [16, 17, 18, 19]],
  [/^(?:5018|5020|5038|58|6304|67|50|56|57|63|6|60)/, [12, 13, 14, 15, 16, 17, 18, 19]],
];

const isIssued = (digits: string): boolean =>
  networks.some(([prefix, lengths]) => prefix.test(digits) && lengths.includes(digits.length));

/** Card numbers: prefix of a network, its length and the Luhn check. */
export function paymentCards({ text, numbers, labels }: Page): Candidate[] {
  const found: Candidate[] = [];
  for (const run of numbers) {
    let end = 0;
    for (const part of windows(run, { least: 12, most: 19, groups: 6 })) {
      if (part.start < end || !isIssued(part.digits) || !luhn(part.digits)) continue;
      if (text[part.start - 1] === '+') continue;
      if (!isAlone(text, part.start, part.end) && !isQuoted(text, part)) continue;
      const isLabelled = labels.before('payment-card', part.start, 60) !== undefined;
      if (!isLabelled && (isRare(part.digits) || isTable(part))) continue;
      if (!isLabelled && isReference(labels, part.start)) continue;
      found.push({
        type: 'payment-card',
        start: part.start,
        end: part.end,
        score: isLabelled ? 0.99 : 0.9,
        source: 'luhn',
      });
      ({ end } = part);
    }
  }
  return found;
}

/** `card-4111…`, `card=4111…`: a word of a log or an address line before it. */
const isQuoted = (text: string, { start, end }: Grouped): boolean =>
  /(?:card|cc|pan|[a-z]+=)[-_]?$/i.test(text.slice(Math.max(0, start - 12), start)) &&
  !/^[\p{L}\p{N}_]/u.test(text.slice(end, end + 1));

/** One number in ten passes the Luhn check: unusual networks and lengths need a label. */
const isRare = (digits: string): boolean =>
  digits.length < 13 ||
  (digits.length === 13 && !digits.startsWith('4')) ||
  /^(?:[18]|6(?!011|4[4-9]|5)|50|5[6-8])/.test(digits);

/** Columns of numbers are no card: its groups have four digits, or those of Amex and Diners. */
const isTable = ({ sizes }: Grouped): boolean =>
  sizes.length > 1 && sizes.some((size) => size < 3 || size > 7);

const isReference = (labels: Page['labels'], start: number): boolean =>
  labels.before('reference', start, 14) !== undefined;
