import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { expect, test } from 'vitest';
import { commands, programWith } from '../../cli/command-line.ts';
import { shellWord } from '../../cli/shell.ts';

const helpOf = (command: Command): string => {
  let help = '';
  command.configureOutput({ writeOut: (text) => (help += text) }).outputHelp();
  return help;
};
const named = (program: Command, name: string): Command => {
  const found = program.commands.find((command) => command.name() === name);
  if (found === undefined) throw new Error(`no command is called ${name}`);
  return found;
};
const custos = (...words: string[]) =>
  spawnSync(process.execPath, ['bin/custos.mjs', ...words], {
    encoding: 'utf8',
    env: {
      PATH: process.env['PATH'],
      AWS_CONFIG_FILE: '/nowhere',
      AWS_EC2_METADATA_DISABLED: 'true',
    },
  });

test.each(commands.map(({ name }) => name))('the help of custos %s has examples', async (name) => {
  const command = named(await programWith(name), name);

  for (const each of [command, ...command.commands]) {
    const lines = helpOf(each).match(/^ {2}custos .+$/gm) ?? [];
    expect(lines.length, each.name()).toBeGreaterThan(0);
  }
});

test('the help of custos names every command and has examples', async () => {
  const help = helpOf(await programWith(undefined));

  expect(help).toContain('Examples:\n  custos ');
  for (const { name, summary } of commands) {
    expect(help).toContain(`  ${name}`);
    expect(summary.length).toBeGreaterThan(10);
  }
});

test.each(['--version', '-V'])('custos %s is the version of the package', (flag) => {
  const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };

  expect(custos(flag)).toMatchObject({ status: 0, stdout: `${version}\n` });
});

test.each([
  ['retention', 'plan', '--stage', 'dev'],
  ['replay-tombstones', '--stage', 'dev'],
  ['doctor', '--stage', 'dev'],
])('custos %s without a Region says where to name one', (...words) => {
  const { status, stderr } = custos(...words);

  expect(status).toBe(1);
  expect(stderr).toContain('name a Region: --region, AWS_REGION, or in the profile');
});

test.each([
  ['retention', 'plan', '--stage', 'dev'],
  ['replay-tombstones', '--stage', 'dev'],
])('custos %s without credentials says so: AWS was not asked', (...words) => {
  const { status, stderr } = custos(...words, '--region', 'eu-central-1');

  expect(status).toBe(1);
  expect(stderr).toContain('the credentials are missing or not valid');
  expect(stderr).not.toContain('does not answer');
});

test.each([['retention', 'plan'], ['replay-tombstones'], ['doctor']])(
  'custos %s: what has not the form of a Region is refused before anybody is asked',
  async (...names) => {
    const command = names.reduce(named, await programWith(names[0]));
    const region = command.options.find(({ long }) => long === '--region');
    const read = (value: string) => region?.parseArg?.(value, '');

    for (const one of ['eu-central-1', 'us-gov-west-1', 'ap-southeast-2']) {
      expect(read(one)).toBe(one);
    }
    for (const none of ['not a region', 'mars', 'eu-central-1.evil.example', 'EU-CENTRAL-1', '']) {
      expect(() => read(none)).toThrow('It must be a Region, such as eu-central-1.');
    }
  },
);

test('the help of a command has its examples once', async () => {
  for (const { name } of commands) {
    expect(helpOf(named(await programWith(name), name)).match(/^Examples:$/gm)).toHaveLength(1);
  }
});

test.each(['plain/path-1.tgz', 'bad name!', "it's", '$(rm)', 'a\nb', 'ünï', ''])(
  'the word %j is the same after a shell has read it',
  (word) => {
    const read = execFileSync('sh', ['-c', `printf %s ${shellWord(word)}`], { encoding: 'utf8' });

    expect(read).toBe(word);
  },
);
