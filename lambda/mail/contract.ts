import * as z from 'zod';
import { mailTemplates } from '../policy/mail-texts.ts';
import { mailReasons, mailStates } from './model/mail.ts';

/** A mail as the person and staff see it: which text, and what became of it. */
export const mailView = z.strictObject({
  template: z.enum(mailTemplates).meta({ id: 'MailTemplate' }),
  state: z.enum(mailStates).meta({ id: 'MailState' }),
  at: z.iso.datetime().describe('Since when it is in this state.'),
  reason: z
    .enum(mailReasons)
    .meta({ id: 'MailReason' })
    .optional()
    .describe('Why it failed or was not sent.'),
});
export type MailView = z.output<typeof mailView>;
