import { recordMailReport } from '../../../mail/reports.ts';
import { openPlatform } from '../../../platform/platform.ts';
import { mailEvents } from '../needs.ts';
import { applyMailEvent, mailEvent } from './apply.ts';

const { database, log } = openPlatform(mailEvents);

/** An event that does not fit is not repeated in the error: it goes to the queue by its ids alone. */
export const handler = async (event: unknown): Promise<void> => {
  const parsed = mailEvent.safeParse(event);
  if (!parsed.success) {
    log.warn('MAIL_EVENT_UNREADABLE');
    throw new MailEventUnreadableError('an event of the mail service has an unknown form');
  }
  await applyMailEvent({ database, log }, parsed.data);
  await recordMailReport({ database, log }, parsed.data);
};

/** The rule of SES passes on what it should not, or SES has changed its events. */
class MailEventUnreadableError extends Error {
  override readonly name = 'MailEventUnreadableError';
}
