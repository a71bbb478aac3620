import { expect, test } from 'vitest';
import { diffPolicies } from '../../lambda/deployment/diff/diff.ts';
import { changesOf } from './changes-of.ts';
import { copyOfPolicy, edit, loadedFrom } from './edited-policy.ts';

const edited = (from: string, to: string) => {
  const directory = copyOfPolicy();
  edit(directory, from, to);
  return loadedFrom(directory).policy;
};
const { policy: example } = loadedFrom('policy');

test('a training set for another purpose is a wider use of data', () => {
  const wider = edited('trainingSets:\n', 'trainingSets:\n  improvement: {expires: P14D}\n');

  expect(changesOf(example, wider)).toEqual([
    { kind: 'training-set-added', purpose: 'improvement', widening: 'wider-use' },
  ]);
  expect(diffPolicies(example, wider).changes[0]?.words).toBe(
    'Training sets can be built for improvement; each is there for P14D.',
  );
  expect(changesOf(wider, example)).toEqual([
    { kind: 'training-set-removed', purpose: 'improvement' },
  ]);
});

test('what is there for longer is a longer retention', () => {
  const longer = edited('    expires: P30D\n', '    expires: P60D\n');

  expect(changesOf(example, longer)).toMatchObject([
    { kind: 'training-set-expiry-changed', direction: 'longer', widening: 'longer-retention' },
  ]);
  expect(changesOf(longer, example)).toMatchObject([
    { kind: 'training-set-expiry-changed', direction: 'shorter' },
  ]);
});

test('a policy that was compiled before there were training sets has none', () => {
  const { trainingSets: _, ...before } = example;

  expect(changesOf(before as typeof example, example)).toContainEqual({
    kind: 'training-set-added',
    purpose: 'training',
    widening: 'wider-use',
  });
});
