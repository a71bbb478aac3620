import * as z from 'zod';
import { defineRoutes } from '../platform/http/contract.ts';
import { textField } from '../platform/http/fields.ts';
import { answerOutcome } from '../request-view/answer-contract.ts';
import { requestView } from '../request-view/contract.ts';
import { exampleAnswered, examplePath } from '../request-view/examples.ts';
import { requestPath } from '../request-view/inputs.ts';

const answering = z
  .strictObject({
    outcome: answerOutcome,
    reasons: textField(4_000).describe('For the person to read; stored encrypted.'),
    remedies: textField(2_000)
      .optional()
      .describe('What else the person can do; authority and court are named without it.'),
  })
  .meta({ id: 'RequestAnswer' });

export const answerRoutes = defineRoutes({
  answerRequest: {
    method: 'POST',
    path: '/v1/requests/{requestId}/answer',
    access: { kind: 'token', caller: 'staff', scope: 'custos/requests', recent: true },
    summary:
      'Answer a human review, a complaint or an appeal; an appeal never by who decided before',
    pathParameters: requestPath,
    body: answering,
    personal: true,
    responses: {
      200: { description: 'The request', body: requestView, example: exampleAnswered },
    },
    problems: ['not-found', 'conflict'],
    example: {
      pathParameters: examplePath,
      body: {
        outcome: 'upheld',
        reasons: 'You had objected before we wrote to you. We have corrected our list.',
      },
    },
  },
});
