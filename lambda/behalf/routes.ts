import * as z from 'zod';
import { defineRoutes } from '../platform/http/contract.ts';
import { identifierField } from '../platform/http/fields.ts';
import { requestView } from '../request-view/contract.ts';
import { examplePath, exampleReceived } from '../request-view/examples.ts';
import { corrections, kind } from '../request-view/inputs.ts';
import { wished } from '../opening/wished.ts';

const behalf = z
  .strictObject({
    ...wished,
    kind,
    corrections: corrections.optional(),
    automatedDecisionId: z
      .uuid()
      .optional()
      .describe('Human review: the decision about the person that they contest.'),
    about: z
      .uuid()
      .optional()
      .describe('Appeal, complaint: the request of the person that it is about.'),
    subject: identifierField,
    channel: z
      .enum(['letter', 'telephone', 'in-person', 'e-mail'])
      .meta({ id: 'OtherChannel', description: 'How the request came in.' }),
    receivedOn: z.iso
      .date()
      .describe(
        'The day on which it came in, in the time zone of the policy: time runs from then. At most a year back.',
      ),
  })
  .meta({ id: 'RequestOnBehalf' });

export const behalfRoutes = defineRoutes({
  enterRequest: {
    method: 'POST',
    path: '/v1/requests/on-behalf',
    access: { kind: 'token', caller: 'staff', scope: 'custos/requests', recent: true },
    summary: 'Enter a request that came by letter, telephone, e-mail or in person',
    body: behalf,
    idempotency: 'optional',
    personal: true,
    responses: {
      202: {
        description: 'The request; it waits until it is known who asks, where the kind needs it',
        body: z.strictObject({ request: requestView }).meta({ id: 'EnteredRequest' }),
        example: {
          request: {
            ...exampleReceived,
            status: 'identity-required',
            assurance: 'none',
            channel: 'letter',
            needs: {
              assurance: 'email-verified',
              why: 'We do not know yet that this request is yours.',
            },
            tasks: [{ system: 'custos', status: 'waiting' }],
            timeline: [
              { at: '2026-11-24T10:00:00.000Z', event: 'received' },
              { at: '2026-11-25T09:00:00.000Z', event: 'identity-required' },
            ],
          },
        },
      },
    },
    problems: ['request-already-open', 'conflict'],
    example: {
      body: {
        kind: 'access',
        subject: { type: 'email', value: 'ada@example.org' },
        channel: 'letter',
        receivedOn: '2026-11-24',
      },
      otherBodies: {
        rectification: {
          kind: 'rectification',
          subject: { type: 'email', value: 'ada@example.org' },
          channel: 'letter',
          receivedOn: '2026-11-24',
          corrections: [{ category: 'account-profile', pointer: '/city', value: 'Cologne' }],
        },
        appeal: {
          kind: 'appeal',
          about: examplePath.requestId,
          reason: 'This was my first request in two years.',
          subject: { type: 'email', value: 'ada@example.org' },
          channel: 'letter',
          receivedOn: '2026-11-24',
        },
      },
    },
  },
});
