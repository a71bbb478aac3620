import { RE2JS } from 're2js';
import type { Candidate } from './candidate.ts';
import { textTypes } from './finding.ts';
import type { TextType } from './finding.ts';
import { normalise } from './normalise.ts';
import type { Span } from './prose.ts';

/** What an operator adds to the rules of the engine. */
export interface RuleTexts {
  /** In the syntax of RE2, which has no back-references and no exponential time. */
  readonly patterns?: readonly { readonly type: TextType; readonly pattern: string }[];
  /** Texts that are always findings, in any case, as words of their own. */
  readonly deny?: readonly { readonly type: TextType; readonly text: string }[];
  /** Texts that are never findings, also as words of a name. */
  readonly allow?: readonly string[];
}

export interface Rules {
  readonly candidates: (text: string) => Candidate[];
  readonly isAllowed: (found: string) => boolean;
  /** Where a longer finding has what is never one. */
  readonly allowedIn: (found: string) => Span[];
}

/** A pattern is not of the syntax of RE2, matches nothing but the empty text, or names no type. */
export class RuleError extends Error {
  override readonly name = 'RuleError';
}

const fold = (text: string): string =>
  normalise(text).text.toLowerCase().replaceAll(/\s+/g, ' ').trim();
const word = /[\p{L}\p{N}_]+/gu;

/** @throws RuleError with the pattern's place in the list */
export function compileRules({ patterns = [], deny = [], allow = [] }: RuleTexts): Rules {
  const compiled = patterns.map(({ type, pattern }, index) => {
    if (!textTypes.includes(type)) throw new RuleError(`patterns[${index}] has an unknown type`);
    try {
      return { type, pattern: RE2JS.compile(pattern) };
    } catch (cause) {
      throw new RuleError(`patterns[${index}] is no pattern of RE2`, { cause });
    }
  });
  const denied = Map.groupBy(
    deny.map(({ type, text }) => ({ type, text: fold(text) })).filter(({ text }) => text !== ''),
    ({ text }) => firstWord(text),
  );
  const allowed = new Set(allow.map(fold).filter((text) => text !== ''));
  const allowedByWord = Map.groupBy(
    [...allowed].map((text) => ({ text })),
    ({ text }) => firstWord(text),
  );
  return {
    candidates: (text) => [
      ...compiled.flatMap((rule) => [...matchesOf(text, rule)]),
      ...(denied.size === 0 ? [] : deniedIn(text, denied)),
    ],
    isAllowed: (found) => allowed.size > 0 && allowed.has(fold(found)),
    allowedIn: (found) =>
      allowed.size === 0
        ? []
        : [...wholeWords(found, allowedByWord)].filter(
            ({ start, end }) =>
              !/[\p{L}\p{N}]['-]$/u.test(found.slice(0, start)) &&
              !/^-[\p{L}\p{N}]|^'(?!s(?!\p{L}))\p{L}/u.test(found.slice(end)),
          ),
  };
}

const firstWord = (text: string): string => text.match(word)?.[0] ?? text;

function* matchesOf(
  text: string,
  { type, pattern }: { readonly type: TextType; readonly pattern: RE2JS },
): Generator<Candidate> {
  const matcher = pattern.matcher(text);
  while (matcher.find()) {
    const [start, end] = [matcher.start(), matcher.end()];
    if (end > start) yield { type, start, end, score: 1, source: 'operator-pattern' };
  }
}

function* deniedIn(
  text: string,
  denied: ReadonlyMap<string, readonly { readonly type: TextType; readonly text: string }[]>,
): Generator<Candidate> {
  for (const { type, start, end } of wholeWords(text, denied)) {
    yield { type, start, end, score: 1, source: 'operator-deny' };
  }
}

/** Where a text has one of the texts that are wanted, in any case, as words of their own. */
function* wholeWords<Wanted extends { readonly text: string }>(
  text: string,
  wanted: ReadonlyMap<string, readonly Wanted[]>,
): Generator<Wanted & Span> {
  // A lower-case text can be longer, as that of `İ` is: offsets are those of `text`.
  for (const { 0: found, index } of text.matchAll(word)) {
    for (const each of wanted.get(found.toLowerCase()) ?? []) {
      const start = index - each.text.indexOf(found.toLowerCase());
      const end = start + each.text.length;
      const here = text.slice(Math.max(0, start), end);
      if (here.toLowerCase().replaceAll(/\s/g, ' ') !== each.text) continue;
      const isWhole =
        !/[\p{L}\p{N}_]/u.test(text[start - 1] ?? '') && !/[\p{L}\p{N}_]/u.test(text[end] ?? '');
      if (isWhole) yield { ...each, start, end };
    }
  }
}

export const noRules: Rules = compileRules({});
