import { expect, test } from 'vitest';
import type { Outcome, PersonOutcomes } from '../../../lambda/fairness/model/report.ts';
import { figuresOf, group, measured, people } from './people.ts';

/** People of a region by what was decided and what was true. */
function confusion(
  region: string,
  counts: {
    readonly tp?: number;
    readonly fn?: number;
    readonly fp?: number;
    readonly tn?: number;
  },
): readonly PersonOutcomes[] {
  const { tp = 0, fn = 0, fp = 0, tn = 0 } = counts;
  const some = (count: number, outcome: Outcome) => people(count, { region }, outcome);
  return [
    ...some(tp, { favourable: true, label: true }),
    ...some(fn, { favourable: false, label: true }),
    ...some(fp, { favourable: true, label: false }),
    ...some(tn, { favourable: false, label: false }),
  ];
}

test('demographic parity compares selection rates, equal opportunity those of true labels', () => {
  const { metrics } = measured([
    ...confusion('north', { tp: 30, fn: 10, fp: 10, tn: 50 }),
    ...confusion('south', { tp: 10, fn: 10, fp: 10, tn: 70 }),
  ]);

  expect(metrics.demographicParityDifference).toBeCloseTo(0.4 - 0.2, 12);
  expect(metrics.demographicParityRatio).toBeCloseTo(0.5, 12);
  expect(metrics.equalOpportunityDifference).toBeCloseTo(0.75 - 0.5, 12);
  expect(metrics.equalOpportunityRatio).toBeCloseTo(0.5 / 0.75, 12);
  // The worse of true (0.25; 0.667) and false positives (1/6 to 1/8: 0.042; 0.75).
  expect(metrics.equalizedOddsDifference).toBeCloseTo(0.25, 12);
  expect(metrics.equalizedOddsRatio).toBeCloseTo(2 / 3, 12);
});

test('equalised odds are those of false positives where these are further apart', () => {
  const { metrics } = measured([
    ...confusion('north', { tp: 20, fn: 20, fp: 40, tn: 20 }),
    ...confusion('south', { tp: 20, fn: 20, fp: 10, tn: 50 }),
  ]);

  expect(metrics.equalOpportunityDifference).toBe(0);
  expect(metrics.equalizedOddsDifference).toBeCloseTo(0.5, 12);
  expect(metrics.equalizedOddsRatio).toBeCloseTo(0.25, 12);
});

test('without labels there is demographic parity alone', () => {
  const report = measured([
    ...group({ region: 'north' }, { of: 40, selected: 20 }),
    ...group({ region: 'south' }, { of: 40, selected: 20 }),
  ]);

  expect(Object.keys(report.metrics)).toEqual([
    'demographicParityDifference',
    'demographicParityRatio',
  ]);
  expect(Object.keys(report.intervals)).toEqual(Object.keys(report.metrics));
});

test('one group is compared with nothing, and where nobody was selected there is no ratio', () => {
  expect(measured(group({ region: 'north' }, { of: 40, selected: 20 })).metrics).toEqual({});
  expect(
    measured([
      ...group({ region: 'north' }, { of: 40, selected: 0 }),
      ...group({ region: 'south' }, { of: 40, selected: 0 }),
    ]).metrics,
  ).toEqual({ demographicParityDifference: 0 });
});

test('calibration of a group: means, Brier score, error over ten bins, joined bins', () => {
  const some = (count: number, score: number, label: boolean) =>
    people(count, { region: 'north' }, { favourable: score > 0.5, score, label });
  const north = [
    ...some(4, 0.12, true),
    ...some(16, 0.12, false),
    ...some(2, 0.35, false),
    ...some(15, 0.81, true),
    ...some(5, 0.81, false),
    // Without a label: it has a mean, and no calibration.
    ...people(10, { region: 'north' }, { favourable: true, score: 0.9 }),
  ];
  const figures = figuresOf(measured(north), 'north');
  if (figures?.suppressed !== false) throw new TypeError('not shown');
  const { calibration, scores } = figures;

  expect(scores?.n).toBe(52);
  expect(calibration?.n).toBe(42);
  expect(calibration?.meanScore).toBeCloseTo((20 * 0.12 + 2 * 0.35 + 20 * 0.81) / 42, 12);
  expect(calibration?.observed).toBeCloseTo(19 / 42, 12);
  const squares = 4 * 0.88 ** 2 + 16 * 0.12 ** 2 + 2 * 0.35 ** 2 + 15 * 0.19 ** 2 + 5 * 0.81 ** 2;
  expect(calibration?.brier).toBeCloseTo(squares / 42, 9);
  const error = 20 * Math.abs(0.12 - 0.2) + 2 * 0.35 + 20 * Math.abs(0.81 - 0.75);
  expect(calibration?.expectedCalibrationError).toBeCloseTo(error / 42, 12);
  // The two people at 0.35 are in a bin with those of 0.12, and so is the empty bin from 0.
  expect(calibration?.bins).toMatchObject([
    { from: 0, to: 0.8, n: 22 },
    { from: 0.8, to: 1, n: 20, observed: 0.75 },
  ]);
});

test('a threshold is met, missed for certain, or missed by a value whose interval includes it', () => {
  const kindOf = (of: number, selected: number) =>
    measured(
      [
        ...group({ region: 'north' }, { of, selected: of / 2 }),
        ...group({ region: 'south' }, { of, selected }),
      ],
      { thresholds: { demographicParityRatio: 0.8, demographicParityDifference: 0.4 } },
    );

  expect(kindOf(20_000, 9_900)).toMatchObject({
    verdicts: [
      { metric: 'demographicParityDifference', kind: 'within' },
      { metric: 'demographicParityRatio', kind: 'within' },
    ],
    breached: [],
  });
  expect(kindOf(20_000, 6_000).verdicts.map(({ kind }) => kind)).toEqual(['within', 'established']);
  expect(kindOf(60, 22)).toMatchObject({
    verdicts: [{ kind: 'within' }, { kind: 'possible', threshold: 0.8 }],
    breached: ['demographicParityRatio'],
  });
  expect(kindOf(60, 26).verdicts.map(({ kind }) => kind)).toEqual(['within', 'unclear']);
  expect(kindOf(20_000, 1_000).breached).toEqual([
    'demographicParityDifference',
    'demographicParityRatio',
  ]);
});

test('of pairs, a metric is breached where its whole interval is beyond', () => {
  const crossed = (times: number) =>
    measured(
      [
        ...group({ region: 'north', device: 'phone' }, { of: 50 * times, selected: 30 * times }),
        ...group({ region: 'north', device: 'desk' }, { of: 50 * times, selected: 20 * times }),
        ...group({ region: 'south', device: 'phone' }, { of: 50 * times, selected: 20 * times }),
        ...group({ region: 'south', device: 'desk' }, { of: 50 * times, selected: 30 * times }),
      ],
      { attributes: ['region', 'device'] },
    );

  // Each attribute alone is even; together they are 0.4 to 0.6.
  expect(crossed(1)).toMatchObject({ metrics: { demographicParityRatio: 1 }, breached: [] });
  expect(crossed(1).comparisons[1]?.verdicts).toMatchObject([{ kind: 'possible' }]);
  expect(crossed(40).breached).toEqual(['demographicParityRatio']);
});
