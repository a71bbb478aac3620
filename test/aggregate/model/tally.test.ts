import { expect, test } from 'vitest';
import { addPeople, ContributionUnboundedError } from '../../../lambda/aggregate/model/tally.ts';

const measure = {
  dimensions: { model: ['small', 'large'], locale: ['de', 'en'] },
  minimumGroup: 5,
  contribution: { count: 3, value: { minimum: 1, maximum: 5 } },
  microEpsilon: 1_000_000,
};
const cell = (model: string, locale: string, count: number, sum: number) => ({
  key: [model, locale],
  count,
  sum,
});
const inOrder = (groups: ReturnType<typeof addPeople>) =>
  Object.fromEntries(
    groups.map(({ key, people, count, sum }) => [
      key.map((value) => value ?? '*').join('/'),
      [people, count, sum],
    ]),
  );

test('a person is counted once in each group, with all events', () => {
  const person = [cell('small', 'de', 1, 4), cell('small', 'en', 2, 6)];

  expect(inOrder(addPeople(measure, [], [person]))).toEqual({
    '*/*': [1, 3, 10],
    'small/*': [1, 3, 10],
    '*/de': [1, 1, 4],
    '*/en': [1, 2, 6],
    'small/de': [1, 1, 4],
    'small/en': [1, 2, 6],
  });
});

test('in parts, as all at once', () => {
  const people = [
    [cell('small', 'de', 1, 4)],
    [cell('large', 'de', 2, 2), cell('small', 'de', 1, 5)],
    [],
    [cell('large', 'en', 0, 0)],
  ];
  const parts = people.reduce(
    (before: ReturnType<typeof addPeople>, person) => addPeople(measure, before, [person]),
    [],
  );

  expect(inOrder(parts)).toEqual(inOrder(addPeople(measure, [], people)));
  expect(inOrder(parts)['*/*']).toEqual([2, 4, 11]);
});

test.each([
  ['more events than the bound', [cell('small', 'de', 2, 4), cell('large', 'de', 2, 4)]],
  ['a sum above the range', [cell('small', 'de', 1, 6)]],
  ['a sum below the range', [cell('small', 'de', 2, 1)]],
  ['a value that the policy does not have', [cell('small', 'fr', 1, 1)]],
  ['too few values', [{ key: ['small'], count: 1, sum: 1 }]],
  ['part of an event', [cell('small', 'de', 0.5, 1)]],
])('%s would exceed the noise and is an error', (_, person) => {
  expect(() => addPeople(measure, [], [person])).toThrow(ContributionUnboundedError);
});
