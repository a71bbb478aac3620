import { defineRoutes } from '../platform/http/contract.ts';
import { appealed, appealing, exampleAppeal } from '../appeal/contract.ts';
import { downloadLink, requestView } from '../request-view/contract.ts';
import { exampleCancelled, exampleCompleted, exampleLink } from '../request-view/examples.ts';

const followUp = { kind: 'follow-up' } as const;
const one = { description: 'The request', body: requestView } as const;

export const followUpRoutes = defineRoutes({
  readFollowUp: {
    method: 'GET',
    path: '/v1/follow-up',
    access: followUp,
    summary: 'Follow the request of a follow-up token, also after erasure',
    personal: true,
    responses: { 200: { ...one, example: exampleCompleted } },
  },
  cancelFollowUp: {
    method: 'DELETE',
    path: '/v1/follow-up',
    access: followUp,
    summary: 'Call the request of a follow-up token off',
    personal: true,
    responses: { 200: { ...one, example: exampleCancelled } },
    problems: ['conflict'],
  },
  appealFollowUp: {
    method: 'POST',
    path: '/v1/follow-up/appeal',
    access: followUp,
    summary: 'Contest the outcome of the request of a follow-up token, also after erasure',
    body: appealing,
    idempotency: 'optional',
    personal: true,
    responses: { 202: appealed },
    problems: ['request-already-open', 'conflict'],
    example: { body: exampleAppeal },
  },
  downloadFollowUp: {
    method: 'POST',
    path: '/v1/follow-up/download',
    access: followUp,
    summary: 'A link to the export of a follow-up token, good for 15 minutes',
    personal: true,
    responses: { 200: { description: 'The link', body: downloadLink, example: exampleLink } },
    problems: ['not-found', 'conflict'],
  },
});
