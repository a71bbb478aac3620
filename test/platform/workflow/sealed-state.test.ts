import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { SealBrokenError } from '../../../lambda/platform/keyring/errors.ts';
import { newStateKey, openState } from '../../../lambda/platform/workflow/sealed-state.ts';
import { FileKeyring } from '../../../local/adapters/keyring/file-keyring.ts';

const keyFile = join(mkdtempSync(join(tmpdir(), 'custos-')), 'keys.json');
const keyring = new FileKeyring(() => keyFile);

test('what a workflow knows of people opens under its own key and name alone', async () => {
  const key = await newStateKey(keyring);
  const [mine, other] = [
    ['close', 'answers', '2026-W48'],
    ['close', 'answers', '2026-W49'],
  ];
  const state = await openState(keyring, key, mine);
  const value = { groups: [{ key: ['en', null], people: 1, count: 2, sum: -7 }] };

  const text = state.seal(value);

  expect(state.open(text)).toEqual(value);
  expect((await openState(keyring, key, mine)).open(text)).toEqual(value);
  const underOtherName = await openState(keyring, key, other);
  expect(() => underOtherName.open(text)).toThrow(SealBrokenError);
  const underOtherKey = await openState(keyring, await newStateKey(keyring), mine);
  expect(() => underOtherKey.open(text)).toThrow(SealBrokenError);
  expect(Buffer.from(text, 'base64').toString('latin1')).not.toContain('people');
});

test('the sums of ten thousand groups fit into one checkpoint of a durable function', async () => {
  const state = await openState(keyring, await newStateKey(keyring), ['close']);
  const groups = Array.from({ length: 10_000 }, (_, n) => ({
    key: [`model-${n % 100}`, `language-${Math.floor(n / 100)}`],
    people: (n * 7_919) % 99_991,
    count: (n * 104_729) % 999_983,
    sum: (n * 15_485_863) % 99_999_989,
  }));

  // AWS Lambda durable functions: 256 KB for what a step returns.
  expect(state.seal(groups).length).toBeLessThan(240_000);
});
