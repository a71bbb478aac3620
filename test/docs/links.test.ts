import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';

const pages = globSync(['*.md', 'docs/**/*.md', '.github/**/*.md']).sort();

/** As GitHub makes it of a heading. */
const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replaceAll(' ', '-');

const anchorsIn = (page: string): ReadonlySet<string> =>
  new Set(
    [...readFileSync(page, 'utf8').matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) =>
      anchorOf(heading),
    ),
  );

function isBroken(page: string, target: string): boolean {
  if (/^(https?|mailto):/.test(target)) return false;
  const [path = '', anchor] = target.split('#');
  const file = path === '' ? page : join(dirname(page), path);
  if (!existsSync(file)) return true;
  return anchor !== undefined && !anchorsIn(file).has(anchor);
}

/** What `custos init` writes is in the repository of an operator. */
const writtenByInit = readFileSync('cli/init/repository-files.ts', 'utf8');

/** Folders and files of this repository; what `npm start` or a build writes is not among them. */
const root = /^(?:bench|bin|cli|client|docs|lambda|lib|local|policy|test)\//;

test.each(pages)('%s links to pages and headings that exist', (page) => {
  const targets = [...readFileSync(page, 'utf8').matchAll(/\]\(([^)\s]+)\)/g)].map(
    ([, target = '']) => target,
  );

  expect(targets.filter((target) => isBroken(page, target))).toEqual([]);
});

test.each(pages.filter((page) => page !== 'CHANGELOG.md'))('%s names files that exist', (page) => {
  const named = [...readFileSync(page, 'utf8').matchAll(/`([\w./*{},-]+)`/g)]
    .map(([, path = '']) => path)
    .filter((path) => root.test(path) && !writtenByInit.includes(`'${path}'`));

  expect(named.filter((path) => !existsSync(path) && globSync(path).length === 0)).toEqual([]);
});
