import { isLocale } from '../../policy/locale.ts';
import { deliverableAddress } from '../../value/address.ts';
import { MailArgumentError } from './errors.ts';
import type { Message } from './mail.ts';

const messageId = /^[A-Za-z0-9_-]{1,200}$/;
// A line break would end a header and begin another one (RFC 5322 section 2.2).
const oneLine = /^[^\p{Cc}\u{2028}\u{2029}]{1,900}$/u;

/** @throws MailArgumentError that repeats nothing of the message */
export function checkMessage(message: Message): void {
  const { id, fromName, replyTo, subject, locale, text, html } = message;
  if (!messageId.test(id)) throw new MailArgumentError('the id of a message has random ids alone');
  if (![fromName, subject].every((line) => oneLine.test(line))) {
    throw new MailArgumentError('the subject and the name of a sender are one line each');
  }
  if (reachable(replyTo) === undefined)
    throw new MailArgumentError('no mail reaches the address for answers');
  if (!isLocale(locale)) throw new MailArgumentError('a message names its language');
  if (text.trim() === '' || html?.trim() === '')
    throw new MailArgumentError('a message has a text');
}

/**
 * The form for the envelope. A mailbox outside ASCII needs SMTPUTF8 (RFC 6531), which SES does not
 * speak.
 *
 * @returns undefined for what no mail reaches
 */
export function reachable(address: string): string | undefined {
  const form = deliverableAddress(address);
  return form !== undefined && /^\p{ASCII}+$/u.test(form) ? form : undefined;
}

/** `Name <address>`, the name as RFC 2047 writes letters outside ASCII. */
export const mailbox = (name: string, address: string): string =>
  `${encodedWords(name)} <${address}>`;

/** RFC 2047 section 2: an encoded word has at most 75 characters; a letter is never cut. */
function encodedWords(text: string): string {
  if (/^[\w .-]*$/.test(text)) return text;
  const words: string[] = [];
  let word = '';
  for (const letter of text) {
    if (Buffer.byteLength(word + letter) > 42) {
      words.push(word);
      word = '';
    }
    word += letter;
  }
  return [...words, word]
    .map((each) => `=?UTF-8?B?${Buffer.from(each).toString('base64')}?=`)
    .join(' ');
}
