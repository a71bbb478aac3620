import { defineRoutes } from '../platform/http/contract.ts';
import { cursorQuery } from '../platform/http/fields.ts';
import { appealRoutes } from '../appeal/routes.ts';
import { answerRoutes } from '../answer/routes.ts';
import { behalfRoutes } from '../behalf/routes.ts';
import { downloadLink, requestList, requestView, submitted } from '../request-view/contract.ts';
import {
  exampleCancelled,
  exampleCompleted,
  exampleLink,
  exampleOptOut,
  examplePath,
  exampleReceived,
  exampleToken,
} from '../request-view/examples.ts';
import { requestPath, submission } from '../request-view/inputs.ts';
import { decisionRoutes } from '../review/own-routes.ts';
import { staffRoutes } from '../staff/routes.ts';

const self = { kind: 'token', caller: 'subject', scope: 'custos/self' } as const;
const one = { description: 'The request', body: requestView } as const;
const completed = { ...one, example: exampleCompleted } as const;
const cancelled = { ...one, example: exampleCancelled } as const;
const link = { description: 'The link', body: downloadLink, example: exampleLink } as const;

export const requestRoutes = defineRoutes({
  submitRequest: {
    method: 'POST',
    path: '/v1/me/requests',
    access: self,
    summary:
      'Exercise a right: get a copy of your data, have it erased or restricted, object, opt out',
    body: submission,
    idempotency: 'optional',
    personal: true,
    responses: {
      202: {
        description: 'Received; keep the token, it works without an account',
        body: submitted,
        example: {
          request: exampleReceived,
          followUpToken: exampleToken,
        },
        otherExamples: {
          'carried out at once': {
            request: exampleOptOut,
            followUpToken: exampleToken,
          },
        },
      },
    },
    problems: ['recent-authentication-required', 'request-already-open', 'conflict'],
    example: {
      body: { kind: 'access' },
      otherBodies: {
        restriction: { kind: 'restriction', purposes: ['improvement'] },
        'opt-out': { kind: 'opt-out-sale-share' },
        rectification: {
          kind: 'rectification',
          corrections: [
            {
              recordId: '0190f2a0-7c1e-7d4a-8f00-5b1a2c3d4e60',
              content: { name: 'Ada', city: 'Cologne' },
            },
            {
              category: 'account-profile',
              pointer: '/city',
              value: 'Cologne',
              reason: 'I have moved.',
            },
          ],
        },
      },
    },
  },
  listMyRequests: {
    method: 'GET',
    path: '/v1/me/requests',
    access: self,
    summary: 'Your requests, newest first',
    query: cursorQuery,
    personal: true,
    responses: {
      200: {
        description: 'Your requests',
        body: requestList,
        example: { items: [exampleReceived] },
      },
    },
  },
  readMyRequest: {
    method: 'GET',
    path: '/v1/me/requests/{requestId}',
    access: self,
    summary: 'Follow one of your requests',
    pathParameters: requestPath,
    personal: true,
    responses: { 200: completed },
    problems: ['not-found'],
    example: { pathParameters: examplePath },
  },
  cancelMyRequest: {
    method: 'DELETE',
    path: '/v1/me/requests/{requestId}',
    access: self,
    summary: 'Call a request off, as long as it can be stopped; end a restriction',
    pathParameters: requestPath,
    personal: true,
    responses: { 200: cancelled },
    problems: ['not-found', 'conflict'],
    example: { pathParameters: examplePath },
  },
  downloadMyExport: {
    method: 'POST',
    path: '/v1/me/requests/{requestId}/download',
    access: self,
    summary: 'A link to your export, good for 15 minutes',
    pathParameters: requestPath,
    personal: true,
    responses: { 200: link },
    problems: ['not-found', 'conflict'],
    example: { pathParameters: examplePath },
  },
  ...decisionRoutes,
  ...staffRoutes,
  ...behalfRoutes,
  ...answerRoutes,
  ...appealRoutes,
});
