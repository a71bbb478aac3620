import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { settings } from '../../local/settings.ts';
import { bareEnvironment } from '../support/command-environment.ts';

const start = (...words: readonly string[]) =>
  spawnSync(process.execPath, ['local/start.ts', ...words], { encoding: 'utf8', timeout: 30_000 });

test('npm start -- --help names each setting, and starts nothing', () => {
  const { status, stdout } = start('--help');

  expect(status).toBe(0);
  for (const [name] of settings) expect(stdout).toContain(name);
  expect(stdout).not.toContain('Ready');
});

test('npm start -- now is refused', () => {
  const { status, stderr } = start('now');

  expect(status).toBe(1);
  expect(stderr).toContain('error:');
});

test('custos start runs the same program', () => {
  const { status, stderr } = spawnSync(
    process.execPath,
    ['bin/custos.mjs', 'start', '--port', '18999'],
    {
      encoding: 'utf8',
      timeout: 30_000,
      env: bareEnvironment({ CUSTOS_ISSUER_PORT: '18999' }),
    },
  );

  expect(status).toBe(1);
  expect(stderr).toContain('port 18999 cannot serve both the API and sign-in');
});

test('the quickstart has the same settings', () => {
  const page = readFileSync('docs/quickstart.md', 'utf8');
  const named = [...page.matchAll(/^\| `(CUSTOS_\w+)`/gm)].map(([, name]) => name);

  expect(named).toEqual(settings.map(([name]) => name));
});
