import { expect, test } from 'vitest';
import { copyOfPolicy, edit, loadedFrom } from './edited-policy.ts';
import { example } from './mistakes/systems.ts';

const second = /\n +# With it an erasure is checked.*\n +second: .*/.exec(example.to)?.[0] ?? '';
const at = 'systems.conversation-memory';

const warningsAfter = (from: string, to: string) => {
  const directory = copyOfPolicy();
  edit(directory, example.from, example.to);
  edit(directory, from, to);
  return loadedFrom(directory).warnings.filter(({ path }) => path.startsWith('systems'));
};

test('the example of a system has no warning', () => {
  expect(warningsAfter('', '')).toEqual([]);
});

test.each([
  ['more time than laws give', 'timeAllowed: P7D', 'timeAllowed: P60D', 'timeAllowed', /month/],
  ['no second way to find people', second, '', 'connector', /in the same way alone/],
])('a system with %s', (_what, from, to, field, message) => {
  expect(warningsAfter(from, to)).toEqual([
    expect.objectContaining({
      path: `${at}.${field}`,
      message: expect.stringMatching(message) as string,
    }),
  ]);
});

test('items of several kinds in one table, and prefixes side by side, are reached once', () => {
  const table = 'table: arn:aws:dynamodb:eu-central-1:111122223333:table/Conversations';
  const kinds = ['CHAT#', 'NOTE#'].map(
    (prefix) =>
      `{${table}, category: prompt-text, key: {identifier: user-id, attribute: pk, sortKeyPrefix: "${prefix}"}, second: {identifier: email, attribute: email, index: byEmail}}`,
  );
  const tables = /tables:\n(?: {8,}.*\n)+/.exec(example.to)?.[0] ?? '';

  expect(warningsAfter(tables, `tables: [${kinds.join(', ')}]\n`)).toEqual([]);
});
