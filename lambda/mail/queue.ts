import type { Statement } from '../platform/dynamo/statement.ts';
import { insert } from '../platform/dynamo/statement.ts';
import { requestEvidenceEnd } from '../policy/evidence.ts';
import type { MailTemplate } from '../policy/mail-texts.ts';
import type { Policy } from '../policy/schema.ts';
import type { RequestId } from '../value/ids.ts';
import { newMailId } from '../value/ids.ts';
import type { Clock } from '../value/time.ts';
import { milliseconds, toEpochSeconds } from '../value/time.ts';
import { newMail } from './model/mail.ts';
import { mails } from './table.ts';

/** The row of a pending request and its counters are gone within minutes: so is its mail, in a day. */
const codeMilliseconds = 86_400_000;

export interface QueuedMail {
  /** The request, or the pending one that is to be verified: address and facts are in its row. */
  readonly requestId: RequestId;
  readonly template: MailTemplate;
  /** Where it is not the language that the row of the request names. */
  readonly locale?: string;
}

/**
 * The statement that queues a mail, for the transaction of the change that it is about. The function
 * that sends finds the address in the row of the request, where there is one.
 */
export function queued(
  { policy, clock }: { readonly policy: Policy; readonly clock: Clock },
  { requestId, template, locale }: QueuedMail,
): Statement {
  const now = clock();
  const end =
    template === 'code' ? milliseconds(now + codeMilliseconds) : requestEvidenceEnd(policy, now);
  return insert(mails, {
    ...{ requestId, mailId: newMailId(), version: 1, template, locale },
    ...newMail(now),
    ...{ attention: 'sweep', expiresAt: toEpochSeconds(end) },
  });
}
