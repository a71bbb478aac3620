import type { Span } from '../prose.ts';

/** How a word is written. */
export const shapes = {
  lower: 0,
  title: 1,
  initial: 2,
  upper: 3,
  mixed: 4,
  digits: 5,
  code: 6,
  sign: 7,
  line: 8,
  uncased: 9,
} as const;
type Shape = (typeof shapes)[keyof typeof shapes];

export interface Token {
  /** In lower case, digits as `0`. */
  readonly word: string;
  readonly shape: Shape;
  readonly start: number;
  readonly end: number;
}

/** How the letters of a segment are written, since capitals mean nothing where all or none are. */
export type Casing = 'usual' | 'lower' | 'upper' | 'title';

export interface Segment {
  readonly tokens: readonly Token[];
  readonly casing: Casing;
}

const token = /[\p{L}\p{M}\p{N}]+(?:['-](?!s(?![\p{L}\p{M}\p{N}]))[\p{L}\p{M}\p{N}]+)*|\n|[^\s]/gu;
/** Context does not go further than this, so that a segment is small and the work linear. */
const longestSegment = 1_200;
const longestWord = 40;

/** Paragraphs of a part of a text, long ones cut at the end of a line or a word. */
export function* segmentsOf(text: string, { start, end }: Span): Generator<Segment> {
  for (let from = start; from < end;) {
    const blank = text.slice(from, Math.min(end, from + longestSegment)).search(/\n[ \t\r]*\n/);
    const to = blank >= 0 ? from + blank + 1 : cutAfter(text, from, end);
    const tokens = tokensOf(text.slice(from, to), from);
    if (tokens.length > 0) yield { tokens, casing: casingOf(tokens) };
    from = to;
  }
}

function cutAfter(text: string, from: number, end: number): number {
  const limit = from + longestSegment;
  if (limit >= end) return end;
  const part = text.slice(from, limit);
  const cut = Math.max(part.lastIndexOf('\n'), part.lastIndexOf('. ') + 1);
  if (cut > longestSegment / 2) return from + cut + 1;
  const space = part.lastIndexOf(' ');
  if (space > 0) return from + space + 1;
  return /[\udc00-\udfff]/.test(text[limit] ?? '') ? limit - 1 : limit;
}

function tokensOf(text: string, offset: number): Token[] {
  const tokens: Token[] = [];
  for (const { 0: found, index } of text.matchAll(token)) {
    const shape = shapeOf(found);
    const short = shape === shapes.lower ? found : found.toLowerCase();
    const hasDigits = shape === shapes.digits || shape === shapes.code;
    tokens.push({
      word: (hasDigits ? short.replaceAll(/\p{N}/gu, '0') : short).slice(0, longestWord),
      shape,
      start: offset + index,
      end: offset + index + found.length,
    });
  }
  return tokens;
}

function shapeOf(word: string): Shape {
  // Most words, before the tests that know all scripts.
  if (/^[a-z]+$/.test(word)) return shapes.lower;
  if (/^[A-Z][a-z]+$/.test(word)) return shapes.title;
  if (word === '\n') return shapes.line;
  const hasLetter = /\p{L}/u.test(word);
  if (!hasLetter) return /\p{N}/u.test(word) ? shapes.digits : shapes.sign;
  if (/\p{N}/u.test(word)) return shapes.code;
  const hasLower = /\p{Ll}/u.test(word);
  if (!/\p{Lu}/u.test(word)) return hasLower ? shapes.lower : shapes.uncased;
  if (!hasLower) return word.length === 1 ? shapes.initial : shapes.upper;
  return /^\p{Lu}[\p{Ll}\p{M}]+(?:['-]\p{Lu}?[\p{Ll}\p{M}]+)*$|^(?:Mc|Mac|[OD]')\p{Lu}\p{Ll}+$/u.test(
    word,
  )
    ? shapes.title
    : shapes.mixed;
}

function casingOf(tokens: readonly Token[]): Casing {
  let [lower, title, upper, mixed] = [0, 0, 0, 0];
  for (const { shape } of tokens) {
    if (shape === shapes.lower) lower += 1;
    else if (shape === shapes.title) title += 1;
    else if (shape === shapes.upper) upper += 1;
    else if (shape === shapes.mixed) mixed += 1;
  }
  if (title + upper + mixed === 0) return 'lower';
  if (lower + title === 0) return 'upper';
  return title >= 4 && title > lower * 4 ? 'title' : 'usual';
}
