import { existsSync, globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { brokenLinksIn } from './links.ts';

const pages = globSync(['*.md', 'docs/**/*.md', '.github/**/*.md']).sort();

/** What `custos init` writes is in the repository of an operator. */
const writtenByInit = readFileSync('cli/init/repository-files.ts', 'utf8');

/** Folders and files of this repository; what `npm start` or a build writes is not among them. */
const root = /^(?:bench|bin|cli|client|docs|lambda|lib|local|policy|test)\//;

test.each(pages)('%s links to pages and headings that exist', (page) => {
  expect(brokenLinksIn(page)).toEqual([]);
});

test.each(pages.filter((page) => page !== 'CHANGELOG.md'))('%s names files that exist', (page) => {
  const named = [...readFileSync(page, 'utf8').matchAll(/`([\w./*{},-]+)`/g)]
    .map(([, path = '']) => path)
    .filter((path) => root.test(path) && !writtenByInit.includes(`'${path}'`));

  expect(named.filter((path) => !existsSync(path) && globSync(path).length === 0)).toEqual([]);
});
