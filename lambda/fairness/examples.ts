import type { Report } from './model/report.ts';

const comparison = {
  by: ['residence'],
  missing: 0.02,
  groups: [
    {
      group: { residence: 'DE' },
      ...{ suppressed: false, people: 812, n: 1_204, selectionRate: 0.81 },
      interval: [0.787, 0.831],
    },
    {
      group: { residence: 'GB' },
      ...{ suppressed: false, people: 344, n: 510, selectionRate: 0.62 },
      interval: [0.577, 0.661],
    },
    { group: { residence: 'CH' }, suppressed: true },
  ],
  metrics: { demographicParityDifference: 0.19, demographicParityRatio: 0.765 },
  intervals: {
    demographicParityDifference: [0.143, 0.238],
    demographicParityRatio: [0.711, 0.821],
  },
  pValues: { demographicParityDifference: 0.001, demographicParityRatio: 0.001 },
  verdicts: [{ metric: 'demographicParityRatio', value: 0.765, threshold: 0.8, kind: 'possible' }],
} as const;

export const exampleReport = {
  reportId: 'upload-limits.2026-11',
  ...{ system: 'upload-limits', title: 'Limits of uploads', period: '2026-11' },
  reportedAt: '2026-12-14T23:20:31.000Z',
  policyVersion: `sha256:${'0'.repeat(64)}`,
  ...{ n: 1_749, leftOut: 12, unknown: 0, minimumGroup: 20 },
  ...comparison,
  comparisons: [],
  breached: ['demographicParityRatio'],
  ...{ seed: 'upload-limits.2026-11', resamples: 1_000 },
  review: {
    owner: 'fairness@example.com',
    dueAt: '2026-12-28T23:20:31.000Z',
    state: 'in-progress',
    openedAt: '2026-12-14T23:20:31.000Z',
    changedAt: '2026-12-15T09:00:00.000Z',
    measure: 'Reports of abuse are weighed by country of the reporter; the weights are checked.',
  },
} as const;

/** The figures alone, as `GET /v1/fairness` draws them. */
export const exampleFigures: Report = exampleReport;
export const exampleTitles = { system: exampleReport.title, period: exampleReport.period };
