import { expect, test } from 'vitest';
import { diffPolicies } from '../../lambda/deployment/diff/diff.ts';
import { showDiff } from '../../cli/policy-diff-shown.ts';
import { showPolicy } from '../../cli/policy-text.ts';
import type { Policy } from '../../lambda/policy/schema.ts';
import { changesOf } from './changes-of.ts';
import { copyOfPolicy, edit, loadedFrom } from './edited-policy.ts';

const { policy: example } = loadedFrom('policy');
const measure = 'answer-ratings';
const none: Policy = { ...example, measures: {} };

const edited = (from: string, to: string) => {
  const directory = copyOfPolicy();
  edit(directory, from, to);
  return loadedFrom(directory).policy;
};
const wordsOf = (from: Policy, to: Policy) =>
  showDiff(diffPolicies(from, to)).replaceAll(/\s+/g, ' ');

test('a new measure is a wider use; one that goes takes nothing', () => {
  const only = (policy: Policy): Policy => ({
    ...policy,
    measures: { [measure]: policy.measures[measure]! },
  });

  expect(changesOf(none, only(example))).toEqual([
    {
      kind: 'measure-added',
      ...{ measure, category: 'feedback', purpose: 'aggregates', period: 'P1W' },
      widening: 'wider-use',
    },
  ]);
  expect(changesOf(only(example), none)).toEqual([
    { kind: 'measure-removed', measure, category: 'feedback', purpose: 'aggregates' },
  ]);
  expect(wordsOf(only(example), none)).toContain('Figures that were published stay.');
});

test.each([
  ['minimum-group-changed', 'minimumGroup: 10', 'minimumGroup: 5'],
  ['epsilon-changed', 'epsilon: 0.5', 'epsilon: 0.4'],
  ['budget-changed', 'budgetPerYear: 26.5', 'budgetPerYear: 20'],
  ['contribution-changed', '      count: 5\n', '      count: 6\n'],
  [
    'measure-period-changed',
    'period: P1W\n    minimumGroup: 10',
    'period: P1D\n    minimumGroup: 10',
  ],
  ['measure-dimensions-changed', '[de, en, fr, other]', '[de, en, fr, it, other]'],
])('%s says what it takes from people, and in the other direction nothing', (kind, from, to) => {
  const other = edited(from, to);
  const [there, back] = [changesOf(example, other), changesOf(other, example)] as const;
  const widened = [...there, ...back].filter((change) => 'widening' in change);

  expect(there.map((change) => change.kind)).toEqual([kind]);
  expect(back.map((change) => change.kind)).toEqual([kind]);
  expect(widened).toHaveLength(1);
  expect(wordsOf(example, other)).toContain(measure);
});

test('policy show lists what is counted, and that nothing is', () => {
  expect(showPolicy(example, 300)).toMatch(
    /answer-ratings +feedback for aggregates +model language/,
  );
  expect(showPolicy(none, 100)).toContain('nothing is counted about many people');
});

test('a budget that ends before the year is warned of', () => {
  const directory = copyOfPolicy();
  edit(directory, 'budgetPerYear: 26.5', 'budgetPerYear: 10');

  expect(
    loadedFrom(directory).warnings.filter(({ path }) => path.startsWith('measures')),
  ).toMatchObject([
    {
      path: 'measures.answer-ratings.budgetPerYear',
      message: expect.stringMatching(/after 20 releases/) as string,
      remedy: expect.stringMatching(/at least 26\.5/) as string,
    },
  ]);
});
