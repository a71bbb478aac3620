import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { expect, test } from 'vitest';
import { commands, programWith } from '../../cli/command-line.ts';
import { shellWord } from '../../lib/shell.ts';
import { privateWordsIn } from '../docs/prose.ts';
import { bareEnvironment } from '../support/command-environment.ts';

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
    env: bareEnvironment({
      AWS_CONFIG_FILE: '/nowhere',
      CUSTOS_HOME: '/nowhere',
      AWS_EC2_METADATA_DISABLED: 'true',
    }),
  });

test.each(commands.map(({ name }) => name))('the help of custos %s has examples', async (name) => {
  const command = named(await programWith(name), name);

  for (const each of [command, ...command.commands]) {
    const lines = helpOf(each).match(/^ {2}custos .+$/gm) ?? [];
    expect(lines.length, each.name()).toBeGreaterThan(0);
  }
});

test.each(commands.map(({ name }) => name))(
  'the help of custos %s uses the words of the glossary',
  async (name) => {
    const command = named(await programWith(name), name);

    for (const each of [command, ...command.commands]) {
      const help = helpOf(each);
      expect(privateWordsIn('help', help), help).toEqual([]);
    }
  },
);

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

const absent = '0198c0de-7000-7000-8000-000000000000';

/** A call of each command that cannot succeed. */
const failing: Readonly<Record<string, readonly string[]>> = {
  init: ['lib'],
  doctor: ['--stage', 'dev', '--region', 'eu-central-1'],
  'audit filters': ['--stage', 'prod', '--account', '1'],
  'audit policies': ['--stage', 'prod', '--archive-bucket', 'a b', '--archive-account', '1'],
  'audit who-read': ['--subject', 'ada@example.com'],
  'audit verify': ['--stage', 'dev', '--region', 'eu-central-1'],
  'restore-check': ['--folder', '/nowhere'],
  import: ['consents', '/nowhere.csv', '--dry-run'],
  'requests list': [],
  'requests show': ['1', '--url', 'http://127.0.0.1:1'],
  'requests approve': [absent],
  'requests deny': [absent, '--ground', 'none'],
  'requests identify': [absent, '--url', 'ftp://127.0.0.1'],
  'requests retry': [absent],
  'requests mark-done': [absent, 'crm', '--evidence', 'ticket 4711'],
  'requests not-applicable': [absent, 'crm', '--reason', 'no such system'],
  'requests answer': [absent, '--outcome', 'upheld', '--reasons-file', '/nowhere.txt'],
  'requests correct': [absent, '1', '--url', 'http://127.0.0.1:1'],
  'requests extend': [absent],
  'requests pause': [absent],
  'requests resume': [absent],
  'requests lift': [absent],
  'requests keep': [absent, '--url', 'ftp://127.0.0.1'],
  'requests on-behalf': ['/nowhere.json', '--url', 'http://127.0.0.1:1'],
  'outbox list': ['--nothing'],
  'outbox show': ['absent'],
  'policy init': ['lib'],
  'policy check': ['/nowhere'],
  'policy show': ['/nowhere'],
  'policy diff': ['/nowhere', 'policy'],
  'policy schema': ['--nothing'],
  verify: ['/nowhere'],
  json: ['status'],
  'retention plan': ['--stage', 'dev', '--region', 'eu-central-1'],
  'systems add': ['crm', '--policy', '/nowhere'],
  'systems check': ['--system', 'absent'],
  anonymity: ['/nowhere.csv', '--quasi', 'age', '--k', '5'],
  start: ['--policy', '/nowhere'],
  gameday: ['--people', '1'],
  token: ['--service', 'assistant'],
};

test('no command loads the CDK before it runs, which costs as much as all its other modules', () => {
  const loaded = execFileSync(
    process.execPath,
    [
      ...['--input-type=module', '-e'],
      `import { registerHooks } from 'node:module';
       const cdk = [];
       registerHooks({ resolve(name, context, next) {
         if (name.startsWith('aws-cdk-lib')) cdk.push(context.parentURL);
         return next(name, context);
       } });
       const { commands } = await import('./cli/command-line.ts');
       for (const { load } of commands) await load();
       console.log(commands.length, cdk.length, ...cdk);`,
    ],
    { encoding: 'utf8' },
  );

  expect(loaded).toBe(`${commands.length} 0\n`);
});

/** The status 1 of these is an answer, as that of `grep` is. */
const otherStatuses = new Map([['anonymity', 2]]);

test('every command is tried with what cannot succeed', async () => {
  const leaves = await Promise.all(
    commands.map(async ({ name }) => {
      const command = named(await programWith(name), name);
      const below = command.commands.map((each) => `${name} ${each.name()}`);
      return below.length > 0 ? below : [name];
    }),
  );

  expect(Object.keys(failing).sort()).toEqual(leaves.flat().sort());
});

test.each(Object.entries(failing))(
  'custos %s that fails exits with its status and a reason',
  (name, words) => {
    const { status, stderr, stdout } = custos(...name.split(' '), ...words);

    expect(status).toBe(otherStatuses.get(name) ?? 1);
    expect(`${stderr}${stdout}`.trim()).not.toBe('');
    expect(stderr).not.toMatch(/^ {4}at /m);
  },
);

test.each(Object.keys(failing))('the help of custos %s begins with its usage', async (name) => {
  const words = name.split(' ');
  const command = words.reduce(named, await programWith(words[0]));

  expect(helpOf(command)).toMatch(new RegExp(`^Usage: custos ${name} `));
});

test('the help of custos gameday has the least number of people that it accepts', async () => {
  const [least = ''] = /at least \d+/.exec(custos('gameday', '--people', '1').stderr) ?? [];

  expect(least).not.toBe('');
  expect(helpOf(named(await programWith('gameday'), 'gameday'))).toContain(least);
});

test.each(['json', 'policy check'])('custos %s --help prints its help and exits with 0', (name) => {
  const { status, stdout } = custos(...name.split(' '), '--help');

  expect(status).toBe(0);
  expect(stdout).toMatch(new RegExp(`^Usage: custos ${name} `));
});

test.each([
  ['retention', 'plan', '--stage', 'dev'],
  ['restore-check', '--stage', 'dev', '--table', 'records=restored'],
  ['doctor', '--stage', 'dev'],
  ['audit', 'verify', '--stage', 'dev'],
])('custos %s without a Region says where to name one', (...words) => {
  const { status, stderr } = custos(...words);

  expect(status).toBe(1);
  expect(stderr).toContain('name a Region: --region, AWS_REGION, or in the profile');
});

test.each([
  ['retention', 'plan', '--stage', 'dev'],
  ['restore-check', '--stage', 'dev', '--table', 'records=restored'],
  ['audit', 'verify', '--stage', 'dev'],
])('custos %s without credentials says so: AWS was not asked', (...words) => {
  const { status, stderr } = custos(...words, '--region', 'eu-central-1');

  expect(status).toBe(1);
  expect(stderr).toContain('the credentials are missing or not valid');
  expect(stderr).not.toContain('does not answer');
});

test.each([['retention', 'plan'], ['restore-check'], ['doctor'], ['audit', 'verify']])(
  'custos %s: what has not the form of a Region is rejected before any call',
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
