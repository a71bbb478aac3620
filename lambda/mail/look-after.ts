import * as z from 'zod';
import { mailIdColumn, requestIdColumn } from '../platform/dynamo/columns.ts';
import type { Database } from '../platform/dynamo/database.ts';
import { queryPage } from '../platform/dynamo/read.ts';
import type { Log } from '../platform/log/log.ts';
import type { Clock, EpochMilliseconds } from '../value/time.ts';
import { toRfc3339 } from '../value/time.ts';
import { lookedAfter } from './model/mail.ts';
import type { MailName } from './store.ts';
import { mailNamed, moveMail } from './store.ts';
import { mails } from './table.ts';

const named = z.object({ requestId: requestIdColumn, mailId: mailIdColumn });
const pageSize = 100;

export interface MailCare {
  readonly database: Database;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * Puts every mail that waits for too long back into the queue, which the stream reads, or gives it up.
 * Sends nothing itself. One mail that fails holds up no other.
 *
 * @throws StoreUnavailableError when the queue cannot be read
 */
export async function lookAfterMails(deps: MailCare, until: EpochMilliseconds): Promise<number> {
  const seen = new Set<string>();
  let handled = 0;
  for (;;) {
    const now = deps.clock();
    // What failed stays at the head of the queue: the page grows by it.
    const page = await waiting(deps.database, now, pageSize + seen.size);
    const unseen = page.filter(({ mailId }) => !seen.has(mailId));
    if (unseen.length === 0 || now >= until) return handled;
    for (const name of unseen) {
      if (deps.clock() >= until) return handled;
      seen.add(name.mailId);
      try {
        if (await lookAfter(deps, name)) handled += 1;
      } catch (error) {
        deps.log.error('FAILED', error);
      }
    }
  }
}

const waiting = async (database: Database, now: EpochMilliseconds, limit: number) => {
  const options = {
    ...{ index: 'by-attention', partition: { attention: 'sweep' }, limit },
    between: ['attentionAt', '0', toRfc3339(now)] as const,
  };
  return (await queryPage(database, mails, options, named)).rows;
};

async function lookAfter({ database, clock, log }: MailCare, name: MailName): Promise<boolean> {
  const row = await mailNamed(database, name);
  const next = row && lookedAfter(row, clock());
  if (row === undefined || next === undefined) return false;
  if ((await moveMail(database, row, next)) === undefined) return false;
  const { requestId } = name;
  if (next.state === 'failed') {
    log.error('MAIL_FAILED', new MailFailedError(), { requestId, reason: next.reason ?? '' });
  } else if (row.state === 'sending') {
    log.warn('MAIL_SENT_AGAIN', { requestId, attempt: row.tries });
  } else {
    log.warn('MAIL_WAITING', { requestId, attempt: next.rounds });
  }
  return true;
}

/** A person is not informed by mail. Raises the alarm by its log line. */
class MailFailedError extends Error {
  override readonly name = 'MailFailedError';

  constructor() {
    super('a mail about a request was given up');
  }
}
