import { uniformOf } from '../../../lambda/fairness/model/random.ts';
import type { PersonOutcomes, Report } from '../../../lambda/fairness/model/report.ts';
import { measured } from './people.ts';

const attributes = ['residence', 'language'];
const thresholds = { demographicParityRatio: 0.8, equalOpportunityDifference: 0.1 };

/** 2,000 people with scores and labels; a few of Liechtenstein, and some without a language. */
function population(): readonly PersonOutcomes[] {
  const uniform = uniformOf('the fixture of the page');
  const pick = (values: readonly (string | undefined)[]) =>
    values[Math.floor(uniform() ** 1.8 * values.length)];
  return Array.from({ length: 2_000 }, (_, index) => {
    const residence = index < 12 ? 'LI' : pick(['DE', 'FR', 'CH', 'AT']);
    const label = uniform() < 0.45;
    const score = Math.min(1, Math.max(0, (label ? 0.55 : 0.25) + 0.4 * uniform() - 0.1));
    const favourable = score - (residence === 'CH' ? 0.15 : 0) > 0.5;
    const groups = { residence, language: pick(['de', 'fr', 'it', undefined]) };
    return { groups, outcomes: [{ favourable, score, label }] };
  });
}

/** By two attributes, with two groups suppressed, breaches, intervals and calibration. */
export const fixtureReport: Report = measured(population(), {
  ...{ attributes, thresholds, minimumGroup: 20, seed: '9f86d081' },
});
