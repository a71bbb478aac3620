import type { Found } from './redact.ts';

interface Searched<Finding extends Found> {
  readonly content: string;
  readonly findings: readonly Finding[];
}

/** A longer name is looked for in no more than this many words. */
const mostWords = 8;
const word = /[\p{L}\p{N}]+/gu;

/**
 * Adds names that were found in one text of a conversation and missed in another, where markup or a
 * list is around them: the model would read a name that has a pseudonym. Only names of several
 * words count, because a single one is often a word as well. Time is linear in the texts.
 */
export function withRepeatedNames<Finding extends Found>(
  searched: readonly Searched<Finding>[],
): readonly Searched<Finding>[] {
  const names = new Map<string, Finding>();
  for (const { content, findings } of searched) {
    for (const found of findings) {
      const name = content.slice(found.start, found.end);
      if (found.type === 'person' && /\s/u.test(name)) names.set(name, found);
    }
  }
  if (names.size === 0) return searched;
  const begins = new Set([...names.keys()].flatMap((name) => name.match(word)?.[0] ?? []));
  return searched.map(({ content, findings }) => ({
    content,
    findings: merged(content, findings, names, begins),
  }));
}

function merged<Finding extends Found>(
  content: string,
  findings: readonly Finding[],
  names: ReadonlyMap<string, Finding>,
  begins: ReadonlySet<string>,
): readonly Finding[] {
  const words = [...content.matchAll(word)].map(({ 0: text, index }) => ({
    start: index,
    end: index + text.length,
  }));
  const all: Finding[] = [];
  let next = 0;
  let from = 0;
  for (const [position, { start, end }] of words.entries()) {
    if (!begins.has(content.slice(start, end))) continue;
    for (let found = findings[next]; found && found.start <= start; found = findings[next]) {
      all.push(found);
      from = found.end;
      next += 1;
    }
    if (start < from) continue;
    const before = findings[next]?.start ?? content.length;
    const name = longestName(content, words.slice(position, position + mostWords), before, names);
    if (name === undefined) continue;
    all.push(name);
    from = name.end;
  }
  return [...all, ...findings.slice(next)];
}

function longestName<Finding extends Found>(
  content: string,
  words: readonly { readonly start: number; readonly end: number }[],
  before: number,
  names: ReadonlyMap<string, Finding>,
): Finding | undefined {
  const [{ start } = { start: 0 }] = words;
  for (const { end } of words.toReversed()) {
    const known = end <= before ? names.get(content.slice(start, end)) : undefined;
    if (known !== undefined) return { ...known, start, end };
  }
  return undefined;
}
