import * as z from 'zod';
import type { Access } from '../platform/http/contract.ts';
import { defineRoutes } from '../platform/http/contract.ts';
import {
  answeredTexts,
  detectBody,
  finding,
  maximumTextBytes,
  redactBody,
  restoreBody,
} from './contract.ts';

const checks = { kind: 'token', caller: 'service', scope: 'custos/text' } as const satisfies Access;
const restores = {
  kind: 'token',
  caller: 'service',
  scope: 'custos/text.restore',
} as const satisfies Access;

/** A text in JSON can be twice as long as it is: every character may be escaped. */
const maximumBodyBytes = 2 * maximumTextBytes;
const subject = { type: 'user-id', value: 'u-4711' } as const;
const exampleText = 'Write to alex@example.org about the trip.';
const exampleRedacted = 'Write to [EMAIL_x7k2m9] about the trip.';
const exampleFinding = { type: 'email', start: 9, end: 25, score: 1 } as const;
const refusals = [
  'processing-not-permitted',
  'processing-frozen',
  'processing-restricted',
  'not-found',
  'subject-erased',
] as const;

/** What the assistant does with a text before anyone else sees it. */
export const textRoutes = defineRoutes({
  detectInText: {
    method: 'POST',
    path: '/v1/text/detect',
    access: checks,
    summary: 'Find personal data and secrets in a text; nothing is stored',
    body: detectBody,
    maximumBodyBytes,
    personal: true,
    responses: {
      200: {
        description: 'What was found, in order and without overlap. A text may have more.',
        body: z.strictObject({ findings: z.array(finding) }),
        example: { findings: [exampleFinding] },
      },
    },
    example: { body: { text: exampleText } },
  },

  redactText: {
    method: 'POST',
    path: '/v1/text/redact',
    access: checks,
    summary: 'Take personal data and secrets out of a text or a conversation',
    body: redactBody,
    maximumBodyBytes,
    personal: true,
    responses: {
      200: {
        description:
          'As it was sent, with the findings replaced. It is not anonymous: it may have more personal data.',
        body: z.strictObject({ ...answeredTexts, findings: z.array(finding) }),
        example: { text: exampleRedacted, findings: [exampleFinding] },
      },
    },
    problems: refusals,
    example: { body: { text: exampleText, subject, mode: 'pseudonymise' } },
  },
});

/** Apart from the others: a token for them cannot turn a pseudonym back. */
export const restoreRoutes = defineRoutes({
  restoreText: {
    method: 'POST',
    path: '/v1/text/restore',
    access: restores,
    summary: 'Turn the pseudonyms of one person back, for a purpose that is permitted',
    body: restoreBody,
    maximumBodyBytes,
    personal: true,
    responses: {
      200: {
        description: 'As it was sent, with the values in the place of the pseudonyms',
        body: z.strictObject({
          ...answeredTexts,
          restored: z.int().describe('Pseudonyms that were turned back.'),
          unknown: z
            .int()
            .describe(
              'What reads like a pseudonym and has no value: of another person, ended, or made up by a model. It stays as it is.',
            ),
        }),
        example: { text: exampleText, restored: 1, unknown: 0 },
      },
    },
    problems: refusals,
    example: { body: { text: exampleRedacted, subject, purpose: 'inference' } },
  },
});
