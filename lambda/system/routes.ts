import * as z from 'zod';
import { defineRoutes } from '../platform/http/contract.ts';
import { textField } from '../platform/http/fields.ts';
import { requestView } from '../request-view/contract.ts';
import { examplePath, exampleWithSystems } from '../request-view/examples.ts';
import { requestPath } from '../request-view/inputs.ts';

const taskPath = requestPath.extend({
  task: z
    .string()
    .regex(/^(system|recipient):[a-z][a-z0-9-]{0,63}$/, 'send a task such as system:crm')
    .describe('Of the request: `system:` or `recipient:`, and the id of the policy.'),
});

const evidence = z
  .strictObject({
    evidence: textField(2_000).describe(
      'What was done, who did it, and how it was checked: a ticket, a query with its result. Stored encrypted. No personal data.',
    ),
  })
  .meta({ id: 'TaskEvidence' });

const reason = z
  .strictObject({
    reason: textField(2_000).describe('Why nothing has to be done there. Stored encrypted.'),
  })
  .meta({ id: 'TaskReason' });

const common = {
  method: 'POST',
  access: { kind: 'token', caller: 'staff', scope: 'custos/requests', recent: true },
  pathParameters: taskPath,
  personal: true,
  responses: {
    200: { description: 'The request', body: requestView, example: exampleWithSystems },
  },
  problems: ['not-found', 'conflict'],
} as const;
const pathParameters = { ...examplePath, task: 'system:crm' };

/** What staff do about the task of a system that waits for them. */
export const systemRoutes = defineRoutes({
  retryTask: {
    ...common,
    path: '/v1/requests/{requestId}/tasks/{task}/retry',
    summary: 'Ask a system again, from the beginning; what it did before counts',
    example: { pathParameters },
  },
  markTaskDone: {
    ...common,
    path: '/v1/requests/{requestId}/tasks/{task}/mark-done',
    summary: 'Say that a system has done what was asked, with the evidence',
    body: evidence,
    example: {
      pathParameters,
      body: { evidence: 'Erased by the team of the CRM, ticket 4711; a search finds nothing.' },
    },
  },
  setTaskAside: {
    ...common,
    path: '/v1/requests/{requestId}/tasks/{task}/not-applicable',
    summary: 'Say that nothing has to be done at a system, with the reason',
    body: reason,
    example: { pathParameters, body: { reason: 'The system was shut down in May.' } },
  },
});
