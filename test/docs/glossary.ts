import { readFileSync } from 'node:fs';

export interface Term {
  readonly term: string;
  readonly definition: string;
  /** Not used in prose in the place of the term. */
  readonly notInProse: readonly string[];
  /** Not used as names in code in the place of the term. */
  readonly notInCode: readonly string[];
}

export const glossaryPage = 'docs/glossary.md';

/** The rows of both tables of the glossary. */
export const glossary: readonly Term[] = readFileSync(glossaryPage, 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('|') && !/^\| (?:term|-+) /.test(line))
  .map((line) => {
    const [term = '', definition = '', not = ''] = line
      .split('|')
      .slice(1)
      .map((cell) => cell.trim());
    const words = not.split(', ').filter((word) => word !== '');
    return {
      term,
      definition,
      notInProse: words.filter((word) => !word.startsWith('`')),
      notInCode: words
        .filter((word) => word.startsWith('`'))
        .map((word) => word.replaceAll('`', '')),
    };
  });
