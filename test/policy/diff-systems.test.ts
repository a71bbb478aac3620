import { beforeEach, expect, test } from 'vitest';
import type { Policy } from '../../lambda/policy/schema.ts';
import { showPolicy } from '../../cli/policy-text.ts';
import { loadPolicyOrThrow } from '../../lib/policy/loader.ts';
import { changesOf } from './changes-of.ts';
import { copyOfPolicy, edit, loadedFrom } from './edited-policy.ts';
import { example } from './mistakes/systems.ts';

const none = loadPolicyOrThrow('policy');

/** The example of a system in the shipped file as an operator uses it, with an edit, and more of its table. */
function withSystem(from = '', to = '', ofTable = '') {
  const directory = copyOfPolicy();
  edit(directory, example.from, example.to);
  edit(directory, from, to);
  const category = '          category: prompt-text\n';
  edit(directory, category, `${category}${ofTable}`);
  return loadedFrom(directory).policy;
}

let some: Policy;
beforeEach(() => {
  some = withSystem();
});

const system = 'conversation-memory';
const cannot = / {4}cannot:\n(?: {6}.*\n)+/.exec(example.to)?.[0] ?? '';

test('a new system is reported with what requests do there; one that goes leaves people fewer rights', () => {
  const categories = ['prompt-text', 'output-text'];
  const about = { system, connector: 'dynamodb', categories };

  expect(changesOf(none, some)).toEqual([
    { kind: 'system-added', ...about, abilities: ['export', 'erase', 'rectify'] },
  ]);
  expect(changesOf(some, none)).toEqual([
    { kind: 'system-removed', ...about, widening: 'fewer-rights' },
  ]);
});

test('categories that requests no longer reach leave people fewer rights', () => {
  const fewer = withSystem('[prompt-text, output-text]', '[prompt-text]');
  const change = { kind: 'system-categories-changed', system };

  expect(changesOf(fewer, some)).toEqual([{ ...change, added: ['output-text'], removed: [] }]);
  expect(changesOf(some, fewer)).toEqual([
    { ...change, added: [], removed: ['output-text'], widening: 'fewer-rights' },
  ]);
});

test('what a system can do and cannot do is reported by action', () => {
  const able = withSystem(cannot, '', '          restricted: isRestricted\n');

  expect(changesOf(some, able)).toMatchObject([
    { kind: 'ability-gained', system, action: 'restrict' },
    { kind: 'connector-settings-changed' },
  ]);
  expect(changesOf(able, some)).toMatchObject([
    {
      kind: 'ability-lost',
      ...{ system, action: 'restrict', ground: 'not-possible', widening: 'fewer-rights' },
    },
    { kind: 'connector-settings-changed' },
  ]);
});

test('the ground of what a system cannot do is reported', () => {
  const other = withSystem('ground: not-possible', 'ground: kept-by-law');
  const change = { kind: 'inability-ground-changed', system, action: 'restrict' };

  expect(changesOf(some, other)).toEqual([{ ...change, from: 'not-possible', to: 'kept-by-law' }]);
});

test('another way to find people and another time are reported', () => {
  const index = withSystem('index: byEmail', 'index: byAddress');
  const later = withSystem('timeAllowed: P7D', 'timeAllowed: P14D');

  expect(changesOf(some, index)).toMatchObject([{ kind: 'connector-settings-changed', system }]);
  expect(changesOf(some, later)).toEqual([
    { kind: 'time-allowed-changed', system, direction: 'longer', from: 'P7D', to: 'P14D' },
  ]);
});

test('other ids by which people are found are reported', () => {
  const own = withSystem('timeAllowed: P7D', 'issuer: none\n    timeAllowed: P7D');

  expect(changesOf(some, own)).toEqual([{ kind: 'system-issuer-changed', system, to: 'none' }]);
});

test('the policy as people read it lists the systems, or that there are none', () => {
  expect(showPolicy(none, 200)).toMatch(/Systems\n-+\n +none/);
  expect(showPolicy(some, 200)).toMatch(
    /conversation-memory +dynamodb +prompt-text output-text +own +- +P7D +restrict \(not-possible\)/,
  );
});
