import * as z from 'zod';
import { defineRoutes } from '../../platform/http/contract.ts';
import { incidentPath, recentIncidentTeam } from '../routes.ts';
import { exampleIncidentPath } from '../examples.ts';
import { containmentPlan, containmentView, newContainment } from './contract.ts';
import {
  exampleContainment,
  exampleFreeze,
  examplePlan,
  exampleRevocation,
  exampleUndone,
} from './examples.ts';

const containmentPath = incidentPath.extend({
  containmentId: z.string().max(64).describe('Of a containment of the incident.'),
});

export const containmentRoutes = defineRoutes({
  contain: {
    method: 'POST',
    path: '/v1/incidents/{incidentId}/contain',
    access: recentIncidentTeam,
    summary: 'Contain an incident, or say what that would do (`dryRun`)',
    pathParameters: incidentPath,
    body: newContainment,
    idempotency: 'optional',
    personal: true,
    responses: {
      200: {
        description: 'What it would do, for a dry run',
        body: containmentPlan,
        example: examplePlan,
      },
      201: {
        description:
          'The containment. The same action and scope again is the same containment, until it is undone',
        body: containmentView,
        example: exampleContainment,
      },
    },
    problems: ['not-found', 'conflict'],
    example: {
      pathParameters: exampleIncidentPath,
      body: exampleFreeze,
      otherBodies: { revocation: exampleRevocation, dryRun: { ...exampleFreeze, dryRun: true } },
    },
  },
  undoContainment: {
    method: 'DELETE',
    path: '/v1/incidents/{incidentId}/contain/{containmentId}',
    access: recentIncidentTeam,
    summary: 'Undo a containment; what others contain stays contained',
    pathParameters: containmentPath,
    personal: false,
    responses: {
      200: {
        description: 'The containment, undone',
        body: containmentView,
        example: exampleUndone,
      },
    },
    problems: ['not-found', 'conflict'],
    example: {
      pathParameters: {
        ...exampleIncidentPath,
        containmentId: exampleContainment.containmentId,
      },
    },
  },
});
