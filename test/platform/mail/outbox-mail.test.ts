import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import PostalMime from 'postal-mime';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { MailArgumentError, MailUnavailableError } from '../../../lambda/platform/mail/errors.ts';
import { openMail, OutboxMail } from '../../../local/adapters/mail/outbox-mail.ts';
import { messageTo } from './message.ts';

let home: string;
let place: { directory: string; events: string };
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'custos-mail-'));
  place = { directory: join(home, 'outbox'), events: join(home, 'mail-events.jsonl') };
});
afterEach(() => rm(home, { recursive: true }));

const events = async () =>
  (await readFile(place.events, 'utf8'))
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { event: string; messageId: string });

describe('the outbox', () => {
  test('has one file for each message, which only its owner reads', async () => {
    const message = messageTo('ada@example.org');

    expect(await openMail(JSON.stringify(place)).send(message)).toEqual({ kind: 'sent' });

    const file = join(place.directory, `${message.id}.eml`);
    const text = await readFile(file, 'utf8');
    expect(text).toContain('To: ada@example.org\r\n');
    expect(text).toContain('Subject: What happened to your data\r\n');
    expect(text).toContain('\r\n\r\nSomeone read your data.\r\n\r\nGr=C3=BC=C3=9Fe');
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect((await stat(place.events)).mode & 0o777).toBe(0o600);
  });

  test('does not send a message again that has the same id', async () => {
    const mail = new OutboxMail(place);
    const message = messageTo('ada@example.org');

    const outcomes = await Promise.all(Array.from({ length: 20 }, () => mail.send(message)));

    expect(outcomes).toEqual(outcomes.map(() => ({ kind: 'sent' })));
    expect(await readdir(place.directory)).toEqual([`${message.id}.eml`]);
  });

  test('reports that a message was sent, came back or drew a complaint', async () => {
    const mail = new OutboxMail(place);
    const ids: string[] = [];
    for (const to of ['a@example.org', 'b@bounce.example', 'c@complaint.example']) {
      const message = messageTo(to);
      ids.push(message.id);
      await mail.send(message);
    }

    expect((await events()).map(({ event, messageId }) => [event, ids.indexOf(messageId)])).toEqual(
      [
        ['Send', 0],
        ['Send', 1],
        ['Bounce', 1],
        ['Send', 2],
        ['Complaint', 2],
      ],
    );
    expect(await readFile(place.events, 'utf8')).not.toContain('@');
  });

  test('rejects an address that no mail reaches, and writes nothing', async () => {
    const mail = new OutboxMail(place);

    for (const to of ['ada', 'ada@', 'jörg@example.org', 'a@example.org\r\nBcc: b@example.org']) {
      expect(await mail.send(messageTo(to)), to).toEqual({ kind: 'rejected-address' });
    }
    await expect(readdir(place.directory)).rejects.toThrow('ENOENT');
  });

  test.each([
    '"a b"@example.org',
    '"x@y"@example.org',
    '"a<b>,c"@example.org',
    String.raw`"a\"b\\c"@example.org`,
    '"Ann: b@example.com;"@example.org',
    '"a  b"@example.org',
    "o'x+1@example.org",
    'x!y%z@example.org',
    '=?utf-8?q?x?=@example.org',
    'a@[192.0.2.1]',
  ])('names the recipient %s as it is', async (address) => {
    const message = messageTo(address, { replyTo: address });
    expect(await new OutboxMail(place).send(message)).toEqual({ kind: 'sent' });

    const text = await readFile(join(place.directory, `${message.id}.eml`), 'utf8');
    const bare = (value = '') => value.replace(/^<(.*)>$/, '$1');
    expect(bare(/^To: (.*)$/m.exec(text)?.[1]?.trim())).toBe(address);
    expect(bare(/^Reply-To: (.*)$/m.exec(text)?.[1]?.trim())).toBe(address);
    // The parser looks for brackets inside quotes, too.
    if (address.includes('<')) return;
    const read = await PostalMime.parse(text);
    expect(read.to?.map((each) => each.address)).toEqual([address]);
    expect(read.replyTo?.map((each) => each.address)).toEqual([address]);
  });

  test('writes letters outside ASCII into headers as RFC 2047 says', async () => {
    const subject = `Ä${'ö'.repeat(90)}`;
    const message = messageTo('ada@example.org', { subject, fromName: 'Müller, "AG"' });
    await new OutboxMail(place).send(message);

    const text = await readFile(join(place.directory, `${message.id}.eml`), 'utf8');
    const lines = text.split('\r\n');
    const words = lines.flatMap((line) => line.match(/=\?UTF-8\?\S*\?=/g) ?? []);
    expect(lines.every((line) => line.length <= 998 && /^[ -~]*$/.test(line))).toBe(true);
    expect(words.length).toBeGreaterThan(2);
    expect(words.every((word) => word.length <= 75)).toBe(true);
    const read = await PostalMime.parse(text);
    expect(read).toMatchObject({
      subject,
      from: { name: 'Müller, "AG"', address: 'custos@localhost' },
    });
  });

  test.each([
    ['a subject of two lines', { subject: 'One\r\nBcc: all@example.org' }],
    ['a name of two lines', { fromName: 'One\nTwo' }],
    ['an id that is a path', { id: '../../etc/passwd' }],
    ['no text', { text: ' \n ' }],
    ['no language', { locale: 'en\r\nX: y' }],
  ])('rejects %s, and repeats nothing of it', async (_, change) => {
    const sent = new OutboxMail(place).send(messageTo('ada@example.org', change));

    await expect(sent).rejects.toThrow(MailArgumentError);
    await expect(sent).rejects.not.toThrow(/ada@|Bcc|passwd/);
  });

  test('that cannot be written says nothing of the message', async () => {
    await writeFile(place.directory, 'a file');
    const sent = new OutboxMail(place).send(messageTo('ada@example.org'));

    await expect(sent).rejects.toThrow(MailUnavailableError);
    await expect(sent).rejects.not.toThrow('ada');
  });
});
