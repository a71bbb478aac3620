import * as z from 'zod';
import { approximateDays } from '../value/duration.ts';
import { id, period } from './fields.ts';

/* Which data models are trained on, and for how long a set of it is there. */

/** The bucket deletes what is older, whatever a policy says: no set may be meant to last longer. */
export const longestTrainingDays = 90;

const trainingSet = z.strictObject({
  expires: period
    .refine((value) => approximateDays(value) <= longestTrainingDays, {
      error: `must be at most ${longestTrainingDays} days`,
    })
    .default('P30D')
    .describe(
      `When the shards of a set are deleted: P30D after it was asked for, at most P${longestTrainingDays}D.`,
    ),
  staleAfter: period
    .default('P7D')
    .describe(
      'How long a set stays current once someone whose data it has left it: then a new one is due.',
    ),
  lineage: period
    .default('P2Y')
    .describe(
      'How long is remembered whose data a set had, so that people and the register of models know what was trained on it. As long as you use models.',
    ),
  shardRows: z
    .int()
    .min(1)
    .max(1_000)
    .default(1_000)
    .describe('Most records in one file of a set.'),
});

export const trainingSets = z
  .record(id, trainingSet)
  .default({})
  .describe(
    'Training sets, by the id of the purpose that they serve. No set can be built for any other purpose.',
  );
