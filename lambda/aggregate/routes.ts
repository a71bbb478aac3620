import { defineRoutes } from '../platform/http/contract.ts';
import { aggregates, aggregatesQuery, measures } from './contract.ts';

const example = {
  measure: 'answer-ratings',
  title: 'Ratings of answers',
  period: '2026-W48',
  from: '2026-11-22T23:00:00.000Z',
  to: '2026-11-29T23:00:00.000Z',
  releasedAt: '2026-11-29T23:40:31.000Z',
  epsilon: 0.5,
  budget: { year: '2026', spent: 24, perYear: 26.5 },
  minimumGroup: 10,
  policyVersion: `sha256:${'0'.repeat(64)}`,
  rows: [
    { group: { language: 'de' }, count: 412, error: 45, sum: 1630, sumError: 225 },
    { group: { language: 'en' }, count: 958, error: 45, sum: 3911, sumError: 225 },
    { group: { language: 'fr' }, suppressed: true },
    { group: { language: 'other' }, suppressed: true },
  ],
} as const;

/** A column for each dimension, empty where a figure is about all its values; sums where there are values. */
export const aggregateColumns = (
  dimensions: readonly string[],
  hasValues: boolean,
): readonly string[] => [
  ...['period', ...dimensions, 'count', 'error'],
  ...(hasValues ? ['sum', 'sumError'] : []),
  'suppressed',
];

const exampleCsv = [
  aggregateColumns(['language'], true).join(','),
  '2026-W48,de,412,45,1630,225,',
  '2026-W48,en,958,45,3911,225,',
  '2026-W48,fr,,,,,true',
  '2026-W48,other,,,,,true',
  '',
].join('\r\n');

const access = { kind: 'token', caller: 'staff', scope: 'custos/governance' } as const;

export const aggregateRoutes = defineRoutes({
  listMeasures: {
    method: 'GET',
    path: '/v1/aggregates/measures',
    access,
    summary: 'What the policy counts about many people',
    personal: false,
    responses: {
      200: {
        description: 'The measures of the policy in force',
        body: measures,
        example: {
          items: [
            {
              ...{ measure: 'answer-ratings', title: 'Ratings of answers', period: 'P1W' },
              dimensions: ['model', 'language'],
            },
          ],
        },
      },
    },
    problems: [],
  },
  readAggregates: {
    method: 'GET',
    path: '/v1/aggregates',
    access,
    summary: 'What is published about many people, with how exact it is',
    query: aggregatesQuery,
    personal: false,
    responses: {
      200: {
        description: 'The release of the period: always the same figures, however often it is read',
        body: aggregates,
        example,
        otherExamples: {
          withheld: { ...example, withheld: 'budget-exhausted', epsilon: 0, rows: [] },
        },
        others: {
          'text/csv': {
            columns: aggregateColumns([], false),
            others:
              'After `period` one for each dimension, empty where a figure is about all its values; after `error` `sum` and `sumError`, where the measure has values.',
            example: exampleCsv,
          },
        },
      },
    },
    problems: ['not-found'],
  },
});
