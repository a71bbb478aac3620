import * as z from 'zod';
import { defineRoutes } from '../platform/http/contract.ts';
import {
  identifierField,
  itemProblemField,
  lineField,
  purposeId,
  timeField,
} from '../platform/http/fields.ts';
import { itemField } from '../platform/http/item.ts';
import { agentField, choiceFields, giverField } from './fields.ts';
import { dropsInvalidFields } from '../platform/http/lenient.ts';

const outcomes = [
  'imported',
  'imported-unproven',
  'imported-pending',
  'confirmed',
  'awaits-second-approver',
  'already-imported',
  'newer-choice-stands',
  'refusal-stands',
] as const;
const choice = z
  .strictObject({
    subject: identifierField,
    purpose: purposeId,
    state: choiceFields.state,
    at: timeField.describe('When the person said it.'),
    notice: choiceFields.notice.describe(
      'What was shown. Without a notice in force a consent is `unproven`, which permits nothing.',
    ),
    locale: choiceFields.locale,
    method: choiceFields.method.describe('How the person said it.'),
    givenBy: giverField.optional(),
    agent: agentField.optional().describe('Goes with `givenBy: authorised-agent`.'),
    source: lineField(64).describe('The system that kept it: `crm-2024`.'),
  })
  .meta({ id: 'ImportedConsent', description: 'A choice that another system kept.' });
/** What a line of an import has to be. */
export const importedLine = dropsInvalidFields(choice, [
  'subject',
  'purpose',
  'state',
  'at',
  'source',
]);

export const importRoutes = defineRoutes({
  importConsents: {
    method: 'POST',
    path: '/v1/consents/import',
    access: { kind: 'token', caller: 'staff', scope: 'custos/operators', recent: true },
    summary: 'Imports choices from another system; the same line is never written twice',
    body: z
      .strictObject({ items: z.array(itemField(importedLine)).min(1).max(25) })
      .meta({ id: 'ConsentImport' }),
    personal: true,
    responses: {
      207: {
        description: 'One outcome per line, in the order of the lines',
        body: z.strictObject({
          items: z.array(
            z.strictObject({
              status: z.int(),
              outcome: z.enum(outcomes).optional(),
              recordId: z.uuid().optional(),
              problem: itemProblemField.optional(),
            }),
          ),
        }),
        example: {
          items: [
            {
              status: 201,
              outcome: 'imported-unproven',
              recordId: '019ab3f0-7c1e-7a44-9d53-6f2b8c0d4e11',
            },
            { status: 200, outcome: 'refusal-stands' },
            {
              status: 404,
              problem: {
                type: 'urn:custos:problem:not-found',
                title: 'Nothing was found here',
                status: 404,
                detail: 'Import the person first.',
              },
            },
          ],
        },
      },
    },
    example: {
      body: {
        items: [
          {
            subject: { type: 'email', value: 'ada@example.org' },
            purpose: 'improvement',
            state: 'given',
            at: '2025-03-01T10:00:00Z',
            source: 'crm-2024',
          },
        ],
      },
    },
  },
});
