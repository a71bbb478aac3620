import type { Grouped } from './numbers.ts';

const extension = /^ ?(?:(?:x|ext\.?|extension|durchwahl|poste|wew\.?)[ .:]?|#)\d{1,6}(?!\d)/i;

/** Length of an extension after a number, such as ` x123`. */
export const extensionAfter = (text: string, end: number): number =>
  extension.exec(text.slice(end, end + 18))?.[0].length ?? 0;

const date =
  /^(?:\d{4}([-./ ])\d{1,2}\1\d{1,2}|\d{1,2}([-./ ])\d{1,2}\2(?:19|20)\d{2}|\d{1,2}([-./])\d{1,2}\3\d{2})$/;

/** A date, or the beginning of a time, by its form and what follows it. */
export const isDate = (shape: string, next: string): boolean =>
  date.test(shape.trim().replaceAll(/ ?([-./]) ?/g, '$1')) ||
  (next === ':' && /(?:^|\D)\d{1,2}$/.test(shape));

/** `+1 555 0100 (mobile)`, as in signatures. */
export const isFollowedByUse = (text: string): boolean =>
  /^(?:-| ?\(| )(?:office|fax|mobile|mob|home|work|cell|tel|phone|privat|mobil|büro|bureau|móvil|oficina|ufficio|cellulare|kantoor|mobiel|biuro|dom|trabalho|telemóvel)\b/iu.test(
    text,
  );

/** What is between two numbers that one word introduces. */
export const isConjunction = (text: string): boolean =>
  /^(?: ?\([\p{L} ]{1,12}\))?(?:,|;|\/)? ?(?:or|and|not|oder|und|nicht|ou|et|o|y|no|e|lub|i|of|en|niet|nie)? ?$/iu.test(
    text,
  ) && text.trim() !== '';

/**
 * Groups that a list of numbers rarely has: a trunk prefix, an area in brackets, or three, three and four.
 * Digits without groups are a number of a program unless people wrote them.
 */
export function isUsual({ sizes, digits }: Grouped, shape: string, isProse: boolean): boolean {
  if (/[\r\n\t]/.test(shape) || digits.length < 9) return false;
  const form = sizes.join('-');
  if (form === '3-3-4' || form === '1-3-3-4') return true;
  if (shape.startsWith('(')) return sizes.length > 1;
  if (/^0[1-9]/.test(digits)) {
    return sizes.length > 1 ? sizes.every((size) => size >= 2) : isProse && digits.length >= 10;
  }
  // Spain, Italy, Poland and Portugal have no trunk prefix.
  return form === '3-3-3' && /^[6-9]\d\d \d+ \d+$/.test(shape);
}
