import * as z from 'zod';
import { period } from './fields.ts';

/**
 * What the law asks of a model, after Regulation (EU) 2024/1689 (AI Act): `high` as in Art. 6, `limited`
 * with duties of transparency alone (Art. 50), `general-purpose` (Art. 53), and that with systemic risk
 * (Art. 55). Prohibited practices (Art. 5) have no class: they are not registered.
 */
export const riskClasses = ['minimal', 'limited', 'high', 'general-purpose', 'systemic'] as const;
export type RiskClass = (typeof riskClasses)[number];

/** A model that names no class. */
export const unclassifiedRisk = 'unclassified';

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
