import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import type { Candidate, Page } from '../candidate.ts';
import { isAlone, windows } from './numbers.ts';
import type { Grouped } from './numbers.ts';
import { extensionAfter, isConjunction, isDate, isFollowedByUse, isUsual } from './phone-forms.ts';

/** E.164: 15 digits at most, here with the prefix `00` or `001` of a call abroad. */
const size = { least: 6, most: 18, groups: 8 };
/** Without a country, a number has at most this many digits. */
const longestNational = 13;

/** Telephone numbers: international, with a label, or of the form that a region has. */
export function phones(page: Page): Candidate[] {
  const found: Candidate[] = [];
  for (const run of page.numbers) {
    const first = run.groups[0]?.start ?? 0;
    const isGlued = /\p{L}/u.test(page.text[first - 1] ?? '');
    let end = 0;
    for (const part of windows(run, size)) {
      // Digits after letters, such as those of an account number, go on to the end of the run.
      if (part.start < end || (isGlued && part.start > first)) continue;
      const candidate = phoneOf(page, part, found.at(-1)?.end);
      if (candidate === undefined) continue;
      found.push(candidate);
      ({ end } = candidate);
    }
  }
  return found;
}

/** With the end of the number before it: `555 0100 or 555 0199` has one label for both. */
function phoneOf(page: Page, part: Grouped, last: number | undefined): Candidate | undefined {
  const { text } = page;
  const start = startOf(text, part.start);
  const shape = text.slice(start, part.end);
  if (!isEdge(text, start, part) || isDate(shape, text[part.end] ?? '')) return undefined;
  const end = part.end + extensionAfter(text, part.end);
  const found = (score: number, source: string): Candidate => ({
    type: 'phone',
    start,
    end,
    score,
    source,
  });
  const abroad = internationalScore(part, { shape, hasExtension: end > part.end });
  if (abroad !== undefined) return found(abroad, 'international');
  if (part.digits.length > (shape.includes('+') ? size.most : longestNational)) return undefined;

  const hasLine = /[\r\n]/.test(shape);
  const isKnown = (): boolean => isValid(page, part);
  switch (evidenceOf(page, start)) {
    case 'reference':
      return undefined;
    case 'label':
      return !hasLine || isKnown() ? found(0.85, 'labelled') : undefined;
    case 'none':
      if (hasLine) return undefined;
      if (isFollowedByUse(text.slice(end, end + 14))) return found(0.8, 'labelled');
      if (last !== undefined && isConjunction(text.slice(last, start).slice(0, 24))) {
        return found(0.75, 'labelled');
      }
      return isAllOfLine(text, part) && isUsual(part, shape, page.isProse(start)) && isKnown()
        ? found(0.6, 'regional')
        : undefined;
  }
}

/** Whether no other digits are next to a number in its line. */
const isAllOfLine = (text: string, { start, end, before, after }: Grouped): boolean =>
  (before === undefined || /[\r\n]/.test(text.slice(before.end, start))) &&
  (after === undefined || /[\r\n]/.test(text.slice(end, after.start)));

/** With `+` or `00`: surely if the plan of the country has the number, less so if it has its length. */
function internationalScore(
  { digits, sizes }: Grouped,
  { shape, hasExtension }: { readonly shape: string; readonly hasExtension: boolean },
): number | undefined {
  const code = digits.replace(/^00/, '');
  // No country code begins with 0.
  if (!(shape.includes('+') || digits.startsWith('00')) || code.startsWith('0')) return undefined;
  const number = parsePhoneNumberFromString(`+${code}`);
  if (number?.isValid() === true) return 0.97;
  if (/[\r\n]/.test(shape) || code.length < 8) return undefined;
  if (sizes.length > 2 || hasExtension || number?.isPossible() === true) return 0.7;
  // A mistyped number after the code of a country.
  return number !== undefined && shape.startsWith('+') ? 0.55 : undefined;
}

/** The nearest word before the number that says what it is. */
function evidenceOf({ text, labels }: Page, start: number): 'label' | 'reference' | 'none' {
  const label = labels.before('phone', start, 28);
  const reference = labels.before('reference', start, 18);
  if (reference !== undefined && reference.end > (label?.start ?? -1)) return 'reference';
  return label !== undefined && isBetween(text.slice(label.end, start)) ? 'label' : 'none';
}

/** Nothing but words of the sentence between the label and the number. */
const isBetween = (text: string): boolean =>
  !/[\d{};<]|\n\s*\n/.test(text) && (text.match(/\n/g)?.length ?? 0) < 2;

/** From the sign or bracket before the digits. */
function startOf(text: string, start: number): number {
  const [before = ''] =
    /(?:\+ ?\(?|\(\+?|\+)$/.exec(text.slice(Math.max(0, start - 3), start)) ?? [];
  return start - before.length;
}

function isEdge(text: string, start: number, { end, digits }: Grouped): boolean {
  if (!isAlone(text, start, end)) {
    const goesOn = extensionAfter(text, end) > 0 || /^-[A-Za-z]/.test(text.slice(end, end + 2));
    if (!goesOn || !isAlone(text, start, start + 1)) return false;
  }
  // A part of a path or of an address of a mailbox.
  return !/[/\\@#*]/.test(text[start - 1] ?? '') || digits.length > 9;
}

const isValid = ({ regions }: Page, { digits }: Grouped): boolean =>
  regions.some((region) => parsePhoneNumberFromString(digits, region)?.isValid() === true);
