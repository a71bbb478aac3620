import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Cell, MeasureFacts } from '../../../lambda/aggregate/model/measure.ts';
import { noiseScales } from '../../../lambda/aggregate/model/noise-scale.ts';
import { addPeople } from '../../../lambda/aggregate/model/tally.ts';

const names = ['d0', 'd1', 'd2', 'd3'];
const values = ['a', 'b', 'c'];

const measures: fc.Arbitrary<MeasureFacts> = fc.record({
  dimensions: fc
    .integer({ min: 0, max: 4 })
    .map((count) => Object.fromEntries(names.slice(0, count).map((name) => [name, values]))),
  minimumGroup: fc.constant(5),
  contribution: fc.record({
    count: fc.integer({ min: 1, max: 20 }),
    value: fc.option(
      fc.constantFrom(
        { minimum: -3, maximum: 2 },
        { minimum: 0, maximum: 1 },
        { minimum: 1, maximum: 500 },
      ),
      { nil: undefined },
    ),
  }) as fc.Arbitrary<MeasureFacts['contribution']>,
  microEpsilon: fc.integer({ min: 1, max: 5_000_000 }),
});

/**
 * The largest logarithm of the ratio between the probabilities of one release with and without a person.
 * The mass of an outcome is proportional to `exp(-|z| / scale)`, so that a difference of `d` in one exact
 * figure changes it by at most `exp(d / scale)`, and that much where the outcome is beyond both.
 *
 * @returns an exact fraction
 */
function lossOf(measure: MeasureFacts, person: readonly Cell[]) {
  const scales = noiseScales(measure);
  const differences = addPeople(measure, [], [person]);
  const sum = (of: 'count' | 'sum') =>
    BigInt(differences.reduce((all, group) => all + Math.abs(group[of]), 0));
  const { count, value = { numerator: 1n, denominator: 0n } } = scales;
  return {
    numerator:
      sum('count') * count.denominator * value.numerator +
      sum('sum') * value.denominator * count.numerator,
    denominator: count.numerator * value.numerator,
  };
}

const exceeds = (loss: ReturnType<typeof lossOf>, microEpsilon: number) =>
  loss.numerator * 1_000_000n > BigInt(microEpsilon) * loss.denominator;

test('no person changes the probability of any release by more than the factor exp(epsilon)', () => {
  const events = fc.array(
    fc.record({
      key: fc.array(fc.constantFrom(...values), { minLength: 4, maxLength: 4 }),
      part: fc.nat(1000),
    }),
    { minLength: 1, maxLength: 20 },
  );
  fc.assert(
    fc.property(measures, events, (measure, all) => {
      const { value = { minimum: 0, maximum: 0 }, count } = measure.contribution;
      const person = all.slice(0, count).map(({ key, part }) => ({
        key: key.slice(0, Object.keys(measure.dimensions).length),
        count: 1,
        sum: value.minimum + Math.round(((value.maximum - value.minimum) * part) / 1000),
      }));

      expect(exceeds(lossOf(measure, person), measure.microEpsilon)).toBe(false);
    }),
  );
});

test('a person who uses all bounds costs exactly epsilon: no noise is wasted', () => {
  fc.assert(
    fc.property(measures, (measure) => {
      const { value, count } = measure.contribution;
      const { minimum, maximum } = value ?? { minimum: 0, maximum: 0 };
      const largest = Math.abs(minimum) > Math.abs(maximum) ? minimum : maximum;
      const key = Object.keys(measure.dimensions).map(() => 'a');
      const loss = lossOf(measure, [{ key, count, sum: count * largest }]);

      expect(loss.numerator * 1_000_000n).toBe(BigInt(measure.microEpsilon) * loss.denominator);
    }),
  );
});
