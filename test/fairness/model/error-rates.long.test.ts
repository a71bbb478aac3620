import { expect, test } from 'vitest';
import { emptyCounts, tally } from '../../../lambda/fairness/model/counts.ts';
import { reportOf } from '../../../lambda/fairness/model/measure.ts';
import { uniformOf } from '../../../lambda/fairness/model/random.ts';
import type { Uniform } from '../../../lambda/fairness/model/random.ts';
import type { PersonOutcomes, Verdict } from '../../../lambda/fairness/model/report.ts';
import { settings } from './people.ts';

type Generator = (uniform: Uniform) => PersonOutcomes;

const runs = 200;

/**
 * A score that follows the label decides, about half for each; a tenth of the people are in the
 * east, whose scores are lowered by the bias. 0.1 makes the ratio of selection rates 0.6.
 */
const systemWith =
  (bias: number): Generator =>
  (uniform) => {
    const at = uniform();
    const region = at < 0.6 ? 'north' : at < 0.9 ? 'south' : 'east';
    const label = uniform() < 0.5;
    const score = (label ? 0.35 : 0.15) + 0.5 * uniform();
    const favourable = score - (region === 'east' ? bias : 0) >= 0.5;
    return { groups: { region }, outcomes: [{ favourable, score, label }] };
  };

/** One rate for people of twenty groups. */
const manyGroups: Generator = (uniform) => ({
  groups: { region: `region ${Math.floor(uniform() * 20)}` },
  outcomes: [{ favourable: uniform() < 0.5 }],
});

/** Shares of runs in which the ratio is below four fifths, and in which that is established. */
function alarms(
  generator: Generator,
  people: number,
): { readonly breached: number; readonly established: number } {
  const kinds = Array.from({ length: runs }, (_, run): Verdict['kind'] | undefined => {
    const uniform = uniformOf(`population ${run}`);
    const counts = emptyCounts(['region']);
    for (let index = 0; index < people; index += 1) tally(counts, generator(uniform));
    return reportOf(counts, settings({ seed: `run ${run}`, resamples: 300 })).verdicts[0]?.kind;
  });
  const share = (...wanted: readonly Verdict['kind'][]) =>
    kinds.filter((kind) => kind !== undefined && wanted.includes(kind)).length / runs;
  return { breached: share('established', 'possible'), established: share('established') };
}

test('2,000 people: a fair system is breached in at most 5 of 100 reports, established in none', () => {
  const { breached, established } = alarms(systemWith(0), 2_000);

  expect(breached).toBeLessThanOrEqual(0.05);
  expect(established).toBe(0);
});

test('2,000 people: a biased one is missed in none, and established in 80 of 100 at least', () => {
  const { breached, established } = alarms(systemWith(0.1), 2_000);

  expect(breached).toBe(1);
  expect(established).toBeGreaterThanOrEqual(0.8);
});

test('5,000 people: a fair one is breached in none, a biased one established in 99 of 100', () => {
  expect(alarms(systemWith(0), 5_000)).toEqual({ breached: 0, established: 0 });
  expect(alarms(systemWith(0.1), 5_000).established).toBeGreaterThanOrEqual(0.99);
});

test('many small groups differ by chance: nearly always breached, established in 5 of 100 at most', () => {
  const { breached, established } = alarms(manyGroups, 1_000);

  expect(breached).toBeGreaterThan(0.9);
  expect(established).toBeLessThanOrEqual(0.05);
});
