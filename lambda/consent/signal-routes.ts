import * as z from 'zod';
import { defineRoutes } from '../platform/http/contract.ts';
import {
  advisoryField,
  appliedAsField,
  identifierField,
  jurisdictionField,
} from '../platform/http/fields.ts';
import { choices } from './model/choice.ts';
import { dropsInvalidFields } from '../platform/http/lenient.ts';
import { displays, signalConflicts } from './model/signal.ts';

/** Also what is kept of an answer, to be informed again. */
export const signalAnswer = z.strictObject({
  honoured: z.array(
    z.strictObject({
      purpose: z.string(),
      state: z.enum(choices),
      conflict: z
        .enum(signalConflicts)
        .optional()
        .describe(
          'The person had consented: `consent-ended` by the signal, of which they have to be informed, or `consent-kept` because they consented despite it.',
        ),
    }),
  ),
  jurisdiction: jurisdictionField,
  appliedAs: appliedAsField,
});

export const signalRoutes = defineRoutes({
  postSignal: {
    method: 'POST',
    path: '/v1/signals',
    access: { kind: 'token', caller: 'service', scope: 'custos/consents' },
    summary: 'Obeys an opt-out signal of the browser (Global Privacy Control) where a law says so',
    body: dropsInvalidFields(
      z
        .strictObject({
          subject: identifierField,
          gpc: z
            .literal(true, 'send true: only a signal that is there says something')
            .describe('That the request had `Sec-GPC: 1`. Its absence says nothing.'),
        })
        .meta({ id: 'OptOutSignal' }),
      ['subject', 'gpc'],
      () => true,
    ),
    idempotency: 'required',
    personal: true,
    responses: {
      200: {
        description: 'What the signal stops; nothing is written where it changes nothing',
        body: signalAnswer.extend({
          advisory: advisoryField,
          display: z
            .enum(displays)
            .optional()
            .describe('What to show the person: 11 CCR 7025(c)(6). Absent where no law obliges.'),
        }),
        example: {
          honoured: [{ purpose: 'improvement', state: 'refused', conflict: 'consent-ended' }],
          jurisdiction: 'ccpa',
          display: 'Opt-Out Request Honored',
        },
        otherExamples: { noDuty: { honoured: [], jurisdiction: 'gdpr', advisory: true } },
      },
    },
    problems: ['not-found', 'subject-erased'],
    example: { body: { subject: { type: 'user-id', value: 'u-1815' }, gpc: true } },
  },
});
