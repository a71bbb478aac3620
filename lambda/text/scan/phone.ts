import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import type { Candidate, Page } from '../candidate.ts';
import { isAlone, windows } from './numbers.ts';
import type { Grouped } from './numbers.ts';

/** E.164: 15 digits at most, here with the prefix `00` or `001` of a call abroad. */
const size = { least: 6, most: 18, groups: 8 };
const extension = /^ ?(?:(?:x|ext\.?|extension|durchwahl|poste|wew\.?)[ .:]?|#)\d{1,6}(?!\d)/i;
const date =
  /^(?:\d{4}([-./ ])\d{1,2}\1\d{1,2}|\d{1,2}([-./ ])\d{1,2}\2(?:19|20)\d{2}|\d{1,2}([-./])\d{1,2}\3\d{2})$/;

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
      const candidate = phoneOf(page, part);
      if (candidate === undefined) continue;
      found.push(candidate);
      ({ end } = candidate);
    }
  }
  return found;
}

function phoneOf(page: Page, part: Grouped): Candidate | undefined {
  const { text, labels } = page;
  const start = startOf(text, part.start);
  const isInternational =
    text[start] === '+' || text[start + 1] === '+' || part.digits.startsWith('00');
  if (!isEdge(text, start, part)) return undefined;
  const shape = text.slice(start, part.end);
  const lines = /[\r\n]/.test(shape);
  if (date.test(shape.trim()) || /^\d{1,2}:/.test(text.slice(part.end - 2, part.end + 1)))
    return undefined;
  const end = part.end + (extension.exec(text.slice(part.end, part.end + 18))?.[0].length ?? 0);
  const found = (score: number, source: string): Candidate => ({
    type: 'phone',
    start,
    end,
    score,
    source,
  });

  if (isInternational) {
    const digits = part.digits.replace(/^00/, '');
    // No country code begins with 0.
    if (digits.startsWith('0')) return undefined;
    const number = parsePhoneNumberFromString(`+${digits}`);
    if (number?.isValid() === true) return found(0.97, 'international');
    if (lines || part.digits.length < 8) return undefined;
    return number !== undefined && (number.isPossible() || end > part.end || part.sizes.length > 2)
      ? found(0.7, 'international')
      : undefined;
  }
  if (part.digits.length > 13) return undefined;
  const label = labels.before('phone', start, 28);
  const reference = labels.before('reference', start, 18);
  if (reference !== undefined && reference.start >= (label?.start ?? -1)) return undefined;
  if (label !== undefined && isBetween(text.slice(label.end, start))) {
    if (lines && !isValid(page, part)) return undefined;
    return found(0.85, 'labelled');
  }
  if (!lines && isFollowedByUse(text.slice(end, end + 14))) return found(0.8, 'labelled');
  if (isUsual(part, shape) && isValid(page, part)) return found(0.6, 'regional');
  return undefined;
}

/** From the sign or bracket before the digits. */
function startOf(text: string, start: number): number {
  const [before = ''] =
    /(?:\+ ?\(?|\(\+?|\+)$/.exec(text.slice(Math.max(0, start - 3), start)) ?? [];
  return start - before.length;
}

function isEdge(text: string, start: number, { end, digits }: Grouped): boolean {
  if (!isAlone(text, start, end)) {
    const usual =
      extension.test(text.slice(end, end + 18)) || /^-[A-Za-z]/.test(text.slice(end, end + 2));
    if (!usual || !isAlone(text, start, start + 1)) return false;
  }
  const before = text[start - 1] ?? '';
  // A part of a path, of a longer sum or of a key of a map.
  return !/[/\\:.@#*=]/.test(before) || /[:=.]/.test(before) || digits.length > 9;
}

/** Nothing but words of the sentence between the label and the number. */
const isBetween = (text: string): boolean =>
  !/[\d{};<]|\n\s*\n/.test(text) && (text.match(/\n/g)?.length ?? 0) < 2;

/** `+1 555 0100 (mobile)`, as in signatures. */
const isFollowedByUse = (text: string): boolean =>
  /^(?:-| ?\(| )(?:office|fax|mobile|mob|home|work|cell|tel|phone|privat|mobil|büro|bureau|móvil|oficina|ufficio|cellulare|kantoor|mobiel|biuro|dom|trabalho|telemóvel)\b/iu.test(
    text,
  );

/** Groups that a list of numbers rarely has: a trunk prefix, an area in brackets, or three, three and four. */
function isUsual({ sizes, digits }: Grouped, shape: string): boolean {
  if (/[\r\n\t]/.test(shape) || digits.length < 9) return false;
  if (sizes.join('-') === '3-3-4' || sizes.join('-') === '1-3-3-4') return /[-.() ]/.test(shape);
  if (shape.startsWith('(')) return sizes.length > 1;
  if (/^0[1-9]/.test(digits))
    return (sizes.length > 1 && sizes.every((count) => count >= 2)) || digits.length >= 10;
  // Spain, Italy, Poland and Portugal have no trunk prefix.
  return sizes.join('-') === '3-3-3' && /^[6-9]\d\d \d+ \d+$/.test(shape);
}

const isValid = ({ regions }: Page, { digits }: Grouped): boolean =>
  regions.some((region) => parsePhoneNumberFromString(digits, region)?.isValid() === true);
