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

test.each(['plain/path-1.tgz', 'bad name!', "it's", '$(rm)', 'a\nb', 'ünï', ''])(
  'the word %j is the same after a shell has read it',
  (word) => {
    const read = execFileSync('sh', ['-c', `printf %s ${shellWord(word)}`], { encoding: 'utf8' });

    expect(read).toBe(word);
  },
);
