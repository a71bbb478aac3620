import { defineRoutes } from '../platform/http/contract.ts';
import { examplePath } from '../request-view/examples.ts';
import { requestPath } from '../request-view/inputs.ts';
import { appealed, appealing, exampleAppeal } from './contract.ts';

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
