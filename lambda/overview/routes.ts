import * as z from 'zod';
import { activityCodes, activityKind } from '../ledger/model/activity-kinds.ts';
import { entryType } from '../ledger/model/ledger.ts';
import { defineRoutes } from '../platform/http/contract.ts';
import { cursorQuery, legalBasisField, nextCursorField } from '../platform/http/fields.ts';
import { period } from '../policy/fields.ts';
import { withheldItem } from '../request/model/exemption.ts';

const access = { kind: 'token', caller: 'subject', scope: 'custos/self' } as const;

const day = z.iso.date().describe('UTC day of collection, of what no erasure left.');
const heldData = z
  .strictObject({
    category: z.string(),
    title: z.string().describe('In the language of the settings, as far as there is a text.'),
    count: z
      .int()
      .nonnegative()
      .describe(
        'Records held, each once, with those of `withheld`. What has just been stored or deleted is counted within seconds.',
      ),
    withheld: z
      .array(withheldItem)
      .optional()
      .describe(
        'Of these, what a legal hold keeps from deletion until it is released, and what an erasure before left, which is used for nothing but its ground.',
      ),
    oldest: day.optional(),
    newest: day.optional(),
    purposes: z.array(
      z.strictObject({
        purpose: z.string(),
        title: z.string(),
        legalBasis: legalBasisField
          .optional()
          .describe('Absent where the purpose has no basis for the person, and is denied.'),
        retention: period.describe(
          'How long data is kept for the purpose: the shorter of the policy and of what the person has set, unless a law orders it to be kept.',
        ),
      }),
    ),
    retention: z
      .strictObject({
        period: period.describe('The longest of the purposes in the policy.'),
        own: period.optional().describe('What the person has set instead.'),
        applies: period.describe('The longest of the purposes as they apply to the person.'),
      })
      .optional(),
    source: z
      .enum(['provided', 'observed', 'inferred'])
      .optional()
      .describe('Given by the person, seen while the service is used, or derived from other data.'),
    recipients: z
      .array(
        z.strictObject({
          recipient: z.string(),
          name: z.string(),
          role: z.string(),
          country: z.string().describe('Where the data is processed, ISO 3166-1.'),
          transferMechanism: z.string().describe('What allows the transfer: GDPR Art. 45 to 47.'),
        }),
      )
      .describe('Who may get data of this category for one of the purposes.'),
  })
  .meta({ id: 'HeldData' });

const activity = z
  .strictObject({
    activityId: z.uuid(),
    at: z.iso.datetime(),
    kind: activityKind,
    codes: z
      .union(Object.values(activityCodes))
      .describe(
        'What happened, in ids of the policy, closed words and counts; `kind` decides which.',
      ),
    times: z
      .int()
      .min(2)
      .optional()
      .describe(
        'How often, where the same denials of one UTC day are one item of this page; `at` and `ledger` are of the newest.',
      ),
    ledger: z
      .strictObject({ entryId: z.uuid(), type: entryType })
      .optional()
      .describe('The entry of the ledger that was made together with it.'),
  })
  .meta({ id: 'Activity' });

export const overviewRoutes = defineRoutes({
  listMyData: {
    method: 'GET',
    path: '/v1/me/data',
    access,
    summary: 'What is held of the person by category: how much, since when, why, and who gets it',
    personal: true,
    responses: {
      200: {
        description: 'Every category, in one page',
        body: z.strictObject({ items: z.array(heldData) }),
        example: {
          items: [
            {
              category: 'prompt-text',
              title: 'Prompts',
              count: 1_815,
              oldest: '2026-10-25',
              newest: '2026-11-24',
              purposes: [
                {
                  purpose: 'service-provision',
                  title: 'Answering what you ask',
                  legalBasis: 'contract',
                  retention: 'P7D',
                },
              ],
              retention: { period: 'P30D', own: 'P7D', applies: 'P7D' },
              source: 'provided',
              recipients: [
                {
                  recipient: 'model-host',
                  name: 'Model Host GmbH',
                  role: 'processor',
                  country: 'DE',
                  transferMechanism: 'none-needed',
                },
              ],
            },
          ],
        },
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
          'What happened. What retention deleted, what was stored and what data was used for is one item each for every UTC day, at its beginning. A page may have fewer items than asked for: go on while there is a nextCursor.',
        body: z.strictObject({ items: z.array(activity), nextCursor: nextCursorField.optional() }),
        example: {
          items: [
            {
              activityId: '019ab3f0-7c1e-7a44-9d53-6f2b8c0d4e12',
              at: '2026-11-24T10:00:00.000Z',
              kind: 'staff-access',
              codes: {
                role: 'privacy-team',
                operation: 'readRequest',
                requestId: '019ab3f0-6b1c-7f10-8a35-2d2f0d6c9b01',
              },
              ledger: { entryId: '019ab3f0-7c1e-7a44-9d53-6f2b8c0d4e11', type: 'staff.read' },
            },
            {
              activityId: '019ab3cd-5c00-7000-8000-000000000000',
              at: '2026-11-24T00:00:00.000Z',
              kind: 'retention-deletion',
              codes: { counts: { 'prompt-text': 12, 'usage-log': 40 } },
            },
          ],
        },
      },
    },
  },
});
