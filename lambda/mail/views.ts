import * as z from 'zod';
import type { Database } from '../platform/dynamo/database.ts';
import { mailTemplates } from '../policy/mail-texts.ts';
import type { RequestId } from '../value/ids.ts';
import { mailReasons, mailStates } from './model/mail.ts';
import { mailsOf } from './store.ts';

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

/** Mails about a request, oldest first. None where the request has no address. */
export async function mailsShown(database: Database, requestId: RequestId): Promise<MailView[]> {
  const rows = await mailsOf(database, requestId);
  return rows
    .filter(({ reason }) => reason !== 'no-address')
    .map(({ template, state, at, reason }) => ({ template, state, at, reason }));
}
