import * as z from 'zod';
import { policyId, policyVersionField } from '../platform/http/fields.ts';
import { withholdings } from './withholding.ts';

const periodField = z
  .string()
  .max(10)
  .regex(
    /^\d{4}-(?:W\d{2}|\d{2}(?:-\d{2})?)$/,
    'send a day, a week or a month: 2026-11-28, 2026-W48 or 2026-11',
  );

export const aggregatesQuery = z.strictObject({
  measure: policyId.max(32).describe('A measure that the policy declares.'),
  period: periodField
    .optional()
    .describe(
      '2026-11-28, 2026-W48 or 2026-11, as the measure has them; the last closed one when absent.',
    ),
  by: z
    .string()
    .max(400)
    .regex(
      /^(?:[a-z][a-z0-9-]*(?:,[a-z][a-z0-9-]*)*)?$/,
      'send dimensions with a comma between them',
    )
    .optional()
    .describe(
      'Dimensions with a comma between them: `model` or `model,language`; empty for the total. Everything that is published when absent.',
    ),
});

const row = z
  .strictObject({
    group: z
      .record(z.string(), z.string())
      .describe('A value for each dimension by which it is counted; empty for the total.'),
    suppressed: z
      .literal(true)
      .optional()
      .describe(
        'Too few people, or needed so that a group of too few cannot be computed: no figure is published.',
      ),
    count: z.int().optional().describe('Events, with noise: can be below zero.'),
    error: z
      .number()
      .optional()
      .describe('With a probability of 95 % the exact count is at most this far away.'),
    sum: z
      .int()
      .optional()
      .describe('Sum of the values, with noise, where the measure has values.'),
    sumError: z
      .number()
      .optional()
      .describe('With a probability of 95 % the exact sum is at most this far away.'),
  })
  .meta({ id: 'AggregateRow' });

export const aggregates = z
  .strictObject({
    measure: z.string(),
    title: z.string(),
    period: z.string(),
    from: z.iso.datetime(),
    to: z.iso.datetime().describe('Exclusive.'),
    releasedAt: z.iso.datetime(),
    withheld: z
      .enum(withholdings)
      .optional()
      .describe('Why nothing is published of the period; then there are no rows.'),
    epsilon: z
      .number()
      .describe('Differential privacy: what the release reveals of a person at most.'),
    budget: z
      .strictObject({ year: z.string(), spent: z.number(), perYear: z.number() })
      .describe('What all releases of the year have revealed, and may reveal.'),
    minimumGroup: z.int().optional().describe('A figure is about so many people at least.'),
    policyVersion: policyVersionField,
    rows: z.array(row),
  })
  .meta({ id: 'Aggregates' });

export const measures = z
  .strictObject({
    items: z.array(
      z.strictObject({
        measure: z.string(),
        title: z.string(),
        period: z.enum(['P1D', 'P1W', 'P1M']).describe('How often it is published.'),
        dimensions: z.array(z.string()).describe('By what it can be counted: `by`.'),
      }),
    ),
  })
  .meta({ id: 'Measures' });

export type Measures = z.output<typeof measures>;
export type Aggregates = z.output<typeof aggregates>;
