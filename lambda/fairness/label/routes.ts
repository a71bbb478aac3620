import { defineRoutes } from '../../platform/http/contract.ts';
import { labelled, newLabels } from './contract.ts';

const item = {
  automatedDecisionId: '019ab3f0-7c1e-7a44-9d53-6f2b8c0d4e12',
  subject: { type: 'user-id', value: 'u-4711' },
  label: true,
} as const;

export const labelRoutes = defineRoutes({
  labelAutomatedDecisions: {
    method: 'POST',
    path: '/v1/automated-decisions/labels',
    access: { kind: 'token', caller: 'service', scope: 'custos/decisions' },
    summary: 'What turned out to be right of decisions of monitored systems; up to 100',
    body: newLabels,
    maximumBodyBytes: 256 * 1024,
    personal: true,
    responses: {
      207: {
        description:
          'One outcome each, in their order: stored until the report of the period is made. Send it again as often as you like',
        body: labelled,
        example: {
          items: [
            { status: 204 },
            {
              status: 409,
              problem: {
                type: 'urn:custos:problem:conflict',
                title: 'The request conflicts with the current state',
                status: 409,
                detail: 'The report of the period of this decision is due: no label enters it.',
              },
            },
          ],
        },
      },
    },
    problems: [],
    example: { body: { items: [item] } },
  },
});
