import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { loadedOrThrow } from '../../lib/policy/loader.ts';
import { run } from './operator.ts';

const folder = (): string => {
  const directory = mkdtempSync(join(tmpdir(), 'custos-init-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
};
const init = (...words: string[]) =>
  run('node', ['bin/custos.mjs', 'init', ...words], process.cwd());
const manifestOf = (directory: string) =>
  JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8'));

test('the policy has the name of the controller, with any characters in it', async () => {
  const directory = folder();
  const controller = 'Söhne & "Töchter": $& AG #1';

  const { code } = await init(directory, '--controller', controller);

  const { policy, placeholders } = loadedOrThrow(join(directory, 'policy'));
  expect(code).toBe(0);
  expect(policy.controller.name).toBe(controller);
  expect(readFileSync(join(directory, 'policy/notices/assistant/en.md'), 'utf8')).toContain(
    `${controller}, `,
  );
  expect(placeholders.map(({ path }) => path)).not.toContain('controller.name');
});

test('a clone is installed from the file that npm pack writes, unless an option names another source', async () => {
  const [packed, published] = [folder(), folder()];

  const [fromClone] = await Promise.all([
    init(packed, '--name', 'acme-privacy', '--stage', 'prod'),
    init(published, '--name', 'acme-privacy', '--package', 'npm:@acme/custos@0.1.0'),
  ]);

  expect(manifestOf(packed).dependencies.custos).toMatch(/^file:vendor\/custos-[\d.]+\.tgz$/);
  expect(fromClone.stdout).toContain(`npm pack --pack-destination ${packed}/vendor`);
  expect(JSON.parse(readFileSync(join(packed, 'cdk.json'), 'utf8')).context).toEqual({
    stage: 'prod',
  });
  expect(manifestOf(published).dependencies.custos).toBe('npm:@acme/custos@0.1.0');
});

test('a first install has no engine warning: the repository includes the version that custos requires', async () => {
  const directory = folder();
  const { engines } = manifestOf(process.cwd()) as { engines: { node: string } };

  await init(directory, '--name', 'acme-privacy');

  const { devDependencies } = manifestOf(directory) as { devDependencies: { node: string } };
  const brought = Number(/\d+/.exec(devDependencies.node)?.[0]);
  expect(brought).toBeGreaterThanOrEqual(Number(/^>=(\d+)$/.exec(engines.node)?.[1]));
  expect(readFileSync(join(directory, '.npmrc'), 'utf8')).toMatch(/^loglevel=error$/m);
});

test('a folder that is not writable is reported in one sentence', async () => {
  const { code, stderr } = await init('/proc/custos/home', '--name', 'acme-privacy');

  expect(code).toBe(1);
  expect(stderr.trim()).toMatch(/^error: nothing can be written to .proc.custos.home \(.*\)$/);
});

test('existing files are not changed, and no file is added', async () => {
  const directory = folder();
  writeFileSync(join(directory, 'README.md'), 'mine');

  const { code, stderr } = await init(directory);

  expect(code).toBe(1);
  expect(stderr).toContain('is not empty (README.md)');
  expect(readFileSync(join(directory, 'README.md'), 'utf8')).toBe('mine');
});

test.each([
  ['--name', 'custos'],
  ['--name', 'Acme Privacy'],
  ['--stage', 'local'],
  ['--controller', ' '],
])('%s %j is rejected with the reason', async (option, value) => {
  const { code, stderr } = await init(join(folder(), 'new'), option, value);

  expect(code).toBe(1);
  expect(stderr).toMatch(/It (may|must)|Allowed choices are dev, prod/);
});

test('the paths in the next steps are quoted for a shell, with any name of the folder', async () => {
  const directory = join(folder(), 'bad name!');

  const { stdout } = await init(directory, '--name', 'acme-privacy');

  expect(stdout).toContain(`mkdir -p '${directory}/vendor'`);
  expect(stdout).toContain(`npm pack --pack-destination '${directory}/vendor'`);
  expect(stdout).toContain(`cd '${directory}'`);
});

test('cdk diff supports every option in the commands that it writes and documents', async () => {
  const directory = folder();
  await init(directory, '--name', 'acme-privacy');
  const files = ['README.md', 'package.json', '.github/workflows/check.yaml'].map((file) =>
    join(directory, file),
  );

  const texts = [...files, 'docs/adopt.md', 'docs/operate.md', 'README.md'].map((file) =>
    readFileSync(file, 'utf8'),
  );

  const commands = texts.flatMap((text) => text.match(/cdk diff[^"\n`]*/g) ?? []);
  expect(commands.length).toBeGreaterThan(4);
  expect(commands.filter((command) => command.includes('--all'))).toEqual([]);
});
