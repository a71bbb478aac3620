import * as z from 'zod';
import { period } from './fields.ts';
import { riskClasses, unclassifiedRisk } from './vocabulary.ts';

export const models = z
  .strictObject({
    assessment: z
      .array(z.enum([...riskClasses, unclassifiedRisk]))
      .default(['high', 'systemic'])
      .describe(
        'Risk classes of models that are approved only with an impact assessment: [high, systemic]. `unclassified` is for models that name none.',
      ),
    staleFor: period
      .optional()
      .describe(
        'How long a training set may have been stale when a model that was trained on it is approved: P30D. Without it a stale set always needs an exception.',
      ),
  })
  .prefault({})
  .describe('What the approval of a model needs: PATCH /v1/models/{name}/{version}.');
