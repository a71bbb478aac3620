import * as z from 'zod';
import { defineRoutes } from '../../platform/http/contract.ts';
import { identifierTypes } from '../model/connector.ts';

const answerPath = z.strictObject({
  requestId: z.uuid().describe('As in the path of `answerTo`.'),
  task: z
    .string()
    .regex(/^(system|recipient):[a-z][a-z0-9-]{0,63}$/, 'send the path of answerTo')
    .describe('As in the path of `answerTo`: `system:crm`.'),
});

const body = z
  .strictObject({
    counts: z
      .record(z.string().regex(/^[a-z][a-z0-9-]{0,63}$/), z.int().nonnegative())
      .optional()
      .describe('By category: what was found or changed. Absent: call again and take the answer.'),
    selectors: z
      .array(z.enum(identifierTypes))
      .max(identifierTypes.length)
      .optional()
      .describe('Types of identifier that were searched by.'),
  })
  .meta({ id: 'SystemAnswer' });

export const answerRoutes = defineRoutes({
  answerCall: {
    method: 'POST',
    path: '/v1/system-answers/{requestId}/{task}',
    access: { kind: 'system-answer' },
    summary: 'Answer the call of a webhook that was taken with status 202',
    pathParameters: answerPath,
    body,
    maximumBodyBytes: 16 * 1024,
    personal: true,
    responses: { 204: { description: 'The answer is taken, now or before.' } },
    problems: ['conflict'],
    example: {
      pathParameters: {
        requestId: '0b0f5a0e-6f0c-4b0e-9a52-6d0b2c5b8f11',
        task: 'system:crm',
      },
      body: { counts: { 'account-data': 12 } },
    },
  },
});
