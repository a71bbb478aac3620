import type { MailReason } from '../mail/model/mail.ts';
import type { MailRow } from '../mail/rows.ts';
import { messageIdOf } from '../mail/store.ts';
import type { Database } from '../platform/dynamo/database.ts';
import { getRow } from '../platform/dynamo/read.ts';
import type { Keyring } from '../platform/keyring/keyring.ts';
import type { SubjectKeys } from '../platform/keyring/subject-keys.ts';
import type { Message } from '../platform/mail/mail.ts';
import type { MailTemplate } from '../policy/mail-texts.ts';
import type { Policy } from '../policy/schema.ts';
import { senderOf } from '../policy/sender-name.ts';
import { followUpToken } from '../opening/follow-up-token.ts';
import { isClosed } from '../request/model/request.ts';
import { isInForce } from '../request/model/restriction.ts';
import type { RequestRow } from '../request/row.ts';
import { requestRow } from '../request/stored-row.ts';
import { requests } from '../request/table.ts';
import { openText } from '../request/text.ts';
import { inLocale } from '../mail-text/in-locale.ts';
import { rendered } from '../mail-text/render.ts';
import { valuesFor } from '../mail-text/values.ts';

export interface LetterDependencies {
  readonly database: Database;
  readonly subjectKeys: SubjectKeys;
  readonly keyring: Keyring;
  readonly policy: Policy;
}

export type Letter =
  | { readonly kind: 'letter'; readonly message: Message }
  /** `no-address`: none was given, or the key of its evidence is destroyed. */
  | { readonly kind: 'none'; readonly reason: Extract<MailReason, 'no-address' | 'outdated'> };

/**
 * The message of a mail, of what holds now: sending can be delayed by days.
 *
 * @throws StoreUnavailableError, KeyringUnavailableError
 */
export async function letterOf(
  { database, subjectKeys, keyring, policy }: LetterDependencies,
  mail: MailRow,
): Promise<Letter> {
  const { requestId, template } = mail;
  const row = await getRow(database, requests, { requestId }, requestRow);
  if (row === undefined) return { kind: 'none', reason: 'no-address' };
  const { mail: to } = await openText(subjectKeys, row);
  if (to === undefined) return { kind: 'none', reason: 'no-address' };
  if (isOutdated(template, row)) return { kind: 'none', reason: 'outdated' };
  const { source, locale } = inLocale(policy, template, mail.locale ?? row.locale ?? to.locale);
  const token = await followUpToken(keyring, requestId, to.nonce);
  const values = valuesFor(template, { policy, row, locale, followUpToken: token });
  const { controller } = policy;
  const message = {
    id: messageIdOf(mail),
    to: to.address,
    fromName: senderOf(controller),
    replyTo: controller.contact,
    ...rendered(source, values, locale),
    locale,
  };
  return { kind: 'letter', message };
}

/** Templates about a request that goes on: after its outcome they would contradict it. */
const beforeOutcome: readonly MailTemplate[] = ['receipt', 'need-more', 'resumed', 'extension'];

function isOutdated(template: MailTemplate, { status, restriction }: RequestRow): boolean {
  if (template === 'restriction-lifting') return restriction?.liftsAt === undefined;
  if (template === 'restriction-continues') {
    return !isInForce(restriction) || restriction.liftsAt !== undefined;
  }
  return beforeOutcome.includes(template) && isClosed(status);
}
