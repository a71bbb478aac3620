import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { requireReplaceable } from './python.ts';

const folder = () => {
  const made = mkdtempSync(join(tmpdir(), 'custos-python-'));
  onTestFinished(() => rmSync(made, { recursive: true, force: true }));
  return made;
};

test('a folder with other files than a virtual environment is not replaced', () => {
  const other = folder();
  writeFileSync(join(other, 'work.txt'), 'not saved elsewhere');

  expect(() => requireReplaceable(other)).toThrow(/other files.*CUSTOS_DEPLOY_PYTHON/);
  expect(readdirSync(other)).toEqual(['work.txt']);
});

test('a virtual environment, an empty folder and none are replaced', () => {
  const environment = folder();
  mkdirSync(join(environment, 'bin'));
  writeFileSync(join(environment, 'pyvenv.cfg'), '');

  for (const directory of [environment, folder(), join(folder(), 'absent')]) {
    expect(() => requireReplaceable(directory)).not.toThrow();
  }
});
