import * as z from 'zod';
import { defineRoutes } from '../platform/http/contract.ts';
import {
  categoryId,
  cursorQuery,
  identifierField,
  nextCursorField,
  timeField,
} from '../platform/http/fields.ts';
import { id } from '../policy/fields.ts';

const steward = { kind: 'token', caller: 'staff', scope: 'custos/governance' } as const;
const day = z.iso.date();
const time = z.iso.datetime();

const recipient = id.describe('Recipient of the policy from which the data was obtained.');
const at = timeField.optional().describe('When the person was informed; now when absent.');

const categories = z
  .array(categoryId)
  .min(1)
  .optional()
  .describe(
    'Data categories of which the person was informed. When absent: those whose data had been obtained by then; an information from before another that is recorded covers nothing that was stored after that one.',
  );

const newInformation = z
  .strictObject({ subject: identifierField, recipient, at, categories })
  .meta({ id: 'NewInformation' });
const informationByStaff = z
  .strictObject({
    subjectId: z.uuid().describe('As the list of those who were not informed has it.'),
    recipient,
    at,
    categories,
  })
  .meta({ id: 'InformationByStaff' });

const informed = z
  .strictObject({
    recipient: z.string(),
    categories: z.array(
      z
        .strictObject({
          category: z.string(),
          since: time.describe('When the first of the data was obtained.'),
          informBy: day.optional().describe('Absent where no law that applies names a period.'),
          informedAt: time.optional().describe('Absent until the person is informed.'),
        })
        .meta({ id: 'ObtainedCategory' }),
    ),
  })
  .meta({ id: 'InformedSource', description: 'GDPR Art. 14: what the person was informed of.' });
export type InformedView = z.output<typeof informed>;

const waiting = z
  .strictObject({
    subjectId: z.uuid(),
    recipient: z.string(),
    informBy: day.describe('The last day on which the law lets the person be informed.'),
    overdue: z.boolean(),
  })
  .meta({ id: 'UninformedPerson' });

const exampleInformed = {
  recipient: 'credit-agency',
  categories: [
    {
      category: 'account-profile',
      since: '2026-11-24T10:00:00.000Z',
      informBy: '2026-12-28',
      informedAt: '2026-11-25T09:00:00.000Z',
    },
  ],
} satisfies InformedView;
const responses = {
  200: { description: 'As it is recorded', body: informed, example: exampleInformed },
} as const;

export const sourceRoutes = defineRoutes({
  recordInformed: {
    method: 'POST',
    path: '/v1/sources/informed',
    access: { kind: 'token', caller: 'service', scope: 'custos/records.write' },
    summary: 'Record that a person was informed of data that was obtained from a recipient',
    body: newInformation,
    idempotency: 'optional',
    personal: true,
    responses,
    problems: ['not-found', 'subject-erased'],
    example: {
      body: {
        subject: { type: 'user-id', value: 'u-1001' },
        recipient: 'credit-agency',
        at: '2026-11-25T09:00:00Z',
      },
    },
  },
  recordInformedByStaff: {
    method: 'POST',
    path: '/v1/governance/sources/informed',
    access: { ...steward, recent: true },
    summary: 'Record that staff informed a person of data that was obtained from a recipient',
    body: informationByStaff,
    idempotency: 'optional',
    personal: true,
    responses,
    problems: ['not-found', 'subject-erased'],
    example: {
      body: {
        subjectId: '0193f1c0-6b20-7a11-8c3d-4e5f60718293',
        recipient: 'credit-agency',
        at: '2026-11-25T09:00:00Z',
      },
    },
  },
  listUninformed: {
    method: 'GET',
    path: '/v1/governance/sources',
    access: steward,
    summary:
      'People who were not informed yet that data was obtained from others (GDPR Art. 14), the most urgent first',
    query: cursorQuery,
    personal: true,
    responses: {
      200: {
        description: 'People by their random ids, one item for each recipient',
        body: z
          .strictObject({ items: z.array(waiting), nextCursor: nextCursorField.optional() })
          .meta({ id: 'UninformedPeople' }),
        example: {
          items: [
            {
              subjectId: '0193f1c0-6b20-7a11-8c3d-4e5f60718293',
              recipient: 'credit-agency',
              informBy: '2026-12-28',
              overdue: false,
            },
          ],
        },
      },
    },
  },
});
