import { defineRoutes } from '../platform/http/contract.ts';
import { acceptedDecision, newDecision } from './contract.ts';
import { exampleDecision, exampleDecisionId, exampleExplained } from './examples.ts';

/** What services record. People see it, and contest it, by the routes of requests. */
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
        example: {
          automatedDecisionId: exampleDecisionId,
          reviewableUntil: exampleDecision.reviewableUntil,
        },
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
});
