import { defineRoutes } from '../platform/http/contract.ts';
import { exampleExemptPage, exemptPage } from '../record/exempt-contract.ts';
import { requestQueue, requestView, staffRequestView } from './contract.ts';
import {
  exampleDenied,
  exampleExtended,
  exampleExempt,
  exampleLifting,
  exampleOfPerson,
  examplePath,
  examplePaused,
  exampleReceived,
} from './examples.ts';
import { denial, extending, pausing, queueQuery, requestPath, withheldQuery } from './inputs.ts';

const privacyTeam = { kind: 'token', caller: 'staff', scope: 'custos/requests' } as const;
/** For acts that affect a person. */
const recentPrivacyTeam = { ...privacyTeam, recent: true } as const;
const one = { description: 'The request', body: requestView } as const;
const running = { ...one, example: exampleReceived } as const;

/** The queue of the privacy team. */
export const staffRoutes = defineRoutes({
  listRequests: {
    method: 'GET',
    path: '/v1/requests',
    access: privacyTeam,
    summary: 'The queue: by status, then by due date',
    query: queueQuery,
    personal: true,
    responses: {
      200: {
        description: 'Requests, without what they are about',
        body: requestQueue,
        example: { items: [exampleReceived] },
      },
    },
  },
  readRequest: {
    method: 'GET',
    path: '/v1/requests/{requestId}',
    access: { ...privacyTeam, adds: 'custos/requests.identity' },
    summary: 'One request of the queue, and who asks why',
    pathParameters: requestPath,
    personal: true,
    responses: {
      200: {
        description: 'The request',
        body: staffRequestView,
        example: exampleReceived,
        otherExamples: { 'with custos/requests.identity': exampleOfPerson },
      },
    },
    problems: ['not-found'],
    example: { pathParameters: examplePath },
  },
  approveRequest: {
    method: 'POST',
    path: '/v1/requests/{requestId}/approve',
    access: recentPrivacyTeam,
    summary: 'Approve a request that waits for it; it is carried out at once',
    pathParameters: requestPath,
    personal: true,
    responses: { 200: running },
    problems: ['not-found', 'conflict'],
    example: { pathParameters: examplePath },
  },
  denyRequest: {
    method: 'POST',
    path: '/v1/requests/{requestId}/deny',
    access: recentPrivacyTeam,
    summary:
      'Refuse a request on a ground that the law gives; the person learns ground and remedies',
    pathParameters: requestPath,
    body: denial,
    personal: true,
    responses: { 200: { ...one, example: exampleDenied } },
    problems: ['not-found', 'conflict'],
    example: { pathParameters: examplePath, body: { ground: 'manifestly-excessive' } },
  },
  extendRequest: {
    method: 'POST',
    path: '/v1/requests/{requestId}/extend',
    access: recentPrivacyTeam,
    summary: 'Take more time to answer, as the law gives it, before the time is over',
    pathParameters: requestPath,
    body: extending,
    personal: true,
    responses: { 200: { ...one, example: exampleExtended } },
    problems: ['not-found', 'conflict'],
    example: { pathParameters: examplePath, body: { ground: 'complexity' } },
  },
  pauseRequest: {
    method: 'POST',
    path: '/v1/requests/{requestId}/pause',
    access: recentPrivacyTeam,
    summary: 'Wait for the person, where the law lets that time not count',
    pathParameters: requestPath,
    body: pausing,
    personal: true,
    responses: { 200: { ...one, example: examplePaused } },
    problems: ['not-found', 'conflict'],
    example: { pathParameters: examplePath, body: { ground: 'clarification-needed' } },
  },
  resumeRequest: {
    method: 'POST',
    path: '/v1/requests/{requestId}/resume',
    access: recentPrivacyTeam,
    summary: 'The person has answered: time counts again',
    pathParameters: requestPath,
    personal: true,
    responses: { 200: running },
    problems: ['not-found', 'conflict'],
    example: { pathParameters: examplePath },
  },
  liftRestriction: {
    method: 'POST',
    path: '/v1/requests/{requestId}/lift',
    access: recentPrivacyTeam,
    summary: 'Announce that a restriction ends in seven days; the person can ask for it again',
    pathParameters: requestPath,
    personal: true,
    responses: { 200: { ...one, example: exampleLifting } },
    problems: ['not-found', 'conflict'],
    example: { pathParameters: examplePath },
  },
  keepRestriction: {
    method: 'DELETE',
    path: '/v1/requests/{requestId}/lift',
    access: recentPrivacyTeam,
    summary: 'Call an announced lifting off: the restriction goes on',
    pathParameters: requestPath,
    personal: true,
    responses: { 200: { ...one, example: exampleExempt } },
    problems: ['not-found', 'conflict'],
    example: { pathParameters: examplePath },
  },
  readWithheld: {
    method: 'POST',
    path: '/v1/requests/{requestId}/withheld',
    access: { kind: 'token', caller: 'staff', scope: 'custos/withheld', recent: true },
    summary: 'What an erasure withheld on a ground, for that ground; works after the erasure',
    pathParameters: requestPath,
    body: withheldQuery,
    personal: true,
    responses: {
      200: { description: 'Records, newest first', body: exemptPage, example: exampleExemptPage },
    },
    problems: ['not-found', 'conflict'],
    example: { pathParameters: examplePath, body: { ground: 'legal-obligation' } },
  },
  retryRequest: {
    method: 'POST',
    path: '/v1/requests/{requestId}/retry',
    access: recentPrivacyTeam,
    summary: 'Carry a failed request out again, from where it stopped',
    pathParameters: requestPath,
    personal: true,
    responses: { 200: running },
    problems: ['not-found', 'conflict'],
    example: { pathParameters: examplePath },
  },
});
