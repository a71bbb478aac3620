import type { MailRow } from '../mail/rows.ts';
import { messageIdOf } from '../mail/store.ts';
import type { Database } from '../platform/dynamo/database.ts';
import { getRow } from '../platform/dynamo/read.ts';
import type { Keyring } from '../platform/keyring/keyring.ts';
import type { SubjectKeys } from '../platform/keyring/subject-keys.ts';
import type { Message } from '../platform/mail/mail.ts';
import { lookUp } from '../policy/locale.ts';
import type { MailTemplate } from '../policy/mail-texts.ts';
import type { Policy } from '../policy/schema.ts';
import { senderOf } from '../policy/sender-name.ts';
import { followUpToken } from '../opening/follow-up-token.ts';
import { requestRow } from '../request/stored-row.ts';
import { requests } from '../request/table.ts';
import { openText } from '../request/text.ts';
import { rendered } from './render.ts';
import { valuesFor } from './values.ts';

export interface LetterDependencies {
  readonly database: Database;
  readonly subjectKeys: SubjectKeys;
  readonly keyring: Keyring;
  readonly policy: Policy;
}

/**
 * The message of a mail. Undefined where the request has no address: none was given, or the key of its
 * evidence is destroyed.
 *
 * @throws StoreUnavailableError, KeyringUnavailableError
 */
export async function letterOf(
  { database, subjectKeys, keyring, policy }: LetterDependencies,
  mail: MailRow,
): Promise<Message | undefined> {
  const { requestId, template } = mail;
  const row = await getRow(database, requests, { requestId }, requestRow);
  if (row === undefined) return undefined;
  const { mail: to } = await openText(subjectKeys, row);
  if (to === undefined) return undefined;
  const { source, locale } = inLocale(policy, template, mail.locale ?? row.locale ?? to.locale);
  const token = await followUpToken(keyring, requestId, to.nonce);
  const values = valuesFor(template, { policy, row, locale, followUpToken: token });
  const { controller } = policy;
  return {
    id: messageIdOf(mail),
    to: to.address,
    fromName: senderOf(controller),
    replyTo: controller.contact,
    ...rendered(source, values, locale),
    locale,
  };
}

/** The text of a template in the language that is closest to what a person wants. */
export function inLocale(
  policy: Policy,
  template: MailTemplate,
  wanted: string | undefined,
): { readonly source: string; readonly locale: string } {
  const texts = policy.mails[template];
  const there = Object.keys(texts);
  const locale = lookUp(there, wanted) ?? lookUp(there, policy.language) ?? policy.language;
  const source = texts[locale];
  if (source !== undefined) return { source, locale };
  throw new TypeError('every template has a text in the language of the policy');
}
