import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { loadPolicy, loadedOrThrow } from '../../lib/policy/loader.ts';
import { run } from '../adoption/operator.ts';

const folder = (): string => {
  const directory = mkdtempSync(join(tmpdir(), 'custos-policy-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
};
const init = (...words: string[]) =>
  run('node', ['bin/custos.mjs', 'policy', 'init', ...words], process.cwd());

test('custos policy init writes a sound policy in the name of the controller', async () => {
  const directory = join(folder(), 'my policy');

  const { code, stdout } = await init(directory, '--controller', 'Acme AI GmbH');

  expect(code).toBe(0);
  expect(loadedOrThrow(directory).policy.controller.name).toBe('Acme AI GmbH');
  expect(stdout).toContain(`npx custos policy check '${directory}' --for-deploy`);
  expect(stdout).toContain(`policyDirectory: ${JSON.stringify(directory)}`);
});

test('what is there stays as it is', async () => {
  const directory = folder();
  writeFileSync(join(directory, 'notes.md'), 'mine');

  const { code, stderr } = await init(directory);

  expect(code).toBe(1);
  expect(stderr).toContain('is not empty (notes.md)');
});

test('an app without a policy learns how to write one, with a path that a shell reads', () => {
  const directory = join(folder(), "it's here");
  mkdirSync(directory);

  const load = loadPolicy(directory);

  expect(load.kind === 'invalid' && load.errors[0]?.remedy).toContain(
    String.raw`npx custos policy init '${directory.replace("'", String.raw`'\''`)}'`,
  );
});
