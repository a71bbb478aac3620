import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const sources = globSync('web/console/**/*.tsx').map(
  (path) => [path, readFileSync(path, 'utf8')] as const,
);
const withText = (pattern: RegExp) =>
  sources.flatMap(([path, text]) => (pattern.test(text) ? [path] : [])).sort();

test('a table of the console is one of two components, and both can be taken away as a file', () => {
  // The compiler asks each use of the two for a file.
  const components = ['web/console/list/list-table.tsx', 'web/console/list/plain-table.tsx'];

  // What keys do is help, not data.
  expect(withText(/<table/)).toEqual(['web/console/keys/keys-help.tsx', ...components]);
  // Lists with headings, whose files have a line for each item.
  const lists = ['web/console/policy/changes.tsx', 'web/console/policy/purposes.tsx'];
  expect(withText(/<SaveCsv/)).toEqual([...components, ...lists]);
});

test('only the contents of records that are withheld, and what the page behind a dialog has, cannot be', () => {
  expect(withText(/csv=\{undefined\}/)).toEqual([
    'web/console/request/act-dialog.tsx',
    'web/console/request/read-withheld.tsx',
  ]);
});
