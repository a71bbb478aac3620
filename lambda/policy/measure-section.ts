import * as z from 'zod';
import { id, text } from './fields.ts';

/* Figures about many people, which are published without any of the people in them. */

/** What one measurement is about. Closed and published. */
export const measured = ['records', 'feedback', 'latency', 'outcomes'] as const;

/** Names workflows with the period, which AWS Lambda limits to 64 characters. */
const measureId = id.max(32);

/** It is in keys, in columns and in groups of a release. */
const dimensionValue = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$/, {
  error: 'must be letters, digits, dots, hyphens and underscores, at most 40: en, model-a',
});

const dimension = z.strictObject({
  values: z
    .array(dimensionValue)
    .min(2)
    .max(1_000)
    .describe('All values that there are: [en, de]. A measurement with another one is rejected.'),
});

const bound = z.int().min(-1_000_000_000).max(1_000_000_000);

/** Epsilon in steps of a thousandth: it is counted in whole micro-units. */
const epsilon = z.number().min(0.001).multipleOf(0.001);

const measure = z.strictObject({
  title: text.describe('Name that people read: Ratings of answers.'),
  purpose: id.describe('The purpose for which it is counted: a decision about it comes first.'),
  category: id.describe('The category of data that a measurement is: feedback.'),
  of: z.enum(measured).describe('What is measured: records, feedback, latency or outcomes.'),
  dimensions: z
    .record(id, dimension)
    .refine((declared) => Object.keys(declared).length <= 5, {
      error: 'has more than five dimensions',
    })
    .default({})
    .describe('By what it is counted, with closed values: {model: {values: [model-a]}}.'),
  period: z
    .enum(['P1D', 'P1W', 'P1M'])
    .describe('How long is counted before figures are published: P1D, P1W or P1M.'),
  minimumGroup: z
    .int()
    .min(3)
    .max(100_000)
    .describe('A figure about fewer people is not published: 10.'),
  contribution: z
    .strictObject({
      count: z
        .int()
        .min(1)
        .max(100)
        .describe('How many measurements of one person count in a period: 5.'),
      value: z
        .strictObject({
          minimum: bound.describe('Smaller values count as this one: 1.'),
          maximum: bound.describe('Larger values count as this one: 5.'),
        })
        .optional()
        .describe('Range of the value of a measurement, in whole numbers; no value when absent.'),
    })
    .describe('What one person can add to the figures: it decides how much noise hides a person.'),
  epsilon: epsilon
    .max(10)
    .describe(
      'Differential privacy: what one release reveals about a person at most. Smaller is more private and less exact: 0.5.',
    ),
  budgetPerYear: epsilon
    .max(10_000)
    .describe(
      'How much all releases of a year may reveal together. What would exceed it is not published: 26.',
    ),
});

export type MeasureSettings = z.output<typeof measure>;

export const measures = z
  .record(measureId, measure)
  .refine((declared) => Object.keys(declared).length <= 100, {
    error: 'has more than 100 measures',
  })
  .default({})
  .describe(
    'What is counted about many people, by id: POST /v1/measurements, GET /v1/aggregates. Nothing when empty.',
  );
