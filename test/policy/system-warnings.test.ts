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
