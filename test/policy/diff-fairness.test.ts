import { expect, test } from 'vitest';
import { diffPolicies } from '../../lambda/deployment/diff/diff.ts';
import { showDiff } from '../../cli/policy-diff-shown.ts';
import { showPolicy } from '../../cli/policy-text.ts';
import type { Policy } from '../../lambda/policy/schema.ts';
import { changesOf } from './changes-of.ts';
import { copyOfPolicy, edit, loadedFrom } from './edited-policy.ts';

const { policy: example } = loadedFrom('policy');
const none: Policy = { ...example, fairness: { attributes: {}, systems: {} } };

const edited = (from: string, to: string) => {
  const directory = copyOfPolicy();
  edit(directory, from, to);
  return loadedFrom(directory).policy;
};
const wordsOf = (from: Policy, to: Policy) =>
  showDiff(diffPolicies(from, to)).replaceAll(/\s+/g, ' ');

test('a new system is a wider use; without monitoring people are less protected', () => {
  expect(changesOf(none, example).map(({ kind, widening }) => [kind, widening])).toEqual([
    ['fairness-purpose-changed', 'wider-use'],
    ['fairness-attribute-added', 'wider-use'],
    ['fairness-system-added', 'wider-use'],
  ]);
  const gone = changesOf(example, none);
  expect(gone.find(({ kind }) => kind === 'fairness-system-removed')?.widening).toBe(
    'fewer-safeguards',
  );
  expect(wordsOf(example, none)).toContain('Reports that were written stay.');
});

test.each([
  [
    'fairness-minimum-group-changed',
    '      minimumGroup: 20\n      # T',
    '      minimumGroup: 5\n      # T',
  ],
  ['fairness-threshold-changed', 'ratio: 0.8', 'ratio: 0.7'],
  ['fairness-review-changed', 'reviewWithin: P14D', 'reviewWithin: P30D'],
  ['fairness-groups-changed', 'groupBy: [residence, gender]', 'groupBy: residence'],
])('%s takes something from people', (kind, from, to) => {
  const [change, ...others] = changesOf(example, edited(from, to));
  expect(others).toEqual([]);
  expect(change).toMatchObject({ kind, widening: 'fewer-safeguards' });
});

test.each([
  [
    'fairness-minimum-group-changed',
    '      minimumGroup: 20\n      # T',
    '      minimumGroup: 50\n      # T',
  ],
  ['fairness-threshold-changed', 'ratio: 0.8', 'ratio: 0.9'],
  ['fairness-threshold-changed', 'ratio: 0.8', 'ratio: 0.8\n        difference: 0.1'],
  ['fairness-period-changed', '      period: P1M\n      labels', '      period: P1W\n      labels'],
])('%s to the stricter takes nothing', (kind, from, to) => {
  const [change, ...others] = changesOf(example, edited(from, to));
  expect(others).toEqual([]);
  expect(change?.kind).toBe(kind);
  expect(change?.widening).toBeFalsy();
});

test('a policy shows what is monitored', () => {
  expect(showPolicy(example, 200)).toMatch(
    /upload-limits +residence gender +P1M +P14D +20 +ratio 0\.8 +fairness@example\.com within P14D/,
  );
  expect(showPolicy(none, 200)).toContain('no system is monitored for bias');
});
