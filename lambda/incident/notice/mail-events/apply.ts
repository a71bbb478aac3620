import * as z from 'zod';
import { conflict, retryOnConflict } from '../../../platform/dynamo/retry.ts';
import type { Database } from '../../../platform/dynamo/database.ts';
import { transact } from '../../../platform/dynamo/transact.ts';
import type { Log } from '../../../platform/log/log.ts';
import type { Rfc3339 } from '../../../value/time.ts';
import { parseRfc3339, toRfc3339 } from '../../../value/time.ts';
import { personOf } from '../../affected/people.ts';
import type { Delivery } from '../../affected/rows.ts';
import { parseMessageId } from '../../model/notice.ts';
import { changed } from '../deliver.ts';
import { changed as noticeChanged, openNotices } from '../store.ts';

/** What SES publishes of a message, as the rule passes it on: without addresses. */
export const mailEvent = z.object({
  event: z.enum(['Send', 'Bounce', 'Complaint', 'Reject']),
  messageId: z.string(),
  at: z.string(),
});
export type MailEvent = z.output<typeof mailEvent>;

export interface ApplyDependencies {
  readonly database: Database;
  readonly log: Log;
}

/**
 * Records what became of a message. Repeat it freely, in any order: a message that came back stays so.
 *
 * @throws StoreUnavailableError
 */
export async function applyMailEvent(
  { database, log }: ApplyDependencies,
  { event, messageId, at }: MailEvent,
): Promise<void> {
  const named = parseMessageId(messageId);
  const time = parseRfc3339(at);
  // Messages of other programs with the same configuration set.
  if (named === undefined || time === undefined) return;
  const { incidentId, noticeId, subjectId } = named;
  const notices = openNotices({ database });
  await retryOnConflict(
    { attempts: 20, exhausted: 'what became of a message could not be recorded' },
    async () => {
      const row = await personOf(database, incidentId, subjectId);
      const before = row?.notices[noticeId];
      if (row === undefined || before === undefined) return;
      const after = next(before, event, toRfc3339(time));
      if (after === undefined) return;
      const statements = [changed(row, noticeId, after)];
      if (after.state !== before.state) {
        const notice = await notices.get({ incidentId, noticeId });
        if (notice === undefined) return;
        const { counts } = notice;
        const one = after.state === 'bounced' ? 'bounced' : 'complained';
        statements.push(noticeChanged(notice, { counts: { ...counts, [one]: counts[one] + 1 } }));
      }
      const { kind } = await transact(database, statements);
      if (kind !== 'committed') return conflict;
      if (after.state === 'bounced') log.warn('MAIL_BOUNCED');
      return undefined;
    },
  );
}

/** Undefined where the event says nothing new. */
function next(before: Delivery, event: MailEvent['event'], at: Rfc3339): Delivery | undefined {
  const { state, tries } = before;
  switch (event) {
    case 'Send':
      return state === 'claimed' && before.accepted !== true
        ? { ...before, accepted: true }
        : undefined;
    // `Reject`: SES took the message and did not pass it on.
    case 'Bounce':
    case 'Reject':
      return state === 'claimed' || state === 'sent' ? { state: 'bounced', at, tries } : undefined;
    case 'Complaint':
      return state === 'claimed' || state === 'sent'
        ? { state: 'complained', at, tries }
        : undefined;
  }
}
