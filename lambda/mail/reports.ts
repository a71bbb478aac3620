import type { Database } from '../platform/dynamo/database.ts';
import { conflict, retryOnConflict } from '../platform/dynamo/retry.ts';
import type { Log } from '../platform/log/log.ts';
import { parseRfc3339 } from '../value/time.ts';
import type { MailReport } from './model/mail.ts';
import { reported } from './model/mail.ts';
import { mailNamed, mailOfMessage, moveMail } from './store.ts';

/**
 * Records what became of a mail, by the id of its message. Repeat it freely, in any order.
 *
 * @throws StoreUnavailableError
 */
export async function recordMailReport(
  { database, log }: { readonly database: Database; readonly log: Log },
  report: { readonly event: MailReport; readonly messageId: string; readonly at: string },
): Promise<void> {
  const name = mailOfMessage(report.messageId);
  const at = parseRfc3339(report.at);
  // Of notices, and of other programs with the same configuration set.
  if (name === undefined || at === undefined) return;
  await retryOnConflict(
    { attempts: 20, exhausted: 'what became of a mail could not be recorded' },
    async () => {
      const row = await mailNamed(database, name);
      const next = row && reported(row, report.event, at);
      if (row === undefined || next === undefined) return undefined;
      if ((await moveMail(database, row, next)) === undefined) return conflict;
      if (next.state === 'bounced') log.warn('MAIL_BOUNCED');
      return undefined;
    },
  );
}
