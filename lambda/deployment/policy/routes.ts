import * as z from 'zod';
import { defineRoutes } from '../../platform/http/contract.ts';
import {
  cursorQuery,
  legalBasisField,
  nextCursorField,
  policyVersionField,
} from '../../platform/http/fields.ts';
import { period } from '../../policy/fields.ts';
import { reportedChange } from './contract.ts';

const policyChange = z
  .strictObject({
    at: z.iso.datetime().describe('When it was deployed.'),
    from: policyVersionField
      .optional()
      .describe('The policy before; absent at the first deployment.'),
    to: policyVersionField,
    changes: z
      .array(reportedChange)
      .optional()
      .describe('Absent where the policy before cannot be compared: at the first deployment.'),
  })
  .meta({ id: 'PolicyChange' });

const steward = { kind: 'token', caller: 'staff', scope: 'custos/governance' } as const;

const roles = ['controller', 'joint-controller', 'processor'] as const;
const conditions = ['explicit-consent', 'substantial-public-interest', 'legal-claims'] as const;

const basis = z
  .strictObject({
    jurisdiction: z.string(),
    basis: legalBasisField,
    condition: z.enum(conditions).optional().describe('Of GDPR Art. 9(2), for special categories.'),
    reference: z.string().optional().describe('The article of the law.'),
    effectiveFrom: z.iso
      .date()
      .optional()
      .describe('Data collected before this day stays on the basis before.'),
  })
  .meta({ id: 'PolicyBasis' });

/** What else of the policy names a purpose. Closed and published. */
const uses = ['notice', 'measure', 'training-set', 'fairness'] as const;

const party = {
  name: z.string(),
  address: z.string(),
  contact: z.string().describe('E-mail address for privacy matters.'),
};

const policyField = z
  .strictObject({
    policyVersion: policyVersionField.describe('The policy in force.'),
    language: z.string().describe('Of its texts.'),
    controller: z.strictObject({
      ...party,
      privacyOfficer: z.string().describe('E-mail address of the data protection officer.'),
    }),
    purposes: z.array(
      z.strictObject({
        purpose: z.string(),
        title: z.string(),
        description: z.string().describe('What people read.'),
        role: z.enum(roles).describe('Our role: who decides about the purpose.'),
        legalBasis: z.array(basis).describe('By law; under another law the purpose is denied.'),
        categories: z.array(z.string()),
        retention: period.describe('From the moment of collection.'),
        recipients: z.array(z.string()),
        usedBy: z
          .array(z.strictObject({ kind: z.enum(uses), id: z.string(), title: z.string() }))
          .describe('What else of the policy names the purpose.'),
      }),
    ),
    categories: z.array(
      z.strictObject({
        category: z.string(),
        title: z.string(),
        description: z.string().describe('What people read.'),
        sensitivity: z.enum(['ordinary', 'special']),
        source: z.enum(['provided', 'observed', 'inferred']),
      }),
    ),
    recipients: z.array(
      z.strictObject({
        recipient: z.string(),
        ...party,
        role: z.enum(roles),
        country: z.string().describe('Country of processing, ISO 3166-1.'),
        transferMechanism: z.string().describe('Safeguard of the transfer: GDPR Art. 45 to 47.'),
      }),
    ),
  })
  .meta({ id: 'PolicyInForce' });
export type PolicyView = z.output<typeof policyField>;

const example = {
  policyVersion: `sha256:${'0'.repeat(64)}`,
  language: 'en',
  controller: {
    name: 'Example Assistant GmbH',
    address: 'Musterstraße 1, 10115 Berlin, Germany',
    contact: 'privacy@example.com',
    privacyOfficer: 'dpo@example.com',
  },
  purposes: [
    {
      purpose: 'service-provision',
      title: 'Answering you',
      description: 'We use what you write to answer you.',
      role: 'controller',
      legalBasis: [
        { jurisdiction: 'gdpr', basis: 'contract', reference: 'GDPR Art. 6(1)(b)' },
        { jurisdiction: 'ccpa', basis: 'notice' },
      ],
      categories: ['prompt-text'],
      retention: 'P30D',
      recipients: ['model-provider'],
      usedBy: [{ kind: 'notice', id: 'assistant', title: 'Privacy notice' }],
    },
  ],
  categories: [
    {
      category: 'prompt-text',
      title: 'Prompts',
      description: 'What you write to the assistant.',
      sensitivity: 'ordinary',
      source: 'provided',
    },
  ],
  recipients: [
    {
      recipient: 'model-provider',
      name: 'Example Models Inc.',
      address: '1 Example Street, San Francisco, CA 94105, USA',
      contact: 'privacy@models.example.com',
      role: 'processor',
      country: 'US',
      transferMechanism: 'standard-contractual-clauses',
    },
  ],
} as const satisfies z.input<typeof policyField>;

export const policyRoutes = defineRoutes({
  readPolicy: {
    method: 'GET',
    path: '/v1/governance/policy',
    access: steward,
    summary:
      'The policy in force: controller, purposes with bases and periods, categories, recipients',
    personal: false,
    responses: { 200: { description: 'The policy', body: policyField, example } },
  },
  listPolicyChanges: {
    method: 'GET',
    path: '/v1/governance/policy/changes',
    access: steward,
    summary: 'What each deployment changed in the policy, in words, newest first',
    query: cursorQuery,
    personal: false,
    responses: {
      200: {
        description: 'Changes since this release; the ledger has the versions before',
        body: z.strictObject({
          policyVersion: policyVersionField.describe('The policy in force.'),
          items: z.array(policyChange),
          nextCursor: nextCursorField.optional(),
        }),
        example: {
          policyVersion: `sha256:${'1'.repeat(64)}`,
          items: [
            {
              at: '2026-11-24T10:00:00.000Z',
              from: `sha256:${'0'.repeat(64)}`,
              to: `sha256:${'1'.repeat(64)}`,
              changes: [
                {
                  section: 'Retention',
                  words: 'prompt-text for service-provision is kept P60D instead of P30D.',
                  widening: 'longer-retention',
                },
              ],
            },
          ],
        },
      },
    },
  },
});
