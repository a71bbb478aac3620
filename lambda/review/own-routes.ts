import * as z from 'zod';
import { defineRoutes } from '../platform/http/contract.ts';
import { cursorQuery, nextCursorField } from '../platform/http/fields.ts';
import { exampleDecision } from './examples.ts';
import { examplePath } from '../request-view/examples.ts';
import { ownDecision } from './contested-contract.ts';

export const decisionRoutes = defineRoutes({
  listOwnAutomatedDecisions: {
    method: 'GET',
    path: '/v1/me/automated-decisions',
    access: { kind: 'token', caller: 'subject', scope: 'custos/self' },
    summary: 'What systems decided about the caller and why, newest first',
    query: cursorQuery,
    personal: true,
    responses: {
      200: {
        description:
          'Decisions that a human can still review; a page may be short while there is a nextCursor',
        body: z.strictObject({
          items: z.array(ownDecision),
          nextCursor: nextCursorField.optional(),
        }),
        example: {
          items: [
            {
              ...exampleDecision,
              review: {
                ...examplePath,
                status: 'completed',
                outcome: 'changed',
                reasons: 'The reports were about another account. Ten uploads an hour are allowed.',
                answeredAt: '2026-12-01T09:00:00.000Z',
              },
            },
          ],
        },
      },
    },
  },
});
