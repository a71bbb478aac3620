import * as z from 'zod';
import { defineRoutes } from '../platform/http/contract.ts';
import { categoryId, identifierField, purposeId } from '../platform/http/fields.ts';
import { legalBases } from '../policy/schema.ts';
import { denyReasons, obligations } from './decision.ts';

const item = { subject: identifierField, purpose: purposeId, category: categoryId };
const names = ['subject', 'purpose', 'category'] as const;

// One shape with a rule instead of a union: a union could not say which field is missing.
const question = z
  .strictObject({
    ...z.strictObject(item).partial().shape,
    items: z.array(z.strictObject(item)).min(1).max(100).optional(),
  })
  .superRefine((value, context) => {
    for (const name of names) {
      const present = value[name] !== undefined;
      if (value.items === undefined ? present : !present) continue;
      const message =
        value.items === undefined
          ? 'this field is required, unless `items` is sent'
          : 'remove this field, or send it without `items`';
      context.addIssue({ code: 'custom', path: [name], message });
    }
  });

const decision = z.strictObject({
  decision: z.enum(['permit', 'deny']),
  basis: z.enum(legalBases).optional(),
  reasons: z.array(z.enum(denyReasons)),
  obligations: z.array(z.enum(obligations)),
  policyVersion: z.string(),
  decisionId: z.uuid(),
  validUntil: z.iso.datetime(),
});

const subject = { type: 'email', value: 'ada@example.org' } as const;

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
        body: z.union([decision, z.strictObject({ items: z.array(decision) })]),
        example: {
          decision: 'deny',
          basis: 'consent',
          reasons: ['consent-not-given'],
          obligations: [],
          policyVersion: `sha256:${'0'.repeat(64)}`,
          decisionId: '019ac0de-7e57-7000-8000-0123456789ab',
          validUntil: '2026-11-24T09:01:00.000Z',
        },
      },
    },
    example: { body: { subject, purpose: 'improvement', category: 'prompt-text' } },
  },
});
