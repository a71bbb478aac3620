import { defineRoutes } from '../../platform/http/contract.ts';
import { counted, newMeasurements } from './contract.ts';

const example = {
  subject: { type: 'user-id', value: 'u-4711' },
  measure: 'answer-ratings',
  value: 4,
  dimensions: { model: 'assistant-1', language: 'en' },
} as const;

export const measurementRoutes = defineRoutes({
  recordMeasurements: {
    method: 'POST',
    path: '/v1/measurements',
    access: { kind: 'token', caller: 'service', scope: 'custos/measurements' },
    summary: 'Events of people to be counted among many; one or up to 100',
    body: newMeasurements,
    maximumBodyBytes: 256 * 1024,
    idempotency: 'required',
    personal: true,
    responses: {
      202: {
        description: 'What is permitted is stored until the period closes, and then counted',
        body: counted,
        example: { accepted: 1, refused: [], items: [{ status: 202 }] },
        otherExamples: {
          oneRefused: {
            accepted: 1,
            refused: [{ item: 1, reason: 'objection' }],
            items: [
              { status: 202 },
              {
                status: 403,
                problem: {
                  type: 'urn:custos:problem:processing-not-permitted',
                  title: 'This processing is not permitted',
                  status: 403,
                  errors: [
                    { pointer: '/items/1', message: 'this measurement is denied: objection' },
                  ],
                },
              },
            ],
          },
        },
      },
    },
    problems: [
      'processing-not-permitted',
      'processing-frozen',
      'processing-restricted',
      'not-found',
      'conflict',
      'subject-erased',
    ],
    example: {
      body: example,
      otherBodies: { several: { items: [example, { ...example, value: 5 }] } },
    },
  },
});
