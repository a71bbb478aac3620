import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { functions } from '../../lib/functions.ts';

test('SECURITY says of every function what it can do in the wrong hands', () => {
  const [, table = ''] = readFileSync('SECURITY.md', 'utf8').split('| worst case');
  const [rows = ''] = table.split('\n\n');
  const cells = [...rows.matchAll(/^\| ([^|]*)/gm)].map(([, cell]) => cell).join();
  const named = [...cells.matchAll(/`([a-z-]+)(\*?)`/g)].map(
    ([, name, rest]) => new RegExp(`^${name}${rest === '*' ? '' : '$'}`),
  );

  for (const { name } of functions) {
    expect(
      named.filter((pattern) => pattern.test(name)),
      name,
    ).toHaveLength(1);
  }
});
