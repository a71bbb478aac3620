import { glossary, glossaryPage } from './glossary.ts';

export interface Finding {
  readonly line: number;
  readonly word: string;
  readonly use: string;
}

const replaced = glossary.flatMap(({ term, notInProse }) =>
  notInProse.map((word) => ({
    word,
    use: term,
    pattern: new RegExp(`(?<![\\w-])${word.replaceAll(' ', '\\s+')}(?![\\w-])`, 'gi'),
  })),
);

const blank = (text: string): string => text.replaceAll(/[^\n]/g, ' ');

/** The sentences of a page, in their places: code, addresses of links and comments are blanked. */
const proseOf = (markdown: string): string =>
  markdown
    .replaceAll(/^```[^]*?^```/gm, blank)
    .replaceAll(/<!--[^]*?-->/g, blank)
    .replaceAll(/`[^`\n]*`/g, blank)
    .replaceAll(/\]\([^)\n]*\)/g, blank);

const withoutLastColumn = (markdown: string): string =>
  markdown.replaceAll(/^(\|.*\|)[^|\n]*\|$/gm, '$1');

/** Words that the glossary replaces, where a page uses them in its sentences. */
export function privateWordsIn(page: string, markdown: string): Finding[] {
  const prose = proseOf(page === glossaryPage ? withoutLastColumn(markdown) : markdown);
  return replaced.flatMap(({ word, use, pattern }) =>
    [...prose.matchAll(pattern)].map(({ index }) => ({
      line: prose.slice(0, index).split('\n').length,
      word,
      use,
    })),
  );
}
