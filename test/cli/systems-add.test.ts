import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { connectorKinds } from '../../lambda/policy/system-section.ts';
import { entryOf } from '../../cli/systems/entry.ts';
import { withEntry } from '../../cli/systems/insert.ts';
import { run } from '../adoption/operator.ts';
import { loadedOrThrow } from '../../lib/policy/loader.ts';
import { copyOfPolicy, edit, loadedFrom } from '../policy/edited-policy.ts';
import { withSecondIssuer } from '../policy/mistakes/systems.ts';

const add = (...words: string[]) =>
  run('node', ['bin/custos.mjs', 'systems', 'add', ...words], process.cwd());
const described = ['--title', 'Customer database', '--owner', 'crm@example.com'];
const categories = ['--category', 'account-profile', '--category', 'feedback'];
const textOf = (policy: string) => readFileSync(join(policy, 'policy.yaml'), 'utf8');

test('custos systems add writes an entry and says what to do next', async () => {
  const policy = copyOfPolicy();
  const before = textOf(policy);

  const words = ['--kind', 'dynamodb', ...described, ...categories];
  const added = await add('crm', '--policy', policy, ...words);

  expect(added).toMatchObject({ code: 0, stderr: '' });
  expect(added.stdout).toContain(`custos policy check ${policy}\n`);
  expect(added.stdout).toContain(`custos systems check ${policy} --system crm`);
  expect(textOf(policy).startsWith(before)).toBe(true);
});

test.each(connectorKinds)('the policy accepts an entry of the kind %s', (kind) => {
  const policy = copyOfPolicy();
  const entry = entryOf({
    ...{ id: 'crm', kind, title: 'Customers: all', owner: 'crm@example.com' },
    categories: ['account-profile', 'feedback'],
  });
  writeFileSync(join(policy, 'policy.yaml'), withEntry(textOf(policy), entry) ?? '');

  expect(loadedFrom(policy).policy.systems['crm']).toMatchObject({
    title: 'Customers: all',
    owner: 'crm@example.com',
    categories: ['account-profile', 'feedback'],
    connector: { kind },
  });
});

// LangGraph for JavaScript stores no metadata of the operator with a checkpoint.
test('the entry for LangGraph finds threads that JavaScript wrote, and Python', () => {
  const entry = entryOf({
    ...{ id: 'memory', kind: 'langgraph', title: 'Memory', owner: 'memory@example.com' },
    categories: ['prompt-text'],
  });

  expect(entry).toMatch(/by: \{kind: table, /);
  expect(entry).not.toContain('metadata');
});

test.each(connectorKinds)(
  'settings of the kind %s that were not edited are placeholders',
  async (kind) => {
    const policy = copyOfPolicy();
    await add('crm', '--policy', policy, '--kind', kind, ...described, ...categories);

    const paths = loadedOrThrow(policy).placeholders.map(({ path }) => path);

    expect(paths).toContainEqual(expect.stringMatching(/^systems\.crm\.connector\./));
  },
);

test('a second system is added after the first, and every other line stays as it is', async () => {
  const policy = copyOfPolicy();
  await add('crm', '--policy', policy, '--kind', 'webhook', ...described, ...categories);
  edit(policy, 'timeAllowed: P7D\n    connector', 'timeAllowed: P7D # a comment\n    connector');
  const before = textOf(policy).split('\n');

  await add('desk', '--policy', policy, '--kind', 'lambda', ...described, ...categories);

  const after = textOf(policy).split('\n');
  expect(before.filter((line) => !after.includes(line))).toEqual([]);
  expect(Object.keys(loadedFrom(policy).policy.systems)).toEqual(['crm', 'desk']);
});

test.each([
  ['a category that there is not', ['crm', '--category', 'nothing'], /not a category/],
  ['an id in capitals', ['CRM', ...categories], /lower-case/],
  ['an owner without an address', ['crm', ...categories, '--owner', 'me'], /e-mail address/],
])('%s is refused, and nothing is written', async (_what, words, message) => {
  const policy = copyOfPolicy();
  const before = textOf(policy);

  const added = await add('--policy', policy, '--kind', 'lambda', ...described, ...words);

  expect(added.code).toBe(1);
  expect(added.stderr).toMatch(message);
  expect(textOf(policy)).toBe(before);
});

test('where people sign in at several issuers it asks whose user ids the system has', async () => {
  const policy = copyOfPolicy();
  withSecondIssuer(policy);
  const words = ['crm', '--policy', policy, '--kind', 'dynamodb', ...described, ...categories];

  expect(await add(...words)).toMatchObject({
    ...{ code: 1, stderr: 'error: name it with --issuer\n' },
  });
  expect(await add(...words, '--issuer', 'https://work.example.com')).toMatchObject({ code: 0 });
  expect(loadedFrom(policy).policy.systems['crm']?.issuer).toBe('https://work.example.com');
});

test('without a terminal it says which option is missing', async () => {
  const added = await add('crm', '--policy', copyOfPolicy(), '--kind', 'lambda', ...categories);

  expect(added).toMatchObject({ code: 1, stderr: 'error: name it with --title\n' });
});

test('a connector of your own comes with a test that passes', async () => {
  const policy = copyOfPolicy();
  const root = mkdtempSync(join(tmpdir(), 'custos-connector-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  const code = join(root, 'notes');

  const words = ['--kind', 'lambda', '--code', code, ...described, ...categories];
  const added = await add('notes', '--policy', policy, ...words);
  // What it prints is what people type.
  const [, test = ''] = /^ {2}node --test (\S+)/m.exec(added.stdout) ?? [];
  const report = execFileSync(process.execPath, ['--test', '--test-reporter=tap', test], {
    encoding: 'utf8',
    env: { ...process.env, NODE_TEST_CONTEXT: undefined },
  });

  expect(added.code).toBe(0);
  expect(report).toMatch(/^# pass 5$/m);
  expect(report).toMatch(/^# fail 0$/m);
});

test.each([
  ['no list of systems', 'schema: 1\n', 'schema: 1\n\n'],
  ['an empty list', 'systems: {} # none yet\nmail: 1\n', 'systems:\n  new: 1\nmail: 1\n'],
  ['another system', 'systems:\n  old: 1 # one\nmail: 1\n', '  old: 1 # one\n  new: 1\nmail: 1\n'],
])('lines are added to a file with %s', (_what, before, part) => {
  expect(withEntry(before, '  new: 1\n')).toContain(part);
});

test('a list on one line is left as it is', () => {
  expect(withEntry('systems: {old: {title: Old}}\n', '  new: 1\n')).toBeUndefined();
});

test('what is no policy is refused before anything is asked', async () => {
  const root = mkdtempSync(join(tmpdir(), 'custos-policy-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  writeFileSync(join(root, 'policy.yaml'), 'schema: [');

  expect(await add('crm', '--policy', root)).toMatchObject({ code: 1 });
});
