export const risks = ['none', 'risk', 'high-risk'] as const;
export type Risk = (typeof risks)[number];

/**
 * The factors of EDPB Guidelines 9/2022, section IV.B, as closed questions; the answers to each from
 * the least to the most serious. The type of breach is `kind` of the incident.
 */
export const riskQuestions = {
  /** Nature and sensitivity of the data. */
  sensitivity: ['public', 'ordinary', 'revealing', 'special-category'],
  /** Volume of data about each person. */
  volume: ['little', 'much'],
  /** Ease of identification of individuals. */
  identification: ['impossible', 'difficult', 'easy'],
  /** Severity of consequences for individuals. */
  severity: ['negligible', 'limited', 'significant', 'severe'],
  /** How likely the consequences are; who has the data decides most of it. */
  likelihood: ['unlikely', 'possible', 'likely'],
  /** Special characteristics of the individual: children, people who need protection. */
  people: ['no-special', 'vulnerable'],
  /** Special characteristics of the controller: health, finance, public tasks. */
  controller: ['ordinary', 'sensitive'],
  /** The number of affected individuals. */
  number: ['one', 'few', 'many'],
} as const;
export type RiskQuestion = keyof typeof riskQuestions;
export type RiskAnswers = {
  readonly [Question in RiskQuestion]: (typeof riskQuestions)[Question][number];
};

/**
 * What the answers propose: the risk grows with the severity of consequences and their likelihood
 * (paragraph 120), and each factor that makes a person worse off raises it. A worse answer never
 * lowers it, which a property test checks.
 */
export function proposedRisk(answers: RiskAnswers): Risk {
  const { identification, sensitivity, severity, likelihood } = answers;
  // Data that no one can be identified from: encrypted, and the key is safe (paragraph 110).
  if (identification === 'impossible') return 'none';
  const consequences = rank('severity', severity) + rank('likelihood', likelihood);
  const level =
    consequences +
    // Public and ordinary data, revealing data, special categories.
    Math.max(0, rank('sensitivity', sensitivity) - 1) +
    (identification === 'easy' && consequences > 0 ? 1 : 0) +
    aggravations.filter(([question, answer]) => answers[question] === answer).length;
  if (level >= 4 || severity === 'severe') return 'high-risk';
  return level === 0 ? 'none' : 'risk';
}

/** Answers that aggravate, whatever the consequences are. */
const aggravations = [
  ['volume', 'much'],
  ['people', 'vulnerable'],
  ['controller', 'sensitive'],
  ['number', 'many'],
] as const satisfies readonly (readonly [RiskQuestion, string])[];

const rank = (question: RiskQuestion, answer: string): number =>
  (riskQuestions[question] as readonly string[]).indexOf(answer);
