import type { Edit, Edited } from './edits.ts';
import { edited } from './edits.ts';

/**
 * A text as the scanners read it: compatibility forms (NFKC), one kind of space, dash, quote and
 * digit, nothing invisible, and `@` and `.` where an address has `[at]` and `[dot]`. People hide
 * addresses like this, and programs produce it by accident.
 */
export function normalise(source: string): Edited {
  const plain = isAscii(source) ? edited(source, []) : edited(source, characterEdits(source));
  const markers = markerEdits(plain.text);
  if (markers.length === 0) return plain;
  const whole = edited(plain.text, markers);
  return {
    text: whole.text,
    startInSource: (at) => plain.startInSource(whole.startInSource(at)),
    endInSource: (at) => plain.endInSource(whole.endInSource(at)),
  };
}

// oxlint-disable-next-line no-control-regex -- ASCII begins with control characters.
const isAscii = (text: string): boolean => !/[^\x00-\x7f]/.test(text);

/**
 * A character with the marks after it, or one that is not Latin. Canonical ordering of marks is
 * quadratic, therefore 32 at most.
 */
const cluster =
  /[^\p{DI}](?:[\p{M}\p{DI}\uff9e\uff9f]{1,32})|[^\0-\u009f\u00b7\u00bf-\u0131\u0134-\u013e\u0141-\u0148\u014a-\u017e]/gu;

function characterEdits(text: string): Edit[] {
  const edits: Edit[] = [];
  for (const match of text.matchAll(cluster)) {
    const [found] = match;
    const plain = plainOf(found);
    if (plain !== found) {
      edits.push({ start: match.index, end: match.index + found.length, text: plain });
    }
  }
  return edits;
}

const plainOf = (found: string): string =>
  found
    .replaceAll(/\p{DI}/gu, '')
    .normalize('NFKC')
    .replaceAll(/[^\0-\x7f]/gu, (character) => similar(character));

function similar(character: string): string {
  if (/\p{DI}/u.test(character)) return '';
  if (/\p{Zs}/u.test(character)) return ' ';
  if (/[\u2028\u2029\u0085]/.test(character)) return '\n';
  if (/[\p{Pd}\u2212\u2043]/u.test(character)) return '-';
  if (/[\u2018-\u201b\u2032\u00b4]/.test(character)) return "'";
  if (/[\u201c-\u201f\u2033\u00ab\u00bb]/.test(character)) return '"';
  return /\p{Nd}/u.test(character) ? digitOf(character) : character;
}

/** Digits of a script are ten in a row, and a row begins at a multiple of ten after another or after a gap. */
function digitOf(character: string): string {
  const point = character.codePointAt(0) ?? 0;
  let zero = point;
  while (/\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero -= 1;
  return String((point - zero) % 10);
}

const at = '(?:at|@|ät|arroba|chiocciola|apestaart|malpa|małpa)';
const dot = '(?:dot|\\.|punkt|punto|point|ponto|kropka|punt)';
const open = '\\s{0,2}[[({<]\\s?';
const close = '\\s?[\\])}>]\\s{0,2}';
const marker = new RegExp(
  `(?<=[\\p{L}\\p{N}])(?:(${open}${at}${close})|${open}${dot}${close})`,
  'giu',
);
const spoken = new RegExp(
  `(?<=[\\p{L}\\p{N}]) ${at} (?=[\\p{L}\\p{N}-]{1,63}(?: ${dot} [\\p{L}\\p{N}-]{2,63}){1,4})`,
  'giu',
);
const spokenDot = new RegExp(` ${dot} `, 'giy');
const encoded = /(?<=[\w.])(?:%40|&#0{0,3}64;|&#x40;|&commat;)/gi;
const hint = new RegExp(`[[({<]\\s?(?:${at}|${dot})\\s?[\\])}>]|%40|&#|&comm| ${at} `, 'iu');
/** An address has its `[dot]` at most this far from its `@`. */
const reach = 80;

function markerEdits(text: string): Edit[] {
  if (!hint.test(text)) return [];
  const edits: Edit[] = [];
  for (const { 0: found, index } of text.matchAll(encoded)) {
    edits.push({ start: index, end: index + found.length, text: '@' });
  }
  for (const { 0: found, index } of text.matchAll(spoken)) {
    edits.push(
      { start: index, end: index + found.length, text: '@' },
      ...dotsAfter(text, index + found.length),
    );
  }
  edits.push(...bracketed(text));
  let end = 0;
  return edits
    .sort((one, other) => one.start - other.start)
    .filter((edit) => edit.start >= end && ((end = edit.end), true));
}

function dotsAfter(text: string, from: number): Edit[] {
  const edits: Edit[] = [];
  const label = /[\p{L}\p{N}-]{1,63}/uy;
  for (let here = from; ;) {
    label.lastIndex = here;
    if (!label.test(text)) return edits;
    spokenDot.lastIndex = label.lastIndex;
    if (!spokenDot.test(text)) return edits;
    edits.push({ start: label.lastIndex, end: spokenDot.lastIndex, text: '.' });
    here = spokenDot.lastIndex;
  }
}

/** `[dot]` counts near an `@` or `[at]` only: elsewhere it is code or ordinary words. */
function bracketed(text: string): Edit[] {
  const found = [...text.matchAll(marker)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
    text: match[1] === undefined ? '.' : '@',
  }));
  return found.filter(({ start, end, text: mark }) => {
    if (mark === '@') return true;
    const near = text.slice(Math.max(0, start - reach), end + reach);
    return near.includes('@') || new RegExp(`${open}${at}${close}`, 'iu').test(near);
  });
}
