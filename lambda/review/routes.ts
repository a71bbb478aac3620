import * as z from 'zod';
import { defineRoutes } from '../platform/http/contract.ts';
import { cursorQuery, nextCursorField } from '../platform/http/fields.ts';
import { acceptedDecision, newDecision, ownDecision } from './contract.ts';

const exampleId = '019ab3f0-7c1e-7a44-9d53-6f2b8c0d4e12';
const exampleExplained = {
  system: 'upload-limits',
  outcome: { value: 'Uploads are limited to ten a day', favourable: false, score: 0.91 },
  mainFactors: ['300 uploads within one hour', 'Three uploads were reported as abuse'],
  logic:
    'Counts uploads and reports of the last 24 hours; from a score of 0.9 uploads are limited.',
};

export const reviewRoutes = defineRoutes({
  recordAutomatedDecision: {
    method: 'POST',
    path: '/v1/automated-decisions',
    access: { kind: 'token', caller: 'service', scope: 'custos/decisions' },
    summary: 'Record what a system decided about a person, so that they see and can contest it',
    body: newDecision,
    idempotency: 'required',
    personal: true,
    responses: {
      201: {
        description: 'Stored under the key of its category',
        body: acceptedDecision,
        example: { automatedDecisionId: exampleId, reviewableUntil: '2028-11-24T10:00:00.000Z' },
      },
    },
    problems: [
      'processing-not-permitted',
      'processing-frozen',
      'processing-restricted',
      'not-found',
      'subject-erased',
    ],
    example: {
      body: {
        subject: { type: 'user-id', value: 'u-4711' },
        ...exampleExplained,
        at: '2026-11-24T10:00:00Z',
      },
    },
  },

  listOwnAutomatedDecisions: {
    method: 'GET',
    path: '/v1/me/automated-decisions',
    access: { kind: 'token', caller: 'subject', scope: 'custos/self' },
    summary: 'What systems decided about the caller and why, newest first',
    query: cursorQuery,
    personal: true,
    responses: {
      200: {
        description: 'Decisions that a human can still review',
        body: z.strictObject({
          items: z.array(ownDecision),
          nextCursor: nextCursorField.optional(),
        }),
        example: {
          items: [
            {
              automatedDecisionId: exampleId,
              ...exampleExplained,
              at: '2026-11-24T10:00:00.000Z',
              reviewableUntil: '2028-11-24T10:00:00.000Z',
            },
          ],
        },
      },
    },
  },
});
