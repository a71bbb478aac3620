import * as z from 'zod';
import { defineRoutes } from '../platform/http/contract.ts';
import { textField } from '../platform/http/fields.ts';
import { correctionDecisions } from '../request/model/correction.ts';
import { requestView } from '../request-view/contract.ts';
import { examplePath, exampleRectified } from '../request-view/examples.ts';
import { correctionGround, requestPath } from '../request-view/inputs.ts';

const correctionPath = requestPath.extend({
  number: z
    .string()
    .regex(/^[1-9]\d?$/, 'send the number of a correction such as 1')
    .describe('Of the correction: from 1, in the order of the request.'),
});

const decisionOnCorrection = z
  .strictObject({
    decision: z.enum(correctionDecisions),
    ground: correctionGround.optional().describe('Needed to refuse; the person is informed of it.'),
    note: textField(2_000)
      .optional()
      .describe('Stored encrypted. The person finds it in a copy of their data (CJEU C-434/16).'),
  })
  .meta({ id: 'CorrectionDecision' });

export const rectificationRoutes = defineRoutes({
  decideCorrection: {
    method: 'POST',
    path: '/v1/requests/{requestId}/corrections/{number}',
    access: { kind: 'token', caller: 'staff', scope: 'custos/requests', recent: true },
    summary: 'Accept a correction, which changes the records, or refuse it on a ground',
    pathParameters: correctionPath,
    body: decisionOnCorrection,
    personal: true,
    responses: {
      200: { description: 'The request', body: requestView, example: exampleRectified },
    },
    problems: ['not-found', 'conflict', 'deletion-suspended'],
    example: {
      pathParameters: { ...examplePath, number: '1' },
      body: { decision: 'accept' },
      otherBodies: { refused: { decision: 'refuse', ground: 'found-accurate' } },
    },
  },
});
