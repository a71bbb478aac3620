import { expect, test } from 'vitest';
import { loadPolicyOrThrow } from '../../lib/policy/loader.ts';
import { changesOf } from './changes-of.ts';
import { copyOfPolicy, edit, loadedFrom } from './edited-policy.ts';

const example = loadPolicyOrThrow('policy');
const types = '[image/jpeg, image/png, image/gif, image/webp, image/heic, image/avif]';
const size = '      maximumMegabytes: 25\n';

/** What the second policy changes in the example, and back. */
function changesOfEdit(from: string, to: string) {
  const directory = copyOfPolicy();
  edit(directory, from, to);
  const { policy } = loadedFrom(directory);
  return { there: changesOf(example, policy), back: changesOf(policy, example) };
}

const reported = { category: 'prompt-image' };

test('types of files that a category gains are a wider use, those that it loses are not', () => {
  const { there, back } = changesOfEdit(types, '[image/jpeg, image/png, image/gif, image/avif]');

  const items = ['image/webp', 'image/heic'];
  expect(there).toEqual([{ kind: 'media-types-changed', ...reported, added: [], removed: items }]);
  expect(back).toEqual([
    { kind: 'media-types-changed', ...reported, added: items, removed: [], widening: 'wider-use' },
  ]);
});

test('larger files are a wider use, smaller ones are not', () => {
  const { there, back } = changesOfEdit(size, '      maximumMegabytes: 26\n');

  expect(there).toEqual([
    { kind: 'media-size-changed', ...reported, from: 25, to: 26, widening: 'wider-use' },
  ]);
  expect(back).toEqual([{ kind: 'media-size-changed', ...reported, from: 26, to: 25 }]);
});

test('the size that holds when none is given is no change', () => {
  expect(changesOfEdit(size, '').there).toEqual([]);
});

test('files in a category that had none are one change, with all their types', () => {
  const { there, back } = changesOfEdit(`    media:\n      types: ${types}\n${size}`, '');

  const items = types.slice(1, -1).split(', ');
  expect(there).toEqual([{ kind: 'media-types-changed', ...reported, added: [], removed: items }]);
  expect(back).toEqual([
    { kind: 'media-types-changed', ...reported, added: items, removed: [], widening: 'wider-use' },
  ]);
});
