import * as z from 'zod';
import { id, period, text } from './fields.ts';
import type { ReportPeriod } from './report-periods.ts';

/* Which systems that decide about people are monitored for bias, and by which groups. */

/** Groups that need no attribute: the place and the language that Custos knows of a person. */
export const knownProxies = ['residence', 'language'] as const;
export type KnownProxy = (typeof knownProxies)[number];

/** Most attributes of one system: each pair of them is compared as well. */
export const maximumAttributes = 3;

const attribute = z
  .strictObject({
    title: text.describe('Name that people read: Gender.'),
    from: z
      .enum(['given', 'proxy'])
      .describe(
        '`given`: people said it for this purpose; `proxy`: it is known for another reason, and only hints at a group, as a type of device.',
      ),
    purpose: id
      .optional()
      .describe(
        'The purpose for which people gave it, which they may withdraw by itself; that of fairness when absent.',
      ),
    category: id.describe('The category of the records that have it: fairness-attributes.'),
    pointer: z
      .string()
      .regex(/^(\/[A-Za-z0-9_-]{1,64}){1,8}$/, 'must be a JSON pointer such as /gender')
      .describe('JSON pointer to it in the content of a record: /gender.'),
    values: z
      .array(text.max(64))
      .min(2)
      .max(50)
      .describe('All values that there are. Another one counts as missing.'),
  })
  .describe('What people are compared by.');
export type FairnessAttribute = z.output<typeof attribute>;

const share = z.number().min(0).max(1);

/** The metric of a report that each threshold is for. */
const threshold = z.strictObject({
  ratio: share
    .default(0.8)
    .describe(
      'Least ratio of the lowest rate of favourable outcomes to the highest. 0.8 is the four-fifths rule: 29 CFR 1607.4(D).',
    ),
  difference: share
    .optional()
    .describe('Greatest difference between the rates of favourable outcomes.'),
  opportunityDifference: share
    .optional()
    .describe('Greatest difference between the true positive rates: equal opportunity.'),
  oddsDifference: share
    .optional()
    .describe('Greatest difference between true or false positive rates: equalised odds.'),
});

const groupBy = z.union([id, z.array(id).min(1).max(maximumAttributes)], {
  error: `must be residence, language or the id of an attribute, or a list of at most ${maximumAttributes}`,
});

const system = z
  .strictObject({
    title: text.describe('Name that people read: Upload limits.'),
    groupBy: groupBy.describe(
      'Which groups are compared: residence, language, or attributes by id. Each pair is compared as well.',
    ),
    period: z
      .enum(['P1D', 'P1W', 'P1M', 'P1Y'] as const satisfies readonly ReportPeriod[])
      .default('P1M')
      .describe('One report is made for each day, week, month or year: P1D, P1W, P1M, P1Y.'),
    labelsWithin: period
      .optional()
      .describe(
        'How long after its period a report waits for what turned out to be right: P14D. It does not wait when absent.',
      ),
    minimumGroup: z
      .int()
      .min(3)
      .max(100_000)
      .default(20)
      .describe('A group of fewer people has no figures.'),
    threshold: threshold.prefault({}).describe('What opens a review.'),
    owner: z.email().describe('E-mail address of who reviews a breached threshold.'),
    reviewWithin: period.default('P14D').describe('How long a review may take.'),
  })
  .describe('A system that decides about people, by the name that it has in automated decisions.');
export type FairnessSystem = z.output<typeof system>;

export const fairness = z.strictObject({
  purpose: id
    .optional()
    .describe('The purpose for which outcomes are compared; needed with a system.'),
  attributes: z
    .record(id, attribute)
    .default({})
    .describe('What people are compared by, besides residence and language.'),
  systems: z
    .record(id.max(32), system)
    .refine((declared) => Object.keys(declared).length <= 50, {
      error: 'has more than 50 systems',
    })
    .default({})
    .describe(
      'Monitored systems, by the `system` of POST /v1/automated-decisions: GET /v1/fairness.',
    ),
});
