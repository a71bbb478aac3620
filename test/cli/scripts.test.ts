import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as {
  readonly scripts: Readonly<Record<string, string>>;
};
const programs = Object.entries(scripts).flatMap(([name, script]) => {
  const [, words = ''] = /^node (\S+\.ts.*)$/.exec(script) ?? [];
  return words === '' ? [] : [{ name, words: words.split(' ') }];
});

const run = (words: readonly string[], more: string) =>
  spawnSync(process.execPath, [...words, more], { encoding: 'utf8', timeout: 50_000 });

test('the scripts are programs of this repository', () => {
  expect(programs.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['start', 'test', 'demo', 'bench', 'openapi', 'release:freeze']),
  );
});

test.each(programs)('npm run $name -- --help prints its usage and does nothing', ({ words }) => {
  const { status, stdout } = run(words, '--help');

  expect(status).toBe(0);
  expect(stdout).toMatch(/^Usage: /);
});

test.each(programs)('npm run $name refuses an option that it does not know', ({ words }) => {
  const { status, stderr } = run(words, '--nonsense');

  expect(status).toBe(1);
  expect(stderr).toMatch(/^error: /);
  expect(stderr).not.toMatch(/^ {4}at /m);
});
