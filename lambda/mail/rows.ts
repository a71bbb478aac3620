import * as z from 'zod';
import { mailIdColumn, requestIdColumn, timeColumn } from '../platform/dynamo/columns.ts';
import { mailTemplates } from '../policy/mail-texts.ts';
import { mailReasons, mailStates } from './model/mail.ts';

export const mailRow = z.object({
  requestId: requestIdColumn,
  mailId: mailIdColumn,
  version: z.int(),
  template: z.enum(mailTemplates),
  /** Where it is not the language that the row of the request names. */
  locale: z.string().optional(),
  state: z.enum(mailStates),
  at: timeColumn,
  queuedAt: timeColumn,
  tries: z.int(),
  rounds: z.int(),
  notBefore: timeColumn.optional(),
  reason: z.enum(mailReasons).optional(),
  attentionAt: timeColumn.optional(),
});
export type MailRow = z.output<typeof mailRow>;
