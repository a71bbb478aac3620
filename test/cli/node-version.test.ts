import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';

/*
 * The command as an older Node.js sees it: the version is what a preload says, everything else is the
 * Node.js that runs this test.
 */

const project = (): string => {
  const directory = mkdtempSync(join(tmpdir(), 'custos-node-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  writeFileSync(join(directory, 'package.json'), '{}');
  const old = "Object.defineProperty(process.versions, 'node', { value: '20.19.0' });";
  writeFileSync(join(directory, 'old.cjs'), old);
  return directory;
};
const custos = (directory: string) =>
  spawnSync(
    process.execPath,
    ['--require', join(directory, 'old.cjs'), resolve('bin/custos.mjs'), '--version'],
    { cwd: directory, encoding: 'utf8' },
  );

test('on an older Node.js it says how the project can bring one', () => {
  const { status, stdout, stderr } = custos(project());

  expect([status, stdout]).toEqual([1, '']);
  expect(stderr).toContain('custos needs Node.js 24, this is 20.19.0.');
  expect(stderr).toContain('npm install --save-dev node@24');
  const { engines } = JSON.parse(readFileSync('package.json', 'utf8')) as {
    engines: { node: string };
  };
  expect(engines.node).toBe('>=24');
});

test('it runs with the Node.js that the project brings', () => {
  const directory = project();
  mkdirSync(join(directory, 'node_modules/node/bin'), { recursive: true });
  writeFileSync(join(directory, 'node_modules/node/package.json'), '{"version":"24.0.0"}');
  symlinkSync(process.execPath, join(directory, 'node_modules/node/bin/node'));
  const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };

  expect(custos(directory)).toMatchObject({ status: 0, stdout: `${version}\n`, stderr: '' });
});

test('one that the project brings and that is too old is not taken', () => {
  const directory = project();
  mkdirSync(join(directory, 'node_modules/node/bin'), { recursive: true });
  writeFileSync(join(directory, 'node_modules/node/package.json'), '{"version":"22.0.0"}');
  symlinkSync(process.execPath, join(directory, 'node_modules/node/bin/node'));

  expect(custos(directory).status).toBe(1);
});
