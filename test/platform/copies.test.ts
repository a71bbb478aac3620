import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

test('no module copies the platform, which would open what its function has no right to', () => {
  const files = globSync('lambda/**/*.ts');
  const copying = files.filter((file) => /\.\.\.platform\b/.test(readFileSync(file, 'utf8')));

  expect(files.length).toBeGreaterThan(500);
  expect(copying).toEqual([]);
});
