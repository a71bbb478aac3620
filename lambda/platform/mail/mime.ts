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
 * alternative. Nothing is read from a file or the network.
 */
export async function mimeOf(
  { id, fromName, replyTo, subject, text, html, locale }: Message,
  { from, to, idDomain }: Envelope,
): Promise<Buffer> {
  const composer = new MailComposer({
    ...{ from: { name: fromName, address: from }, subject, text },
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
  const addresses = `To: ${asItIs(to)}\r\nReply-To: ${asItIs(replyTo)}\r\n`;
  return Buffer.concat([Buffer.from(addresses), await composer.compile().build()]);
}

/**
 * The composer would drop `<`, `>` and more from a quoted mailbox (RFC 5322 section 3.2.4), which makes it
 * that of another person. Both were checked: no line ends in them. Brackets show where a quoted one begins.
 */
const asItIs = (address: string): string =>
  /^[\w.+'-]+@[\w.-]+$/.test(address) ? address : `<${address}>`;
