import * as z from 'zod';
import { defineRoutes } from '../platform/http/contract.ts';
import { cursorQuery } from '../platform/http/fields.ts';
import { incidentList, incidentState, incidentView, newIncident } from './contract.ts';
import {
  exampleChange,
  exampleIncident,
  exampleIncidentPath,
  exampleNewIncident,
  exampleSummary,
} from './examples.ts';
import { registerPage } from './register-page.ts';
import { registerColumns, registerRows } from './register.ts';
import { incidentPatch } from './patch-contract.ts';

export const incidentTeam = {
  kind: 'token',
  caller: 'staff',
  scope: 'custos/incidents',
} as const;
export const recentIncidentTeam = { ...incidentTeam, recent: true } as const;
export const incidentPath = z.strictObject({
  incidentId: z.string().max(64).describe('Of an incident.'),
});
const one = {
  description: 'The incident',
  body: incidentView,
  example: exampleIncident,
  headers: { etag: 'Changes with the incident; send it as `If-Match` to change it.' },
} as const;

// No cell of it needs quotes. The library that writes the response is only in functions.
const exampleCsv = [registerColumns, ...registerRows([exampleSummary]), []]
  .map((cells) => cells.join(','))
  .join('\r\n');

export const incidentRoutes = defineRoutes({
  openIncident: {
    method: 'POST',
    path: '/v1/incidents',
    access: recentIncidentTeam,
    summary: 'Record an incident; the clocks of the laws begin',
    body: newIncident,
    idempotency: 'optional',
    personal: false,
    responses: { 201: one },
    example: { body: exampleNewIncident },
  },
  listIncidents: {
    method: 'GET',
    path: '/v1/incidents',
    access: incidentTeam,
    summary: 'Incidents, newest first: the record of breaches (GDPR Art. 33(5))',
    query: cursorQuery.extend({
      state: incidentState.optional().describe('Only those in this state.'),
    }),
    personal: false,
    responses: {
      200: {
        description: 'Incidents',
        body: incidentList,
        example: { items: [exampleSummary] },
        headers: {
          link: 'The first page, and the next one where there is one (RFC 8288): `rel="next"`.',
        },
        others: {
          'text/csv': {
            columns: registerColumns,
            example: exampleCsv,
          },
          'text/html': { page: 'The same, to print.', example: registerPage([exampleSummary]) },
        },
      },
    },
  },
  readIncident: {
    method: 'GET',
    path: '/v1/incidents/{incidentId}',
    access: incidentTeam,
    summary: 'One incident, with its clocks and its timeline',
    pathParameters: incidentPath,
    personal: false,
    responses: { 200: one },
    problems: ['not-found'],
    example: { pathParameters: exampleIncidentPath },
  },
  changeIncident: {
    method: 'PATCH',
    path: '/v1/incidents/{incidentId}',
    access: recentIncidentTeam,
    summary: 'Assess, decide, record what was done, close',
    pathParameters: incidentPath,
    body: incidentPatch,
    personal: false,
    responses: { 200: one },
    problems: ['not-found', 'conflict'],
    example: { pathParameters: exampleIncidentPath, body: exampleChange },
  },
});
