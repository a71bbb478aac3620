import * as z from 'zod';
import { defineRoutes } from '../../platform/http/contract.ts';
import { categoryId, textField, timeField } from '../../platform/http/fields.ts';
import { incidentKind, noPerson, titleField } from '../contract.ts';
import { incidentsPerHour } from '../model/burst.ts';

const newReport = z
  .strictObject({
    detection: z
      .string()
      .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, 'send lower-case words with hyphens: bulk-read')
      .max(64)
      .describe(
        'What your program noticed. Reports of one are one incident while each is within a day of another. ' +
          `After ${incidentsPerHour} incidents of your client in an hour, reports join the newest.`,
      ),
    title: titleField,
    description: textField(4_000).describe(`What happened. ${noPerson}`),
    kind: incidentKind,
    occurredAt: timeField.optional().describe('Now when absent.'),
    categories: z.array(categoryId).max(64).optional().describe('Data that is affected.'),
  })
  .meta({ id: 'IncidentReport' });

const accepted = z
  .strictObject({ reportId: z.uuid() })
  .meta({ id: 'IncidentReportAccepted', description: 'A service does not read incidents.' });

export const reportRoutes = defineRoutes({
  reportIncident: {
    method: 'POST',
    path: '/v1/incident-reports',
    access: { kind: 'token', caller: 'service', scope: 'custos/incidents.report' },
    summary: 'Report what could be an incident; the privacy team assesses it',
    body: newReport,
    idempotency: 'optional',
    personal: false,
    responses: {
      202: {
        description: 'The report is recorded',
        body: accepted,
        example: { reportId: '0193f1c0-6b20-7a11-8c3d-4e5f60718299' },
      },
    },
    example: {
      body: {
        detection: 'bulk-read',
        title: 'Unusually many records were read',
        description: 'A client read 4,000 records in a minute.',
        kind: 'confidentiality',
        categories: ['prompt-text'],
      },
    },
  },
});
