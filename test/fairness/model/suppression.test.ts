import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { showable } from '../../../lambda/fairness/model/suppression.ts';
import type { SizedTable } from '../../../lambda/fairness/model/suppression.ts';
import type { PersonOutcomes } from '../../../lambda/fairness/model/report.ts';
import { isDetermined } from './determined.ts';
import { figuresOf, group, measured, people, shownOf } from './people.ts';

const minimum = 10;
const values = ['a', 'b', 'c', 'd', null] as const;
const attributes = ['x', 'y', 'z'];

interface Row {
  readonly of: readonly (string | null)[];
  readonly people: number;
}

/** People by their three values, many combinations with few. */
const population: fc.Arbitrary<Row[]> = fc.array(
  fc.record({
    of: fc.tuple(...attributes.map(() => fc.constantFrom(...values))),
    people: fc.oneof(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 60 })),
  }),
  { minLength: 1, maxLength: 40 },
);

function tablesOf(rows: readonly Row[], count: number): readonly SizedTable[] {
  const indexes = [...Array(count).keys()];
  const groupings = [
    ...indexes.map((one) => [one]),
    ...indexes.flatMap((one) => indexes.slice(one + 1).map((other) => [one, other])),
  ];
  return groupings.map((which) => {
    const sizes = new Map<string, readonly number[]>();
    for (const { of, people } of rows) {
      const key = JSON.stringify(which.map((index) => of[index]));
      sizes.set(key, [(sizes.get(key)?.[0] ?? 0) + people]);
    }
    return { by: which.map((index) => attributes[index] ?? ''), sizes };
  });
}

test.each([1, 2, 3])(
  'no group with few people is shown, or follows from what is shown (%i attributes)',
  (count) => {
    fc.assert(
      fc.property(population, (rows) => {
        const tables = tablesOf(rows, count);
        const shows = showable(tables, minimum);

        for (const { by, sizes } of tables) {
          for (const [key, [people = 0]] of sizes) {
            if (people >= minimum) continue;
            expect(shows(by, key), `${by.join()} ${key}`).toBe(false);
            expect(isDetermined(tables, shows, by, key), `${by.join()} ${key}`).toBe(false);
          }
        }
      }),
      { numRuns: 100 },
    );
  },
);

test('with the total and the share without an attribute, what is left out has many people', () => {
  fc.assert(
    fc.property(population, (rows) => {
      const tables = tablesOf(rows, 2);
      const shows = showable(tables, minimum);

      for (const { by, sizes } of tables.filter(({ by: { length } }) => length === 1)) {
        const rest = [...sizes].filter(([key]) => key !== '[null]' && !shows(by, key));
        const people = rest.reduce((sum, [, [each = 0]]) => sum + each, 0);
        const isShown = [...sizes.keys()].some((key) => shows(by, key));
        expect(!isShown || people === 0 || people >= minimum).toBe(true);
      }
    }),
  );
});

test('where the rest would be small, the smallest of the other groups goes with it', () => {
  const report = measured([
    ...group({ region: 'north' }, { of: 100, selected: 50 }),
    ...group({ region: 'south' }, { of: 40, selected: 20 }),
    ...group({ region: 'west' }, { of: 30, selected: 10 }),
    ...group({ region: 'east' }, { of: 9, selected: 9 }),
  ]);

  expect(shownOf(report)).toEqual(['north', 'south']);
  expect(figuresOf(report, 'east')).toEqual({ group: { region: 'east' }, suppressed: true });
  expect(figuresOf(report, 'west')).toEqual({ group: { region: 'west' }, suppressed: true });
  // East would make it 0.33 to 1.
  expect(report.metrics).toEqual({ demographicParityDifference: 0, demographicParityRatio: 1 });
});

test('two groups that are small together with many people are the only ones left out', () => {
  const report = measured([
    ...group({ region: 'north' }, { of: 100, selected: 50 }),
    ...group({ region: 'south' }, { of: 40, selected: 20 }),
    ...group({ region: 'west' }, { of: 6, selected: 3 }),
    ...group({ region: 'east' }, { of: 5, selected: 2 }),
  ]);

  expect(shownOf(report)).toEqual(['north', 'south']);
});

test('a small intersection cannot be computed from a row, a column and the groups of one attribute', () => {
  const report = measured(
    [
      ...group({ region: 'north', device: 'phone' }, { of: 60, selected: 30 }),
      ...group({ region: 'north', device: 'desk' }, { of: 50, selected: 20 }),
      ...group({ region: 'north', device: 'watch' }, { of: 45, selected: 20 }),
      ...group({ region: 'south', device: 'phone' }, { of: 40, selected: 20 }),
      ...group({ region: 'south', device: 'desk' }, { of: 3, selected: 1 }),
      ...group({ region: 'south', device: 'watch' }, { of: 35, selected: 20 }),
    ],
    { attributes: ['region', 'device'] },
  );
  const [device, both] = report.comparisons;

  expect(shownOf(report)).toEqual(['north', 'south']);
  expect(device && shownOf(device)).toEqual(['desk', 'phone', 'watch']);
  // One more in its row, one more in its column, and the one that closes the square.
  expect(both && shownOf(both)).toEqual(['north phone', 'south phone']);
});

test('people without an attribute are a group that is not shown, and do not follow either', () => {
  const report = measured(
    [
      ...group({ region: 'north', device: 'phone' }, { of: 60, selected: 30 }),
      ...group({ region: 'south', device: 'desk' }, { of: 50, selected: 20 }),
      ...group({ region: 'south', device: 'watch' }, { of: 30, selected: 20 }),
      ...group({ region: 'south' }, { of: 2, selected: 2 }),
    ],
    { attributes: ['region', 'device'] },
  );

  expect(shownOf(report)).toEqual(['north', 'south']);
  // All regions are shown, so that the selected of all people are known, and of all devices.
  expect(report.comparisons[0] && shownOf(report.comparisons[0])).toEqual(['desk', 'phone']);
});

test('rates by label need enough people with either label, and do not follow from other groups', () => {
  const labelled = (region: string, yes: number, no: number): readonly PersonOutcomes[] => [
    ...people(yes, { region }, { favourable: true, label: true }),
    ...people(no, { region }, { favourable: false, label: false }),
  ];
  const report = measured([
    ...labelled('north', 50, 50),
    ...labelled('south', 40, 40),
    ...labelled('west', 20, 60),
    ...labelled('east', 70, 4),
  ]);

  expect(shownOf(report)).toEqual(['east', 'north', 'south', 'west']);
  const withLabels = report.groups.flatMap((each) =>
    !each.suppressed && each.labels !== undefined ? [each.group['region']] : [],
  );
  expect(withLabels).toEqual(['north', 'south']);
});

test('a minimum of 0 shows every group', () => {
  const report = measured(group({ region: 'north' }, { of: 1, selected: 1 }), { minimumGroup: 0 });

  expect(shownOf(report)).toEqual(['north']);
});
