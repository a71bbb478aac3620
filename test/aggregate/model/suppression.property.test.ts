import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Cell, MeasureFacts } from '../../../lambda/aggregate/model/measure.ts';
import { releaseOf } from '../../../lambda/aggregate/model/release.ts';
import { addPeople } from '../../../lambda/aggregate/model/tally.ts';
import { runs } from '../../support/runs.ts';
import { attackerOn, cellsOf, placesIn } from './attacker.ts';

/** Measures of one, two or three dimensions, and people with cells, more of them in the first ones. */
const situations = fc
  .record({
    sizes: fc.oneof(
      fc.tuple(fc.integer({ min: 2, max: 8 })),
      fc.tuple(fc.integer({ min: 2, max: 5 }), fc.integer({ min: 2, max: 5 })),
      fc.tuple(...[2, 2, 2].map((min) => fc.integer({ min, max: 3 }))),
    ),
    minimumGroup: fc.integer({ min: 2, max: 6 }),
    most: fc.integer({ min: 1, max: 4 }),
    skew: fc.integer({ min: 1, max: 4 }),
  })
  .chain(({ sizes, minimumGroup, most, skew }) => {
    const value = (size: number) =>
      fc.integer({ min: 0, max: 999 }).map((at) => `v${Math.floor(size * (at / 1000) ** skew)}`);
    const cell: fc.Arbitrary<Cell> = fc.record({
      key: fc.tuple(...sizes.map(value)),
      count: fc.constant(1),
      sum: fc.constant(0),
    });
    const dimensions = Object.fromEntries(
      sizes.map((size, place) => [`d${place}`, Array.from({ length: size }, (_, v) => `v${v}`)]),
    );
    const measure: MeasureFacts = {
      dimensions,
      minimumGroup,
      contribution: { count: most },
      microEpsilon: 1_000_000,
    };
    return fc.record({
      measure: fc.constant(measure),
      people: fc.array(fc.array(cell, { minLength: 1, maxLength: most }), {
        minLength: 1,
        maxLength: 60,
        size: 'max',
      }),
    });
  });

const release = (measure: MeasureFacts, people: readonly (readonly Cell[])[]) => {
  const exact = addPeople(measure, [], people);
  const lines = releaseOf(measure, exact);
  return { exact, lines, attacker: attackerOn(measure.dimensions, lines, exact) };
};

test('no group with fewer people than the minimum is shown or can be computed', () => {
  fc.assert(
    fc.property(situations, ({ measure, people }) => {
      const { exact, lines, attacker } = release(measure, people);
      const cells = cellsOf(measure.dimensions);
      for (const { kind, group } of lines) {
        const key = Object.keys(measure.dimensions).map((dimension) => group[dimension] ?? null);
        const sum = exact.find((each) => each.key.join() === key.join());
        if ((sum?.people ?? 0) >= measure.minimumGroup) continue;

        expect(kind).toBe('suppressed');
        expect(attacker.determines(placesIn(cells, group))).toBe(false);
      }
    }),
    { numRuns: runs(150) },
  );
});

test('nor can the sum of cells that together have fewer people', () => {
  const picked = fc.array(fc.nat(), { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(situations, picked, ({ measure, people }, picks) => {
      const { attacker } = release(measure, people);
      const cells = cellsOf(measure.dimensions).map((cell) => Object.values(cell).join());
      const places = [...new Set(picks.map((pick) => pick % cells.length))];
      const names = places.map((place) => cells[place]);
      const inside = people.filter((own) => own.some(({ key }) => names.includes(key.join())));
      fc.pre(inside.length < measure.minimumGroup);

      expect(attacker.determines(places)).toBe(false);
    }),
    { numRuns: runs(150) },
  );
});
