import * as z from 'zod';
import { MailArgumentError } from './errors.ts';
import { noSender } from './mail.ts';

const sender = z.strictObject({
  /** The address that people see. */
  from: z.email(),
  configurationSet: z.string().min(1),
  perSecond: z.number().positive(),
});
export type Sender = Readonly<z.output<typeof sender>>;

/** The value of CUSTOS_MAIL_AT in AWS. */
export const formatSender = (given: Sender): string => JSON.stringify(given);

/** @throws MailArgumentError also where no sender is configured */
export function parseSender(text: string): Sender {
  if (text === noSender)
    throw new MailArgumentError('no sender is configured: set the prop `mail`');
  try {
    return sender.parse(JSON.parse(text));
  } catch (cause) {
    throw new MailArgumentError(
      'CUSTOS_MAIL_AT: expected JSON {"from", "configurationSet", "perSecond"}',
      { cause },
    );
  }
}
