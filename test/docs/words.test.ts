import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { glossary } from './glossary.ts';
import { privateWordsIn } from './prose.ts';
import { commentsOf, textsOf } from './source-texts.ts';

const pages = globSync([
  '{README,CONTRIBUTING,SECURITY,CHANGELOG}.md',
  'docs/**/*.md',
  '.github/**/*.md',
]).sort();

const findingsIn = (page: string): string[] =>
  privateWordsIn(page, readFileSync(page, 'utf8')).map(
    ({ line, word, use }) => `${page}:${line}: not "${word}", but "${use}"`,
  );

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

test.each(pages)('%s uses the words of the glossary', (page) => {
  expect(findingsIn(page)).toEqual([]);
});

interface Described {
  readonly summary?: unknown;
  readonly title?: unknown;
  readonly description?: unknown;
}

/** Summaries, titles and descriptions of the contract, which developers read. */
function textsIn(node: unknown): string[] {
  if (typeof node !== 'object' || node === null) return [];
  const { summary, title, description }: Described = node;
  const own = [summary, title, description].filter((text) => typeof text === 'string');
  return [...own, ...Object.values(node).flatMap(textsIn)];
}

test('the contract of the API uses the words of the glossary', () => {
  const texts = textsIn(JSON.parse(readFileSync('lib/openapi/openapi.json', 'utf8')));

  expect(texts.length).toBeGreaterThan(200);
  expect(texts.filter((text) => privateWordsIn('contract', text).length > 0)).toEqual([]);
});

test('names in code are those of the glossary: the linter forbids what it replaces', () => {
  const { rules } = JSON.parse(readFileSync('.oxlintrc.json', 'utf8')) as {
    rules: { 'id-denylist': readonly string[] };
  };
  const [, ...forbidden] = rules['id-denylist'];

  expect(forbidden.toSorted()).toEqual(glossary.flatMap(({ notInCode }) => notInCode).toSorted());
});

/** These speak to people about their own data, in plain language. */
const textsForPeople = ['lambda/export/**', 'lambda/decision/model/explanation-texts.ts'];

const sources = globSync('{lambda,lib,cli,local}/**/*.ts', {
  exclude: [...textsForPeople, 'local/demo/texts.ts'],
}).sort();

test('log lines, problems, descriptions and help use the words of the glossary', () => {
  const found = sources.flatMap((file) =>
    textsOf(file).flatMap((text) => privateWordsIn(file, text).map(({ word }) => ({ word, text }))),
  );

  expect(found).toEqual([]);
});

/** Comments that still have to be edited. Lower it with every edit; it never rises. */
const uneditedComments = 6;

test('comments use more and more of the words of the glossary', () => {
  const found = sources.flatMap((file) =>
    commentsOf(file).flatMap((comment) => privateWordsIn(file, comment)),
  );

  expect(found.length).toBeLessThanOrEqual(uneditedComments);
});
