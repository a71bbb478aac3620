import type { EpochMilliseconds, Rfc3339 } from '../../value/time.ts';
import { milliseconds, parseRfc3339, toRfc3339 } from '../../value/time.ts';

/**
 * `sending`: handed to the mail service, without its answer. `sent`: the service has taken it.
 * Closed and published.
 */
export const mailStates = [
  'queued',
  'sending',
  'sent',
  'bounced',
  'complained',
  'failed',
  'not-sent',
] as const;
export type MailState = (typeof mailStates)[number];

/** Why a mail failed or was not sent. Closed and published. */
export const mailReasons = [
  /** No sender is configured. */
  'no-sender',
  /** The request has no address, or its key is destroyed. */
  'no-address',
  /** Its request was closed, or what it announces called off, before it could be sent. */
  'outdated',
  /** No mail reaches the address. */
  'address-rejected',
  /** The mail service never reported that it took it. */
  'unanswered',
  /** The mail service took it on no day. */
  'not-accepted',
] as const;
export type MailReason = (typeof mailReasons)[number];

/** What changes of a mail. */
export interface MailProgress {
  readonly state: MailState;
  /** Since when it is in this state. */
  readonly at: Rfc3339;
  readonly queuedAt: Rfc3339;
  /** How often it was handed to the mail service. */
  readonly tries: number;
  /** How often it was looked after. */
  readonly rounds: number;
  /** Not handed to the mail service before. */
  readonly notBefore?: Rfc3339 | undefined;
  readonly reason?: MailReason | undefined;
  /** When it is looked after; absent once it has ended. */
  readonly attentionAt?: Rfc3339 | undefined;
}

/** How long a mail that was queued is left to the stream. */
const graceMilliseconds = 120_000;
/** SES publishes within moments; what it has not published by then it has not taken. */
const settleMilliseconds = 900_000;
const longestPause = 3_600_000;
const patience = 3 * 86_400_000;
/** A message whose answer was lost is sent once more. */
const maximumTries = 2;

const later = (now: EpochMilliseconds, pause: number): Rfc3339 =>
  toRfc3339(milliseconds(now + pause));

export const newMail = (now: EpochMilliseconds): MailProgress => ({
  ...{ state: 'queued', at: toRfc3339(now), queuedAt: toRfc3339(now), tries: 0, rounds: 0 },
  attentionAt: later(now, graceMilliseconds),
});

/** Whether it may be handed to the mail service now. */
export const isDue = ({ state, notBefore }: MailProgress, now: EpochMilliseconds): boolean =>
  state === 'queued' && (parseRfc3339(notBefore ?? '') ?? 0) <= now;

export const claimed = (mail: MailProgress, now: EpochMilliseconds): MailProgress => ({
  ...{ ...mail, state: 'sending', at: toRfc3339(now), tries: mail.tries + 1 },
  attentionAt: later(now, settleMilliseconds),
});

/** The mail service has not taken it, and may later. */
export function postponed(mail: MailProgress, now: EpochMilliseconds): MailProgress {
  const at = later(now, Math.min(graceMilliseconds * 2 ** mail.rounds, longestPause));
  return {
    ...{ ...mail, state: 'queued', at: toRfc3339(now), tries: Math.max(0, mail.tries - 1) },
    ...{ notBefore: at, attentionAt: at },
  };
}

export function ended(
  mail: MailProgress,
  state: Exclude<MailState, 'queued' | 'sending'>,
  now: EpochMilliseconds,
  reason?: MailReason,
): MailProgress {
  return { ...mail, state, reason, at: toRfc3339(now), attentionAt: undefined };
}

/** What becomes of a mail that waits for too long. Undefined where it does not wait. */
export function lookedAfter(mail: MailProgress, now: EpochMilliseconds): MailProgress | undefined {
  const { state, tries, rounds, queuedAt, attentionAt } = mail;
  const at = parseRfc3339(attentionAt ?? '');
  if (at === undefined || at > now) return undefined;
  if (state === 'sending' && tries >= maximumTries) return ended(mail, 'failed', now, 'unanswered');
  const isOld = now - (parseRfc3339(queuedAt) ?? now) >= patience;
  if (state === 'queued' && isOld) return ended(mail, 'failed', now, 'not-accepted');
  if (state !== 'queued' && state !== 'sending') return undefined;
  return {
    ...{ ...mail, state: 'queued', at: toRfc3339(now), rounds: rounds + 1 },
    attentionAt: later(now, Math.min(graceMilliseconds * 2 ** rounds, longestPause)),
  };
}

/** What SES publishes of a message. */
export type MailReport = 'Send' | 'Bounce' | 'Complaint' | 'Reject';

/** Given up after a try of which it was not known whether it had reached the mail service. */
const mayHaveGoneOut = ({ reason }: MailProgress): boolean =>
  reason === 'unanswered' || reason === 'outdated';

/** Reports come repeatedly and in any order: a message that came back stays so. */
export function reported(
  mail: MailProgress,
  report: MailReport,
  at: EpochMilliseconds,
): MailProgress | undefined {
  const isOpen = mail.state === 'queued' || mail.state === 'sending';
  if (mail.tries === 0) return undefined;
  switch (report) {
    case 'Send':
      return isOpen || mayHaveGoneOut(mail) ? ended(mail, 'sent', at) : undefined;
    // `Reject`: SES took the message and did not pass it on.
    case 'Bounce':
    case 'Reject':
      return isOpen || mail.state === 'sent' ? ended(mail, 'bounced', at) : undefined;
    case 'Complaint':
      return isOpen || mail.state === 'sent' ? ended(mail, 'complained', at) : undefined;
  }
}
