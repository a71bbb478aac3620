import * as z from 'zod';
import { activityCodes, activityKind } from '../ledger/model/activity-kinds.ts';
import { entryType } from '../ledger/model/ledger.ts';
import { defineRoutes } from '../platform/http/contract.ts';
import { cursorQuery, legalBasisField, nextCursorField } from '../platform/http/fields.ts';
import { period } from '../policy/fields.ts';
import { setStates } from '../model/set/training-set.ts';
import { modelStates } from '../value/models.ts';
import { withheldItem } from '../request/model/exemption.ts';
import { activityExample, dataExample } from './examples.ts';

const access = { kind: 'token', caller: 'subject', scope: 'custos/self' } as const;

const day = z.iso
  .date()
  .describe('UTC day of collection; data that an erasure exempted does not count.');
const heldData = z
  .strictObject({
    category: z.string(),
    title: z
      .string()
      .describe('In the language of the settings, where the policy has the text in it.'),
    count: z
      .int()
      .nonnegative()
      .describe(
        'Stored records, each once, those of `withheld` included. Changes are counted within seconds.',
      ),
    withheld: z
      .array(withheldItem)
      .optional()
      .describe(
        'Of these, what a legal hold exempts from deletion until it is released, and what an earlier erasure exempted, which is used for its ground only.',
      ),
    oldest: day.optional(),
    newest: day.optional(),
    months: z
      .array(
        z.strictObject({
          month: z.string().describe('UTC month of collection: `2026-11`.'),
          count: z.int().positive(),
        }),
      )
      .optional()
      .describe('The stored records by month, oldest first.'),
    purposes: z.array(
      z.strictObject({
        purpose: z.string(),
        title: z.string(),
        legalBasis: legalBasisField
          .optional()
          .describe('Absent where the purpose has no basis for the person, and is denied.'),
        retention: period.describe(
          'How long data is retained for the purpose: the shorter of the period of the policy and of what the person has set, unless a law requires it to be retained.',
        ),
      }),
    ),
    retention: z
      .strictObject({
        period: period.describe('The longest period of the purposes in the policy.'),
        own: period.optional().describe('What the person has set instead.'),
        applies: period.describe('The longest period of the purposes as they apply to the person.'),
      })
      .optional(),
    source: z
      .enum(['provided', 'observed', 'inferred'])
      .optional()
      .describe(
        'Provided by the person, observed while the service is used, or derived from other data.',
      ),
    sources: z
      .array(
        z.strictObject({
          recipient: z.string(),
          name: z.string().optional().describe('Absent where the policy no longer names it.'),
          since: z.iso.datetime().describe('When the first of the data was obtained.'),
          informBy: z.iso
            .date()
            .optional()
            .describe(
              'The last day on which the person is to be informed of it; absent where no law that applies names a period.',
            ),
          informedAt: z.iso.datetime().optional().describe('Absent until the person is informed.'),
        }),
      )
      .optional()
      .describe(
        'The recipients from which data of this category was obtained: GDPR Art. 14, 15(1)(g).',
      ),
    recipients: z
      .array(
        z.strictObject({
          recipient: z.string(),
          name: z.string().describe('The id, where the policy names the recipient no more.'),
          role: z.string().optional().describe('Absent where the policy names it no more.'),
          country: z.string().optional().describe('Country of processing, ISO 3166-1.'),
          transferMechanism: z
            .string()
            .optional()
            .describe('Safeguard of the transfer: GDPR Art. 45 to 47.'),
          subProcessors: z
            .array(z.strictObject({ name: z.string(), country: z.string(), does: z.string() }))
            .optional()
            .describe('Processors that the agreement lets the recipient engage: GDPR Art. 28(2).'),
          disclosures: z
            .strictObject({
              count: z.int().positive(),
              oldest: z.iso.datetime(),
              newest: z.iso.datetime(),
            })
            .optional()
            .describe('Single disclosures of data of this category that were recorded.'),
        }),
      )
      .describe(
        'Who may receive data of this category for one of the purposes, and who did (CJEU C-154/21).',
      ),
  })
  .meta({ id: 'HeldData' });

const trainedOn = z
  .strictObject({
    trainingSetId: z.uuid(),
    purpose: z.string(),
    title: z.string().describe('Of the purpose, in the language of the settings.'),
    records: z.int().positive().describe('Records of the person in the set, as it was built.'),
    since: z.iso.datetime(),
    state: z.enum(setStates).optional().describe('Of the set, as it is now.'),
    models: z
      .array(
        z.strictObject({
          name: z.string(),
          version: z.string(),
          title: z.string(),
          state: z.enum(modelStates),
          trainedAt: z.iso.datetime(),
        }),
      )
      .describe('Models that were trained on the set; they stay trained when a person leaves it.'),
  })
  .meta({ id: 'TrainedOn' });

const measurements = z
  .strictObject({
    measure: z.string(),
    title: z.string(),
    purpose: z.string().optional().describe('Absent where the policy measures it no longer.'),
    category: z.string().optional(),
    period: z.string(),
    countedAfter: z.iso
      .datetime()
      .optional()
      .describe('The end of the period: then it is counted among many, and deleted within hours.'),
    expiresAt: z.iso.datetime().describe('When it is deleted at the latest, counted or not.'),
  })
  .meta({ id: 'OpenMeasurements' });

const activity = z
  .strictObject({
    activityId: z.uuid(),
    at: z.iso.datetime(),
    kind: activityKind,
    codes: z
      .union(Object.values(activityCodes))
      .describe('What happened: ids of the policy, enum values and counts, depending on `kind`.'),
    times: z
      .int()
      .min(2)
      .optional()
      .describe(
        'Number of equal denials of one UTC day, which are one item of this page; `at` and `ledger` are of the newest.',
      ),
    ledger: z
      .strictObject({ entryId: z.uuid(), type: entryType })
      .optional()
      .describe('The ledger entry of the same event.'),
  })
  .meta({ id: 'Activity' });

export const overviewRoutes = defineRoutes({
  listMyData: {
    method: 'GET',
    path: '/v1/me/data',
    access,
    summary:
      'What is stored about the person by category: how much, since when, why, and who receives it',
    personal: true,
    responses: {
      200: {
        description: 'Every category, in one page',
        body: z.strictObject({
          items: z.array(heldData),
          measurements: z
            .array(measurements)
            .describe(
              'What is stored to be counted among many people, until its period is counted. A copy of the data has the values.',
            ),
          trainedOn: z
            .array(trainedOn)
            .describe('Training sets that had data of the person, and the models that used them.'),
        }),
        example: dataExample,
      },
    },
  },
  listMyActivity: {
    method: 'GET',
    path: '/v1/me/activity',
    access,
    summary: 'What was done with the data of the person, newest first; staff appear by their role',
    query: cursorQuery,
    personal: true,
    responses: {
      200: {
        description:
          'What happened. Deletions by retention, stored records and uses of data are one item each for every UTC day, at its beginning. A page may have fewer items than `limit`: continue while there is a nextCursor.',
        body: z.strictObject({ items: z.array(activity), nextCursor: nextCursorField.optional() }),
        example: activityExample,
      },
    },
  },
});
