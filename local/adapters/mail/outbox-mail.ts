import type * as production from '#mail';
import { randomBytes } from 'node:crypto';
import { appendFile, link, mkdir, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { checkMessage, reachable } from '../../../lambda/platform/mail/checks.ts';
import { MailUnavailableError } from '../../../lambda/platform/mail/errors.ts';
import type { Mail, MailOutcome, Message } from '../../../lambda/platform/mail/mail.ts';
import { mimeOf } from '../../../lambda/platform/mail/mime.ts';
import { parseOutbox } from './outbox-place.ts';
import type { OutboxPlace } from './outbox-place.ts';

/** RFC 2606: no mail ever reaches these. Messages to the first come back, the second complains. */
const bouncing = '@bounce.example';
const complaining = '@complaint.example';
const from = 'custos@localhost';

/** Mail in the embedded runtime: a file for each message, and the events that SES would publish. */
export class OutboxMail implements Mail {
  readonly perSecond = 1_000;
  readonly #place: OutboxPlace;

  constructor(place: OutboxPlace) {
    this.#place = place;
  }

  async send(message: Message): Promise<MailOutcome> {
    checkMessage(message);
    const address = reachable(message.to);
    if (address === undefined) return { kind: 'rejected-address' };
    const bytes = await mimeOf(message, { from, to: address, idDomain: 'localhost' });
    try {
      await writeOnce(this.#place.directory, `${message.id}.eml`, bytes);
      await this.#publish(message.id, address);
    } catch {
      // The path of a file or its text is in no error.
      throw new MailUnavailableError('the outbox did not take a message');
    }
    return { kind: 'sent' };
  }

  /** Also of a message that was there: its events may be missing. They come more than once. */
  async #publish(messageId: string, address: string): Promise<void> {
    const later = address.endsWith(bouncing)
      ? ['Bounce']
      : address.endsWith(complaining)
        ? ['Complaint']
        : [];
    const at = new Date().toISOString();
    const lines = ['Send', ...later].map(
      (event) => `${JSON.stringify({ event, messageId, at })}\n`,
    );
    await appendFile(this.#place.events, lines.join(''), { mode: 0o600 });
  }
}

/** What `#mail` resolves to in the embedded runtime. */
export const openMail: typeof production.openMail = (place) => new OutboxMail(parseOutbox(place));

/** A name that is taken is the same message: it stays as it is. */
async function writeOnce(directory: string, name: string, bytes: Buffer): Promise<void> {
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const partial = join(directory, `.${name}.${randomBytes(8).toString('hex')}.partial`);
  try {
    const handle = await open(partial, 'wx', 0o600);
    try {
      await handle.writeFile(bytes);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await link(partial, join(directory, name));
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  } finally {
    await rm(partial, { force: true });
  }
}
