import * as z from 'zod';
import { defineRoutes } from '../../platform/http/contract.ts';
import { cursorQuery, nextCursorField, policyVersionField } from '../../platform/http/fields.ts';
import { reportedChange } from './contract.ts';

const policyChange = z
  .strictObject({
    at: z.iso.datetime().describe('When it was deployed.'),
    from: policyVersionField
      .optional()
      .describe('The policy before; absent at the first deployment.'),
    to: policyVersionField,
    changes: z
      .array(reportedChange)
      .optional()
      .describe('Absent where the policy before cannot be compared: at the first deployment.'),
  })
  .meta({ id: 'PolicyChange' });

export const policyChangeRoutes = defineRoutes({
  listPolicyChanges: {
    method: 'GET',
    path: '/v1/governance/policy/changes',
    access: { kind: 'token', caller: 'staff', scope: 'custos/governance' },
    summary: 'What each deployment changed in the policy, in words, newest first',
    query: cursorQuery,
    personal: false,
    responses: {
      200: {
        description: 'Changes since this release; the ledger has the versions before',
        body: z.strictObject({
          policyVersion: policyVersionField.describe('The policy in force.'),
          items: z.array(policyChange),
          nextCursor: nextCursorField.optional(),
        }),
        example: {
          policyVersion: `sha256:${'1'.repeat(64)}`,
          items: [
            {
              at: '2026-11-24T10:00:00.000Z',
              from: `sha256:${'0'.repeat(64)}`,
              to: `sha256:${'1'.repeat(64)}`,
              changes: [
                {
                  section: 'Retention',
                  words: 'prompt-text for service-provision is kept P60D instead of P30D.',
                  widening: 'longer-retention',
                },
              ],
            },
          ],
        },
      },
    },
  },
});
