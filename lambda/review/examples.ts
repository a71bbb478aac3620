export const exampleDecisionId = '019ab3f0-7c1e-7a44-9d53-6f2b8c0d4e12';
export const exampleExplained = {
  system: 'upload-limits',
  outcome: { value: 'Uploads are limited to ten a day', favourable: false, score: 0.91 },
  mainFactors: ['300 uploads within one hour', 'Three uploads were reported as abuse'],
  logic:
    'Counts uploads and reports of the last 24 hours; from a score of 0.9 uploads are limited.',
} as const;
export const exampleDecision = {
  automatedDecisionId: exampleDecisionId,
  ...exampleExplained,
  at: '2026-11-24T10:00:00.000Z',
  reviewableUntil: '2028-11-24T10:00:00.000Z',
} as const;
