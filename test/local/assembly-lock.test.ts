import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { useAssembly, whileUnused } from '../../local/assembly-lock.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'custos-assemblies-'));
});
afterAll(() => rm(folder, { recursive: true }));

const nothing = () => Promise.resolve();

test('an assembly in use is not deleted, also with several users', async () => {
  const directory = join(folder, 'local-a');
  const [one, other] = [useAssembly(directory), useAssembly(directory)];

  expect(await whileUnused(directory, nothing)).toBe('in-use');
  one.release();
  expect(await whileUnused(directory, nothing)).toBe('in-use');
  other.release();
  expect(await whileUnused(directory, nothing)).toBe('done');
});

test('another assembly is not locked by it', async () => {
  const { release } = useAssembly(join(folder, 'local-b'));

  expect(await whileUnused(join(folder, 'local-c'), nothing)).toBe('done');
  release();
});

test('an assembly is unlocked when its process is killed', async () => {
  const directory = join(folder, 'local-d');
  const module = JSON.stringify(resolve('local/assembly-lock.ts'));
  const script = `import { useAssembly } from ${module};
    useAssembly(${JSON.stringify(directory)}); console.log('uses'); setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', script]);
  await once(child.stdout, 'data');
  expect(await whileUnused(directory, nothing)).toBe('in-use');

  child.kill('SIGKILL');
  await once(child, 'exit');

  expect(await whileUnused(directory, nothing)).toBe('done');
});
