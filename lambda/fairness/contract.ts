import * as z from 'zod';
import { lineField, policyId, policyVersionField, textField } from '../platform/http/fields.ts';
import { metricNames } from './model/report.ts';
import { reviewStates } from './model/review.ts';

export const maximumMeasure = 2_000;

const count = z.int().nonnegative();
const share = z.number().min(0).max(1);
const interval = z.tuple([z.number(), z.number()]).describe('Lower and upper end, 95 %.');
const rate = z.strictObject({ value: share, interval });
const groupName = z
  .record(z.string(), z.string())
  .describe('Value of each attribute: `{"residence": "DE"}`.');

const bin = z.strictObject({
  ...{ from: share, to: share, n: count, meanScore: share, observed: share },
});
const calibration = z
  .strictObject({
    ...{ n: count, meanScore: share, observed: share, brier: share },
    expectedCalibrationError: share,
    bins: z.array(bin),
  })
  .meta({ id: 'FairnessCalibration', description: 'How far scores agree with labels.' });

const group = z
  .strictObject({
    group: groupName,
    suppressed: z
      .boolean()
      .describe(
        'Fewer people than `minimumGroup`, or such a group could be computed from this one: no figures.',
      ),
    people: count.optional(),
    n: count.optional().describe('Outcomes.'),
    selectionRate: share.optional().describe('Share of favourable outcomes.'),
    interval: interval.optional().describe('Wilson interval of the selection rate.'),
    labels: z
      .strictObject({ truePositiveRate: rate, falsePositiveRate: rate })
      .optional()
      .describe('Absent where too few people have a label of either kind.'),
    scores: z.strictObject({ n: count, mean: share }).optional(),
    calibration: calibration.optional(),
  })
  .meta({ id: 'FairnessGroup', description: 'Figures of one group.' });

const metricName = z.enum(metricNames);
const verdict = z
  .strictObject({
    metric: metricName,
    value: z.number(),
    threshold: z.number(),
    kind: z
      .enum(['established', 'possible', 'unclear', 'within'])
      .describe(
        '`established`: beyond the threshold with its whole interval; `possible`: beyond it, and the interval includes it; `unclear`: within, and the interval includes it; `within`: so is its whole interval.',
      ),
  })
  .meta({ id: 'FairnessVerdict', description: 'A metric against its threshold.' });

const comparisonShape = {
  by: z.array(z.string()),
  missing: share.describe('Share of outcomes without a value of one of the attributes.'),
  groups: z.array(group),
  metrics: z
    .partialRecord(metricName, z.number())
    .describe('Over the groups that are shown; as Fairlearn defines them.'),
  intervals: z.partialRecord(metricName, interval).describe('Percentile intervals, 95 %.'),
  pValues: z
    .partialRecord(metricName, share)
    .describe('How likely such a distance is by chance, where the groups do not differ.'),
  verdicts: z.array(verdict),
};
const comparison = z
  .strictObject(comparisonShape)
  .meta({ id: 'FairnessComparison', description: 'Groups of one attribute, or of two together.' });

export const review = z
  .strictObject({
    owner: z.string(),
    dueAt: z.iso.datetime(),
    state: z.enum(reviewStates),
    openedAt: z.iso.datetime(),
    changedAt: z.iso.datetime(),
    measure: z.string().optional().describe('What is done.'),
    outcome: z.string().optional().describe('What came of it.'),
  })
  .meta({ id: 'FairnessReview', description: 'What is done about a breached threshold.' });

export const fairnessReport = z
  .strictObject({
    reportId: z.string(),
    system: z.string(),
    title: z.string().describe('The id, where the policy monitors the system no longer.'),
    period: z.string(),
    reportedAt: z.iso.datetime(),
    policyVersion: policyVersionField,
    n: count.describe('Outcomes that are compared.'),
    leftOut: count.describe('People who do not permit the comparison.'),
    unknown: count.describe(
      'Outcomes of which the system did not say whether they are favourable.',
    ),
    minimumGroup: count,
    ...comparisonShape,
    comparisons: z
      .array(comparison)
      .describe('By the other attributes, and by each pair of attributes.'),
    breached: z.array(metricName).describe('Metrics beyond their threshold, each once.'),
    seed: z.string(),
    resamples: count,
    review: review.optional(),
  })
  .meta({
    id: 'FairnessReport',
    description: 'Outcomes of a system between groups of people. Written once for a period.',
  });
export type FairnessReportView = z.output<typeof fairnessReport>;

export const monitoredSystems = z
  .strictObject({
    items: z.array(
      z.strictObject({
        system: z.string(),
        title: z.string(),
        period: z.enum(['P1D', 'P1W', 'P1M', 'P1Y']).describe('How often it is reported.'),
        attributes: z
          .array(
            z.strictObject({
              attribute: z.string(),
              title: z.string().optional().describe('Absent for residence and language.'),
            }),
          )
          .describe('What its groups are formed by.'),
      }),
    ),
  })
  .meta({ id: 'MonitoredSystems' });
export type MonitoredSystems = z.output<typeof monitoredSystems>;

export const reportQuery = z.strictObject({
  system: policyId.describe('A system of `fairness` in the policy.'),
  period: z
    .string()
    .max(10)
    .regex(
      /^\d{4}(-W?\d{2}(-\d{2})?)?$/,
      'send a period such as 2026-11-28, 2026-W48, 2026-11 or 2026',
    )
    .optional()
    .describe('The period that was reported last, when absent.'),
});

export const reportPath = z.strictObject({
  reportId: z.string().max(80).describe('Of GET /v1/fairness: `upload-limits.2026-11`.'),
});

export const reviewChange = z
  .strictObject({
    owner: z.email().max(254).optional().describe('Who answers for it from now on.'),
    measure: textField(maximumMeasure)
      .optional()
      .describe('What is done, without a word about single people.'),
    outcome: lineField(maximumMeasure)
      .optional()
      .describe('What came of it. Closes the review, which has a measure by then.'),
  })
  .refine((said) => Object.keys(said).length > 0, {
    error: 'send owner, measure or outcome',
  })
  .meta({ id: 'FairnessReviewChange' });
