import * as z from 'zod';
import { MailArgumentError } from '../../../lambda/platform/mail/errors.ts';

const outboxPlace = z.strictObject({
  /** One file for each message. */
  directory: z.string().min(1),
  /** What happens to messages later, one event a line. */
  events: z.string().min(1),
});
export type OutboxPlace = Readonly<z.output<typeof outboxPlace>>;

/** The value of CUSTOS_MAIL_AT in the embedded runtime. */
export const formatOutbox = (place: OutboxPlace): string => JSON.stringify(place);

/** @throws MailArgumentError */
export function parseOutbox(text: string): OutboxPlace {
  try {
    return outboxPlace.parse(JSON.parse(text));
  } catch (cause) {
    throw new MailArgumentError('CUSTOS_MAIL_AT: expected JSON {"directory", "events"}', { cause });
  }
}
