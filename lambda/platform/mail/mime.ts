import MailComposer from 'nodemailer/lib/mail-composer';
import type { Message } from './mail.ts';

export interface Envelope {
  /** The address of the sender. */
  readonly from: string;
  /** As `reachable` returns it. */
  readonly to: string;
  /** Right of the @ in the id of the message (RFC 5322 section 3.6.4). */
  readonly idDomain: string;
}

/**
 * The message as bytes of RFC 5322, the same for every adapter: with an HTML form, plain text is its
 * alternative. Addresses are passed as objects, so that none is parsed again; nothing is read from a
 * file or the network.
 */
export function mimeOf(
  { id, fromName, replyTo, subject, text, html, locale }: Message,
  { from, to, idDomain }: Envelope,
): Promise<Buffer> {
  const composer = new MailComposer({
    ...{ from: { name: fromName, address: from }, to: { name: '', address: to } },
    ...{ replyTo: { name: '', address: replyTo }, subject, text },
    ...(html !== undefined && { html }),
    messageId: `<${id}@${idDomain}>`,
    headers: {
      // RFC 3834 section 5: no automatic reply comes back.
      'Auto-Submitted': 'auto-generated',
      'Content-Language': locale,
    },
    // RFC 5322 section 2.1.1: a line has at most 998 octets, whatever a paragraph has.
    textEncoding: 'quoted-printable',
    ...{ newline: 'windows', disableFileAccess: true, disableUrlAccess: true },
  });
  return composer.compile().build();
}
