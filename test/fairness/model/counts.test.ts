import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { emptyCounts, merge } from '../../../lambda/fairness/model/counts.ts';
import type { PersonOutcomes } from '../../../lambda/fairness/model/report.ts';
import { countsOf, figuresOf, measured, people, settings } from './people.ts';
import { reportOf } from '../../../lambda/fairness/model/measure.ts';

const person: fc.Arbitrary<PersonOutcomes> = fc.record({
  groups: fc.record({
    region: fc.constantFrom('north', 'south', undefined),
    device: fc.constantFrom('phone', '__proto__', undefined),
  }),
  outcomes: fc.array(
    fc.record({
      favourable: fc.boolean(),
      score: fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { nil: undefined }),
      label: fc.constantFrom(true, false, undefined),
    }),
    { maxLength: 4 },
  ),
});
const attributes = ['region', 'device'];

test('counts of pages, stored as JSON and merged in any order, are those of all people at once', () => {
  fc.assert(
    fc.property(fc.array(fc.array(person, { maxLength: 8 }), { maxLength: 6 }), (pages) => {
      const merged = emptyCounts(attributes);
      for (const page of pages.toReversed()) {
        merge(merged, JSON.parse(JSON.stringify(countsOf(attributes, page))) as typeof merged);
      }

      const wanted = settings({ attributes, minimumGroup: 0, resamples: 5 });
      expect(merged).toEqual(countsOf(attributes, pages.flat()));
      expect(reportOf(merged, wanted)).toEqual(
        reportOf(countsOf(attributes, pages.flat()), wanted),
      );
    }),
  );
});

test('a person with many outcomes is one person: the minimum is one of people', () => {
  const busy = { groups: { region: 'north' }, outcomes: Array(50).fill({ favourable: true }) };
  const others = ['south', 'west', 'east'].flatMap((region) =>
    people(20, { region }, { favourable: true }),
  );

  const report = measured([busy, ...others]);

  expect(figuresOf(report, 'north')).toEqual({ group: { region: 'north' }, suppressed: true });
  expect(report.n).toBe(110);
});

test('the share of outcomes without an attribute, and without one of two', () => {
  const known = people(30, { region: 'north', device: 'phone' }, { favourable: true });
  const half = people(15, { region: 'north' }, { favourable: true });
  const none = people(15, {}, { favourable: true });

  const report = measured([...known, ...half, ...none], { attributes });

  expect(report).toMatchObject({ by: ['region'], n: 60, missing: 0.25 });
  expect(report.comparisons).toMatchObject([
    { by: ['device'], missing: 0.5 },
    { by: ['region', 'device'], missing: 0.5 },
  ]);
});

test('a score that is no probability does not enter the scores', () => {
  const good = people(20, { region: 'north' }, { favourable: true, score: 0.25, label: true });
  const odd = [7, -0.1, Number.NaN].flatMap((score) =>
    people(20, { region: 'north' }, { favourable: true, score, label: false }),
  );

  expect(figuresOf(measured([...good, ...odd]), 'north')).toMatchObject({
    n: 80,
    scores: { n: 20, mean: 0.25 },
  });
});

test('people without outcomes in the period are not counted', () => {
  expect(countsOf(attributes, [{ groups: { region: 'north' }, outcomes: [] }])).toEqual(
    emptyCounts(attributes),
  );
});
