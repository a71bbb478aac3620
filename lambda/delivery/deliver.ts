import { claimed, ended, isDue, postponed } from '../mail/model/mail.ts';
import type { MailProgress } from '../mail/model/mail.ts';
import type { MailRow } from '../mail/rows.ts';
import { mailNamed, moveMail } from '../mail/store.ts';
import type { MailName } from '../mail/store.ts';
import type { Log } from '../platform/log/log.ts';
import {
  MailArgumentError,
  MailRefusedError,
  MailUnavailableError,
} from '../platform/mail/errors.ts';
import type { Mail, Message } from '../platform/mail/mail.ts';
import type { Clock } from '../value/time.ts';
import { letterOf } from './letter.ts';
import type { LetterDependencies } from './letter.ts';

export interface DeliveryDependencies extends LetterDependencies {
  /** Undefined where no sender is configured. */
  readonly mail: Mail | undefined;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * Sends one mail: claims it, sends, records. Two runs cannot claim the same one. Where a run ends between
 * the message and its record, the mail stays claimed: the event of SES says that it went out, and without
 * one the sweep has it sent once more, under the same id.
 *
 * @returns whether a message was handed to the mail service
 * @throws StoreUnavailableError, KeyringUnavailableError: the sweep queues it again
 */
export async function deliverMail(deps: DeliveryDependencies, name: MailName): Promise<boolean> {
  const { database, clock, mail } = deps;
  const row = await mailNamed(database, name);
  if (row === undefined || !isDue(row, clock())) return false;
  const letter = await letterOf(deps, row);
  if (letter.kind === 'none' || mail === undefined) {
    const reason = letter.kind === 'none' ? letter.reason : 'no-sender';
    await moveMail(database, row, ended(row, 'not-sent', clock(), reason));
    return false;
  }
  const claim = await moveMail(database, row, claimed(row, clock()));
  if (claim === undefined) return false;
  const next = await sendLetter(deps, mail, claim, letter.message);
  // The event of the message may have been faster.
  if (next !== undefined) await moveMail(database, claim, next);
  return true;
}

/** What becomes of the mail. Undefined where it is not known whether the service took it. */
async function sendLetter(
  { clock, log }: DeliveryDependencies,
  mail: Mail,
  claim: MailRow,
  letter: Message,
): Promise<MailProgress | undefined> {
  try {
    const { kind } = await mail.send(letter);
    switch (kind) {
      case 'sent':
        return ended(claim, 'sent', clock());
      case 'rejected-address':
        return ended(claim, 'not-sent', clock(), 'address-rejected');
      case 'throttled':
        return postponed(claim, clock());
    }
  } catch (error) {
    log.error('FAILED', error, { requestId: claim.requestId });
    if (error instanceof MailUnavailableError) return undefined;
    // Nothing is taken from this sender now; or the text of the policy makes no message.
    if (error instanceof MailRefusedError || error instanceof MailArgumentError) {
      return postponed(claim, clock());
    }
    throw error;
  }
}
