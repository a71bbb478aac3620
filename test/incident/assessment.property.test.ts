import fc from 'fast-check';
import { expect, test } from 'vitest';
import { proposedRisk, riskQuestions, risks } from '../../lambda/incident/model/risk.ts';
import type { RiskAnswers, RiskQuestion } from '../../lambda/incident/model/risk.ts';

const questions = Object.keys(riskQuestions) as RiskQuestion[];
const answers = fc.record(
  Object.fromEntries(
    questions.map((question) => [question, fc.constantFrom(...riskQuestions[question])]),
  ),
) as fc.Arbitrary<RiskAnswers>;
const rank = (of: RiskAnswers) => risks.indexOf(proposedRisk(of));
const least = Object.fromEntries(
  questions.map((question) => [question, riskQuestions[question][0]]),
) as RiskAnswers;

test('EDPB 9/2022, section IV.B: a worse answer to any question never lowers the proposed risk', () => {
  fc.assert(
    fc.property(answers, fc.constantFrom(...questions), (given, question) => {
      const scale: readonly string[] = riskQuestions[question];
      const place = scale.indexOf(given[question]);
      for (const worse of scale.slice(place + 1)) {
        expect(rank({ ...given, [question]: worse })).toBeGreaterThanOrEqual(rank(given));
      }
    }),
  );
});

test('each question can change the proposal alone', () => {
  const other: Partial<RiskAnswers> = {
    identification: 'difficult',
    severity: 'significant',
    likelihood: 'possible',
  };
  for (const question of questions) {
    const start = { ...least, ...other, [question]: riskQuestions[question][0] };
    const reached = riskQuestions[question].map((answer) =>
      proposedRisk({ ...start, [question]: answer }),
    );

    expect(new Set(reached).size, question).toBeGreaterThan(1);
  }
});

test('EDPB 9/2022, paragraph 110: data from which no one can be identified is no risk', () => {
  fc.assert(
    fc.property(answers, (given) => {
      expect(proposedRisk({ ...given, identification: 'impossible' })).toBe('none');
    }),
  );
});

test('severe consequences are a high risk, however likely', () => {
  fc.assert(
    fc.property(answers, (given) => {
      fc.pre(given.identification !== 'impossible');

      expect(proposedRisk({ ...given, severity: 'severe' })).toBe('high-risk');
    }),
  );
});
