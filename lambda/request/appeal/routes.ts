import * as z from 'zod';
import { defineRoutes } from '../../platform/http/contract.ts';
import { textField } from '../../platform/http/fields.ts';
import { submitted } from '../contract.ts';
import { exampleAppealed, examplePath, exampleToken } from '../examples.ts';
import { requestPath } from '../inputs.ts';

export const appealing = z
  .strictObject({
    reason: textField(2_000).describe('Why you disagree; stored encrypted.'),
  })
  .meta({ id: 'Appeal' });
export const exampleAppeal = { reason: 'This was my first request in two years.' };

export const appealed = {
  description: 'Received; keep the token, it works without an account',
  body: submitted,
  example: { request: exampleAppealed, followUpToken: exampleToken },
} as const;

export const appealRoutes = defineRoutes({
  appealMyRequest: {
    method: 'POST',
    path: '/v1/me/requests/{requestId}/appeal',
    access: { kind: 'token', caller: 'subject', scope: 'custos/self' },
    summary: 'Contest that a request was refused, in whole or in part, or is not answered in time',
    pathParameters: requestPath,
    body: appealing,
    idempotency: 'optional',
    personal: true,
    responses: { 202: appealed },
    problems: ['not-found', 'recent-authentication-required', 'request-already-open', 'conflict'],
    example: { pathParameters: examplePath, body: exampleAppeal },
  },
});
