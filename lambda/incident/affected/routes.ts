import * as z from 'zod';
import { defineRoutes } from '../../platform/http/contract.ts';
import { cursorQuery, showField } from '../../platform/http/fields.ts';
import { exampleIncidentPath } from '../examples.ts';
import { deliveryStates } from '../model/delivery.ts';
import { incidentPath, incidentTeam, recentIncidentTeam } from '../routes.ts';
import { affectedJobView, affectedList, newSearch } from './contract.ts';
import type { AffectedJobView } from './contract.ts';

const exampleJob: AffectedJobView = {
  jobId: '0193f1c0-6b20-7a11-8c3d-4e5f60718299',
  by: 'category',
  state: 'done',
  startedAt: '2026-11-24T06:00:00.000Z',
  endedAt: '2026-11-24T06:00:40.000Z',
  seen: 48_210,
  counts: { people: 1_204, unknown: 0, erased: 2 },
  how: [{ source: 'records', state: 'searched' }],
};
const justStarted: AffectedJobView = {
  jobId: exampleJob.jobId,
  by: 'category',
  state: 'running',
  startedAt: exampleJob.startedAt,
  seen: 0,
  counts: { people: 0, unknown: 0, erased: 0 },
  how: [],
};

export const affectedRoutes = defineRoutes({
  findAffected: {
    method: 'POST',
    path: '/v1/incidents/{incidentId}/affected',
    access: recentIncidentTeam,
    summary: 'Search for the people affected by an incident; several searches add up',
    pathParameters: incidentPath,
    body: newSearch,
    idempotency: 'optional',
    personal: true,
    responses: {
      202: { description: 'The search has started', body: affectedJobView, example: justStarted },
    },
    problems: ['not-found', 'conflict'],
    example: {
      pathParameters: exampleIncidentPath,
      body: { by: 'category', category: 'prompt-text' },
      otherBodies: {
        subjects: { by: 'subjects', subjects: [{ type: 'user-id', value: 'u-1001' }] },
        window: {
          by: 'window',
          from: '2026-11-24T01:10:00.000Z',
          to: '2026-11-24T03:10:00.000Z',
        },
        key: { by: 'key', kid: '5f0c7a2b9d3e4f60718293a4b5c6d7e8' },
        principal: {
          by: 'principal',
          principal: 'arn:aws:sts::111122223333:assumed-role/support/some-session',
        },
      },
    },
  },
  listAffected: {
    method: 'GET',
    path: '/v1/incidents/{incidentId}/affected',
    access: { ...incidentTeam, adds: 'custos/requests.identity' },
    summary: 'How many people an incident affects, how they were found, and who they are',
    pathParameters: incidentPath,
    query: cursorQuery.extend({
      show: showField,
      noticeId: z.string().max(64).optional().describe('Only with `delivery`.'),
      delivery: z
        .enum([...deliveryStates, 'none'])
        .optional()
        .describe(
          'Only people with this state of the notice: `no-address`, `rejected` and `bounced` have to be informed in another way, `none` were not written to. A page may be empty while `nextCursor` is there.',
        ),
    }),
    personal: true,
    responses: {
      200: {
        description: 'Counts, searches and one page of people',
        body: affectedList,
        example: {
          counts: {
            ...{ people: 1_204, unknown: 0, erased: 2, complete: true },
            byJurisdiction: { gdpr: 1_100, 'uk-gdpr': 104 },
          },
          searches: [exampleJob],
          items: [
            {
              subjectId: '0f8fad5b-d9cb-469f-a165-70867728950e',
              foundBy: ['category'],
              addedAt: '2026-11-24T06:00:10.000Z',
            },
          ],
        },
      },
    },
    problems: ['not-found'],
    example: { pathParameters: exampleIncidentPath },
  },
});
