import { emptyCounts, tally } from '../../../lambda/fairness/model/counts.ts';
import type { Counts } from '../../../lambda/fairness/model/counts.ts';
import { reportOf } from '../../../lambda/fairness/model/measure.ts';
import type {
  Comparison,
  GroupFigures,
  Outcome,
  PersonOutcomes,
  Report,
  Settings,
} from '../../../lambda/fairness/model/report.ts';

export const settings = (more: Partial<Settings> = {}): Settings => ({
  attributes: ['region'],
  minimumGroup: 10,
  thresholds: { demographicParityRatio: 0.8 },
  seed: 'a seed',
  resamples: 200,
  ...more,
});

export const countsOf = (
  attributes: readonly string[],
  people: Iterable<PersonOutcomes>,
): Counts => {
  const counts = emptyCounts(attributes);
  for (const person of people) tally(counts, person);
  return counts;
};

export const measured = (
  people: Iterable<PersonOutcomes>,
  more: Partial<Settings> = {},
): Report => {
  const wanted = settings(more);
  return reportOf(countsOf(wanted.attributes, people), wanted);
};

/** So many people with one such outcome each. */
export const people = (
  count: number,
  groups: PersonOutcomes['groups'],
  outcome: Outcome,
): readonly PersonOutcomes[] =>
  Array.from({ length: count }, () => ({ groups, outcomes: [outcome] }));

/** People of a group; so many of them were selected. */
export const group = (
  groups: PersonOutcomes['groups'],
  { of, selected }: { readonly of: number; readonly selected: number },
): readonly PersonOutcomes[] => [
  ...people(selected, groups, { favourable: true }),
  ...people(of - selected, groups, { favourable: false }),
];

export const figuresOf = (
  { groups }: Comparison,
  ...values: readonly string[]
): GroupFigures | undefined =>
  groups.find(({ group: each }) => Object.values(each).join() === values.join());

export const shownOf = (comparison: Comparison): readonly string[] =>
  comparison.groups
    .filter(({ suppressed }) => !suppressed)
    .map(({ group: each }) => Object.values(each).join(' '));
