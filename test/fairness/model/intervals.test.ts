import { expect, test } from 'vitest';
import { confusionKinds, noOutcomes } from '../../../lambda/fairness/model/counts.ts';
import { bootstrap } from '../../../lambda/fairness/model/bootstrap.ts';
import { rateOf } from '../../../lambda/fairness/model/rate.ts';
import { metricsOf } from '../../../lambda/fairness/model/metrics.ts';
import type { Compared } from '../../../lambda/fairness/model/metrics.ts';
import { uniformOf } from '../../../lambda/fairness/model/random.ts';
import { group, measured } from './people.ts';

// statsmodels 0.14, proportion_confint(k, n, 0.05, 'wilson')
test.each([
  { some: 0, all: 10, low: 0, high: 0.277_532_799_862_889_26 },
  { some: 1, all: 10, low: 0.017_876_213_095_072_924, high: 0.404_150_026_795_238_54 },
  { some: 5, all: 10, low: 0.236_593_090_512_563_94, high: 0.763_406_909_487_436_1 },
  { some: 10, all: 10, low: 0.722_467_200_137_110_6, high: 1 },
  { some: 81, all: 263, low: 0.255_288_519_878_274_2, high: 0.366_209_576_982_800_04 },
  { some: 3, all: 1_000_000, low: 1.020_271_240_968_123e-6, high: 8.821_149_774_312_438e-6 },
])('the Wilson interval of $some in $all', ({ some, all, low, high }) => {
  const { value, interval } = rateOf(some, all);

  expect(value).toBe(some / all);
  expect(interval[0]).toBeCloseTo(low, 12);
  expect(interval[1]).toBeCloseTo(high, 12);
});

const compared = (of: Partial<Compared['confusion']>): Compared => ({
  confusion: { ...noOutcomes, ...of },
  labels: true,
});

const two = [
  compared({ truePositive: 60, falseNegative: 20, falsePositive: 30, trueNegative: 70 }),
  compared({ truePositive: 25, falseNegative: 25, falsePositive: 10, trueNegative: 60 }),
];

test('drawing counts gives the intervals that drawing rows gives', () => {
  const rows = two.flatMap(({ confusion }, index) =>
    confusionKinds.flatMap((kind) =>
      Array.from({ length: confusion[kind] }, () => ({ index, kind })),
    ),
  );
  const uniform = uniformOf('rows');
  const samples = Array.from({ length: 4_000 }, () => {
    const drawn = two.map(() => ({ ...noOutcomes }));
    for (const row of rows.map(() => rows[Math.floor(uniform() * rows.length)])) {
      const confusion = row && drawn[row.index];
      if (row !== undefined && confusion !== undefined) confusion[row.kind] += 1;
    }
    return metricsOf(drawn.map((confusion) => ({ confusion, labels: true })));
  });
  const intervals = bootstrap(two, 'counts', 4_000);

  for (const name of ['demographicParityRatio', 'equalOpportunityDifference'] as const) {
    const sorted = samples.map((each) => each[name] ?? 0).toSorted((one, other) => one - other);
    expect(intervals[name]?.[0]).toBeCloseTo(sorted[100] ?? 0, 1.6);
    expect(intervals[name]?.[1]).toBeCloseTo(sorted[3_899] ?? 0, 1.6);
  }
});

test('the same counts and seed have the same intervals; another seed has others', () => {
  expect(bootstrap(two, 'one', 100)).toEqual(bootstrap(two, 'one', 100));
  expect(bootstrap(two, 'one', 100)).not.toEqual(bootstrap(two, 'other', 100));
});

test('intervals of a comparison do not depend on the others in the report', () => {
  const people = [
    ...group({ region: 'north', device: 'phone' }, { of: 80, selected: 40 }),
    ...group({ region: 'south', device: 'desk' }, { of: 80, selected: 30 }),
  ];

  const both = measured(people, { attributes: ['region', 'device'] });

  expect(both.intervals).toEqual(measured(people).intervals);
});

test('intervals of 95 % include the true difference in 92 to 97 of 100 samples', () => {
  const uniform = uniformOf('coverage');
  const samples = 1_000;
  const truth = 0.6 - 0.4;
  let covered = 0;
  for (let sample = 0; sample < samples; sample += 1) {
    const of = (rate: number) => {
      const selected = Array.from({ length: 200 }, uniform).filter((each) => each < rate).length;
      return compared({ selectedUnlabelled: selected, rejectedUnlabelled: 200 - selected });
    };
    const intervals = bootstrap([of(0.6), of(0.4)], `sample ${sample}`, 400);
    const [low = 1, high = 0] = intervals.demographicParityDifference ?? [];
    if (low <= truth && truth <= high) covered += 1;
  }

  expect(covered / samples).toBeGreaterThan(0.92);
  expect(covered / samples).toBeLessThan(0.97);
});

test('a thousand resamples of a billion outcomes take as long as those of few', () => {
  const scaled = (times: number) =>
    two.map(({ confusion, labels }) => ({
      labels,
      confusion: compared(
        Object.fromEntries(Object.entries(confusion).map(([kind, n]) => [kind, n * times])),
      ).confusion,
    }));
  const took = (times: number): number => {
    const since = performance.now();
    bootstrap(scaled(times), 'cost', 1_000);
    return performance.now() - since;
  };
  took(1);

  expect(took(3_000_000)).toBeLessThan(20 * took(1) + 100);
});
