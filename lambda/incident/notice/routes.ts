import * as z from 'zod';
import { defineRoutes } from '../../platform/http/contract.ts';
import { exampleIncidentPath } from '../examples.ts';
import { incidentPath, incidentTeam, recentIncidentTeam } from '../routes.ts';
import { approval, newNotice, noticeList, noticeView } from './contract.ts';
import { exampleNewNotice, exampleNotice, exampleForm } from './examples.ts';
import { pageOf } from './page.ts';

const noticePath = z.strictObject({
  incidentId: z.string().max(64).describe('Of an incident.'),
  noticeId: z.string().max(64).describe('Of a notice of the incident.'),
});
const examplePath = { ...exampleIncidentPath, noticeId: exampleNotice.noticeId };
const approved = {
  ...exampleNotice,
  state: 'approved',
  approvedAt: '2026-11-24T09:00:00.000Z',
} as const;

export const incidentNoticeRoutes = defineRoutes({
  prepareIncidentNotice: {
    method: 'POST',
    path: '/v1/incidents/{incidentId}/notices',
    access: recentIncidentTeam,
    summary: 'Prepare a notice to an authority or to the people affected by an incident',
    pathParameters: incidentPath,
    body: newNotice,
    idempotency: 'optional',
    personal: false,
    responses: {
      201: { description: 'The notice; nothing is sent', body: noticeView, example: exampleNotice },
    },
    problems: ['not-found', 'conflict'],
    example: {
      pathParameters: exampleIncidentPath,
      body: exampleNewNotice,
      otherBodies: {
        authority: {
          ...{ audience: 'authority', jurisdiction: 'gdpr', records: 4_000 },
          consequences: 'Strangers may know what people asked the assistant.',
          measures: 'The token was revoked, and all keys of that build were replaced.',
        },
      },
    },
  },
  listIncidentNotices: {
    method: 'GET',
    path: '/v1/incidents/{incidentId}/notices',
    access: incidentTeam,
    summary: 'Notices of an incident, newest first, with how far they are',
    pathParameters: incidentPath,
    personal: false,
    responses: {
      200: { description: 'Notices', body: noticeList, example: { items: [exampleNotice] } },
    },
    problems: ['not-found'],
    example: { pathParameters: exampleIncidentPath },
  },
  readIncidentNotice: {
    method: 'GET',
    path: '/v1/incidents/{incidentId}/notices/{noticeId}',
    access: incidentTeam,
    summary: 'One notice: the form for the authority, or the mail in each language',
    pathParameters: noticePath,
    personal: false,
    responses: {
      200: {
        description: 'The notice',
        body: noticeView,
        example: exampleForm,
        others: {
          'text/html': { page: 'The same, to print.', example: pageOf(exampleForm) },
        },
      },
    },
    problems: ['not-found'],
    example: { pathParameters: examplePath },
  },
  approveIncidentNotice: {
    method: 'POST',
    path: '/v1/incidents/{incidentId}/notices/{noticeId}/approve',
    access: recentIncidentTeam,
    summary: 'Approve a notice that another member of staff prepared; mail to people is sent',
    pathParameters: noticePath,
    body: approval,
    personal: false,
    responses: { 200: { description: 'The notice', body: noticeView, example: approved } },
    problems: ['not-found', 'conflict'],
    example: {
      pathParameters: examplePath,
      body: { contentSha256: exampleNotice.contentSha256 },
    },
  },
});
