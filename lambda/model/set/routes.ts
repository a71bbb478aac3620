import { defineRoutes } from '../../platform/http/contract.ts';
import { newTrainingSet, setPath, startedTrainingSet, trainingSetView } from './contract.ts';
import type { TrainingSetView } from './contract.ts';

const builder = { kind: 'token', caller: 'service', scope: 'custos/models' } as const;
const builderOrStaff = { ...builder, staff: { scope: 'custos/governance' } } as const;

const trainingSetId = '0193f1c0-6b20-7a11-8c3d-4e5f60718293';
const examplePath = { trainingSetId };

const exampleSet: TrainingSetView = {
  trainingSetId,
  state: 'ready',
  purpose: 'training',
  categories: ['prompt-text', 'output-text'],
  policyVersion: `sha256:${'2f'.repeat(32)}`,
  requestedAt: '2026-11-24T10:00:00.000Z',
  builtAt: '2026-11-24T10:04:10.000Z',
  expiresAt: '2026-12-24T10:00:00.000Z',
  people: 412,
  counts: { 'prompt-text': 980, 'output-text': 960 },
  excludedBy: { 'consent-not-given': 5_210, 'consent-withdrawn': 44, 'training-off': 12 },
  left: { '2026-11-26': { records: 7, people: 2 } },
  manifestSha256: '5e'.repeat(32),
  merkleRoot: '9a'.repeat(32),
  manifest: {
    url: 'https://bucket.example.com/training/set.manifest?signature=example',
    expiresAt: '2026-11-24T10:10:00.000Z',
  },
  shards: [
    {
      number: 1,
      url: `/v1/training-shards/${trainingSetId}/1`,
      sha256: '7c'.repeat(32),
      rows: 1_000,
    },
    {
      number: 2,
      url: `/v1/training-shards/${trainingSetId}/2`,
      sha256: 'd1'.repeat(32),
      rows: 933,
    },
  ],
};

export const setRoutes = defineRoutes({
  createTrainingSet: {
    method: 'POST',
    path: '/v1/training-sets',
    access: builder,
    summary: 'Build a training set of the records that each person permits to be used for it',
    body: newTrainingSet,
    idempotency: 'required',
    personal: false,
    responses: {
      202: {
        description: 'The set is being built',
        body: startedTrainingSet,
        example: { trainingSetId, state: 'building' },
      },
    },
    example: {
      body: { purpose: 'training', categories: ['prompt-text', 'output-text'] },
      otherBodies: {
        anonymous: {
          purpose: 'training',
          categories: ['feedback'],
          from: '2026-10-01T00:00:00Z',
          to: '2026-11-01T00:00:00Z',
          quasi: ['/age', '/region'],
          k: 5,
          sensitive: ['/rating'],
          l: 2,
        },
      },
    },
  },
  getTrainingSet: {
    method: 'GET',
    path: '/v1/training-sets/{trainingSetId}',
    access: builderOrStaff,
    summary: 'State, counts, reasons of exclusion, manifest and shards of a training set',
    pathParameters: setPath,
    personal: false,
    responses: { 200: { description: 'The set', body: trainingSetView, example: exampleSet } },
    example: { pathParameters: examplePath },
  },
});
