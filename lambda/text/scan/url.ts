import { parse } from 'tldts';
import type { Candidate, Page } from '../candidate.ts';
import { growLeft } from './grow.ts';

const scheme = /(?<![a-z\d+.-])[a-z][a-z\d+.-]{1,20}$/i;
const rest = /[^\s"<>`\\^{}|]+/y;
const hostCharacter = /[\p{L}\p{N}.:-]/u;
const host = /^((?:[\p{L}\p{N}-]{1,63}\.){1,8}[\p{L}\p{N}-]{2,63})(?::\d{1,5})?$/u;
const www = /(?<![\p{L}\p{N}@._/:\\-])www\d{0,2}\.(?=[\p{L}\p{N}])/giu;
/** A host has at most 253 characters (RFC 1035), and one before it and a port after it are read too. */
const longestHost = 260;

/** Web addresses: with a scheme, and without one from `www.` or with a path. */
export function urls({ text }: Page): Candidate[] {
  const found: Candidate[] = [];
  let from = 0;
  for (let at = text.indexOf('://'); at >= 0; at = text.indexOf('://', Math.max(at + 3, from))) {
    const [name] = scheme.exec(text.slice(Math.max(from, at - 21), at)) ?? [];
    rest.lastIndex = at + 3;
    if (name === undefined || !rest.test(text)) continue;
    const start = at - name.length;
    const end = endOf(text, start, rest.lastIndex);
    if (end <= at + 4) continue;
    const hasCredentials = /^[^/?#]*:[^/?#]*@/.test(text.slice(at + 3, Math.min(end, at + 300)));
    found.push({
      type: 'url',
      start,
      end,
      score: 0.98,
      source: hasCredentials ? 'url-with-credentials' : 'scheme',
    });
    from = end;
  }
  return [...found, ...bareUrls(text)];
}

function bareUrls(text: string): Candidate[] {
  const found: Candidate[] = [];
  const add = (start: number): void => {
    rest.lastIndex = start;
    if (!rest.test(text)) return;
    const end = endOf(text, start, rest.lastIndex);
    found.push({ type: 'url', start, end, score: 0.8, source: 'host' });
  };
  for (const { index } of text.matchAll(www)) {
    if (index >= (found.at(-1)?.end ?? 0)) add(index);
  }
  const known = found.length;
  let from = 0;
  for (
    let slash = text.indexOf('/');
    slash >= 0;
    slash = text.indexOf('/', Math.max(slash + 1, from))
  ) {
    const start = growLeft(text, slash, Math.max(from, slash - longestHost), hostCharacter);
    if (slash - start < 4 || /[@_/\\]/.test(text[start - 1] ?? '')) continue;
    const [, name] = host.exec(text.slice(start, slash)) ?? [];
    if (name === undefined || !isUsualHost(name) || parse(name).isIcann !== true) continue;
    add(start);
    from = found.at(-1)?.end ?? 0;
  }
  return known === found.length ? found : distinct(found);
}

/** An address with `www.` and a path is found twice. */
const distinct = (found: readonly Candidate[]): Candidate[] => [
  ...new Map(found.map((each) => [each.start, each])).values(),
];

/** In `options.name/x` a member of an object comes before a slash. */
const isUsualHost = (host: string): boolean =>
  /^www/i.test(host) ||
  /\.(?:com|org|net|edu|gov|io|info|biz|eu|de|fr|es|it|nl|pl|pt|uk|us|ch|at|be|br|ly|gl|co|me|tv|dev|ca|au|se|no|dk|fi|cz|ie|in|jp|cn|ru)$/i.test(
    host,
  );

/** Punctuation at the end belongs to the sentence, a bracket only if it was opened before the address. */
function endOf(text: string, start: number, end: number): number {
  const open: Record<string, number> = { ')': 0, ']': 0 };
  for (let at = start; at < end; at += 1) {
    const character = text[at] ?? '';
    const [closing, change] = brackets[character] ?? [];
    if (closing !== undefined && change !== undefined)
      open[closing] = (open[closing] ?? 0) + change;
  }
  let last = end;
  for (; last > start; last -= 1) {
    const character = text[last - 1] ?? '';
    if (/[.,;:!?'*_~\u2026]/.test(character)) continue;
    if ((open[character] ?? 0) >= 0) return last;
    open[character] = (open[character] ?? 0) + 1;
  }
  return last;
}

const brackets: Readonly<Record<string, readonly [closing: string, change: number]>> = {
  '(': [')', 1],
  ')': [')', -1],
  '[': [']', 1],
  ']': [']', -1],
};
