import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { glossary } from './glossary.ts';
import { privateWordsIn } from './prose.ts';

const pages = globSync([
  '{README,CONTRIBUTING,SECURITY,CHANGELOG}.md',
  'docs/**/*.md',
  '.github/**/*.md',
]).sort();

const findingsIn = (page: string): string[] =>
  privateWordsIn(page, readFileSync(page, 'utf8')).map(
    ({ line, word, use }) => `${page}:${line}: not "${word}", but "${use}"`,
  );

/** Pages that still have to be edited. */
const unedited = new Set<string>(['docs/alarms.md']);

test('the glossary has one row for each term, with a definition', () => {
  const terms = glossary.map(({ term }) => term);

  expect(terms.length).toBeGreaterThanOrEqual(40);
  expect(new Set(terms).size).toBe(terms.length);
  for (const { term, definition } of glossary) expect(definition, term).toMatch(/^[A-Z].*\.$/);
});

test('a private word is found in a sentence, and not in code or in the address of a link', () => {
  const found = privateWordsIn(
    'page.md',
    'It is\nturned\ndown. `told` [a](told.md)\n\n```sh\ntold\n```\n\nSomebody has\ntold.\n',
  );

  expect(found.map(({ line, word }) => [line, word]).sort()).toEqual([
    [10, 'told'],
    [2, 'turned down'],
    [9, 'somebody'],
  ]);
});

test.each(pages.filter((page) => !unedited.has(page)))(
  '%s uses the words of the glossary',
  (page) => {
    expect(findingsIn(page)).toEqual([]);
  },
);

test.each([...unedited])('%s still has to be edited', (page) => {
  expect(findingsIn(page)).not.toEqual([]);
});
