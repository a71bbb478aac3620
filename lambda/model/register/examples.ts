import type { ModelView } from './contract.ts';
import type { ModelCard } from './shown-card.ts';

const trainingSetId = '0193f1c0-6b20-7a11-8c3d-4e5f60718299';
const at = '2026-11-24T10:00:00.000Z';
const stated = {
  title: 'Ranking of answers',
  trainingSets: [trainingSetId],
  systems: ['upload-limits'],
  intendedUse: 'Puts the answers of the assistant in order. People see the first one.',
  limits: 'Not for decisions about people.',
  riskClass: 'limited' as const,
  evaluation: [{ metric: 'accuracy', value: 0.91, dataset: 'answers of November' }],
};

export const examplePath = { name: 'answer-ranking', version: '4.1.0' } as const;
export const exampleNewModel = { ...examplePath, ...stated };
export const exampleApproval = {
  state: 'approved',
  exception: { reason: 'The first report on fairness covers December; the model is new.' },
} as const;

export const exampleSummary = {
  modelId: '0193f1c0-6b20-7a11-8c3d-4e5f60718298',
  ...examplePath,
  title: stated.title,
  state: 'approved' as const,
  riskClass: stated.riskClass,
  registeredAt: '2026-11-20T10:00:00.000Z',
  changedAt: at,
};

export const exampleModel: ModelView = {
  ...stated,
  ...exampleSummary,
  excludedUntil: '2026-11-21',
  history: [
    { state: 'planned', at: '2026-11-20T10:00:00.000Z', by: 'service' },
    { state: 'trained', at: '2026-11-22T10:00:00.000Z', by: 'service' },
    { state: 'approved', at, by: 'staff' },
  ],
  approval: {
    at,
    by: 'privacy-team',
    exception: { ...exampleApproval.exception, lifted: ['fairness-report-missing'] },
  },
  holding: [],
  affectedBy: [
    {
      trainingSetId,
      since: '2026-11-25',
      people: 3,
      measure: { kind: 'retrain-by', date: '2027-01-31', plannedAt: '2026-11-26T10:00:00.000Z' },
    },
  ],
};

export const exampleCard: ModelCard = {
  modelDetails: {
    ...examplePath,
    title: stated.title,
    state: 'approved',
    riskClass: stated.riskClass,
    registeredAt: exampleSummary.registeredAt,
    approvedAt: at,
    exceptional: true,
    type: 'gradient-boosted trees',
  },
  intendedUse: { description: stated.intendedUse, users: ['People who use the assistant'] },
  factors: { relevant: ['language'] },
  trainingData: {
    sets: [
      {
        trainingSetId,
        state: 'ready',
        purpose: 'training',
        categories: ['prompt-text'],
        builtAt: '2026-11-21T10:00:00.000Z',
        people: 1_204,
        records: 48_112,
        merkleRoot: '0'.repeat(64),
      },
    ],
  },
  quantitativeAnalyses: {
    results: stated.evaluation,
    fairness: [{ system: 'upload-limits' }],
  },
  caveatsAndRecommendations: {
    limits: stated.limits,
    affectedBy: [
      { since: '2026-11-25', people: 'fewer than 5', measure: 'retrain-by', date: '2027-01-31' },
    ],
  },
  writtenAt: '2026-11-27T10:00:00.000Z',
};
