import * as z from 'zod';
import { defineRoutes } from '../platform/http/contract.ts';
import {
  categoryId,
  identifierField,
  itemProblemField,
  legalBasisField,
  localeField,
  modelField,
  policyVersionField,
  purposeId,
  timeField,
} from '../platform/http/fields.ts';
import { itemField, oneOrItems } from '../platform/http/item.ts';
import { obligations } from '../policy/vocabulary.ts';
import { denyReasons } from '../consent/model/decision.ts';

const item = {
  subject: identifierField,
  purpose: purposeId,
  category: categoryId.describe(
    'A category of data that the policy declares, or `unclassified` for data without a classification.',
  ),
  collectedAt: timeField
    .optional()
    .describe(
      'When the data was collected; now when absent. Earlier data may rest on another basis, or be past its period (`retention-ended`).',
    ),
  model: modelField
    .optional()
    .describe(
      'The model that is to use the data, as `name/version`: denied unless the register has it as approved or deployed.',
    ),
  storing: z
    .boolean()
    .optional()
    .describe(
      'Whether the data is to be stored for the purpose, as `POST /v1/records` asks. True when absent, unless `collectedAt` says that the data is there already. `false` asks about use alone. Sent as `true`, it asks about new data alone: what is stored may be restricted because its accuracy is contested.',
    ),
};
const names = ['subject', 'purpose', 'category'] as const;

const question = z
  .strictObject({
    ...z.strictObject(item).partial().shape,
    items: z
      .array(itemField(z.strictObject(item).meta({ id: 'Question' })))
      .min(1)
      .max(100)
      .optional()
      .describe('Several questions at once; then nothing beside it.'),
  })
  .superRefine(oneOrItems(names, ['collectedAt', 'storing', 'model']))
  .meta({
    id: 'Questions',
    description: 'One question, or `items` with up to 100.',
    oneOf: [{ required: [...names] }, { required: ['items'] }],
  });

const decisionFields = {
  decision: z.enum(['permit', 'deny']),
  basis: legalBasisField.optional(),
  reasons: z
    .array(z.enum(denyReasons).meta({ id: 'DenyReason' }))
    .describe('Why it is denied, the most decisive first; empty for a permit.'),
  obligations: z
    .array(z.enum(obligations).meta({ id: 'Obligation' }))
    .describe('What a permit requires of the caller.'),
};
const decision = z
  .strictObject({
    ...decisionFields,
    policyVersion: policyVersionField,
    decisionId: z.uuid(),
    validUntil: z.iso
      .datetime()
      .describe('Until when the answer may be cached; an expired one denies.'),
  })
  .meta({ id: 'Decision' });
const settled = decision
  .extend({
    status: z.literal(200).describe('A question that fits has an answer, if only a denial.'),
  })
  .meta({ id: 'SettledDecision' });
const invalidItem = z.strictObject({ status: z.literal(422), problem: itemProblemField }).meta({
  id: 'RefusedQuestion',
  description: 'A question that is invalid: treat it as denied.',
});
const decisions = z
  .strictObject({ items: z.array(z.union([settled, invalidItem])) })
  .meta({ id: 'Decisions' });

const explained = z
  .strictObject({
    purpose: z.string(),
    category: z.string(),
    ...decisionFields,
    explanation: z.string().describe('Why, and what the person can do about it, in plain words.'),
  })
  .meta({ id: 'ExplainedDecision' });

const subject = { type: 'email', value: 'ada@example.org' } as const;
const permitted = {
  decision: 'permit',
  basis: 'contract',
  reasons: [],
  obligations: ['do-not-disclose'],
  policyVersion: `sha256:${'0'.repeat(64)}`,
  decisionId: '019ac0de-7e57-7000-8000-0123456789aa',
  validUntil: '2026-11-24T09:05:00.000Z',
};
const denied = {
  ...permitted,
  decision: 'deny',
  basis: 'consent',
  reasons: ['consent-not-given'],
  obligations: [],
  decisionId: '019ac0de-7e57-7000-8000-0123456789ab',
  validUntil: '2026-11-24T09:01:00.000Z',
};

const unknownPurpose = {
  decision: 'deny',
  reasons: ['purpose-unknown'],
  obligations: [],
  policyVersion: denied.policyVersion,
  decisionId: '019ac0de-7e57-7000-8000-0123456789ac',
  validUntil: denied.validUntil,
};

const refusedQuestion = {
  status: 422,
  problem: {
    type: 'urn:custos:problem:invalid-input',
    title: 'The input does not fit the contract',
    status: 422,
    errors: [
      {
        pointer: '/items/1/purpose',
        message: 'send an id of the policy: lower case, with hyphens',
      },
    ],
  },
};

export const decisionRoutes = defineRoutes({
  decide: {
    method: 'POST',
    path: '/v1/decisions',
    access: { kind: 'token', caller: 'service', scope: 'custos/decisions' },
    summary: 'Whether data of a category may be used for a purpose; one question or up to 100',
    body: question,
    personal: true,
    responses: {
      200: {
        description: 'The decision, or {items} with one for each question in its order',
        body: z.union([decision, decisions]),
        example: denied,
        otherExamples: {
          several: {
            items: [
              { status: 200, ...permitted },
              { status: 200, ...denied },
              { status: 200, ...unknownPurpose },
            ],
          },
          oneRefused: { items: [{ status: 200, ...permitted }, refusedQuestion] },
        },
      },
    },
    example: {
      body: { subject, purpose: 'improvement', category: 'prompt-text' },
      otherBodies: {
        several: {
          items: [
            { subject, purpose: 'service-provision', category: 'prompt-text' },
            { subject, purpose: 'improvement', category: 'prompt-text' },
          ],
        },
      },
    },
  },
  listMyDecisions: {
    method: 'GET',
    path: '/v1/me/decisions',
    access: { kind: 'token', caller: 'subject', scope: 'custos/self' },
    summary: 'What data of the person may be used for, and why, in plain words',
    query: z.strictObject({
      purpose: purposeId.optional(),
      category: item.category.optional(),
      locale: localeField
        .optional()
        .describe('Language of the explanations; the one that the person has set when absent.'),
    }),
    personal: true,
    responses: {
      200: {
        description: 'Every purpose with every category that it uses, or those that were asked',
        body: z.strictObject({ items: z.array(explained), policyVersion: policyVersionField }),
        example: {
          items: [
            {
              purpose: 'improvement',
              category: 'prompt-text',
              decision: 'deny',
              basis: 'consent',
              reasons: ['consent-not-given'],
              obligations: [],
              explanation:
                'We do not use "Prompts" for "Improving the assistant". You have not agreed to it. Legal basis: GDPR Art. 6(1)(a). You can agree to it at any time. You can ask us about it: dpo@example.com.',
            },
          ],
          policyVersion: `sha256:${'0'.repeat(64)}`,
        },
      },
    },
  },
});
