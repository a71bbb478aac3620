import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import PostalMime from 'postal-mime';
import type { Email } from 'postal-mime';
import { consumeMails } from '../../lambda/delivery/consumer.ts';
import type { DeliveryDependencies } from '../../lambda/delivery/deliver.ts';
import { mailDelivery } from '../../lambda/delivery/needs.ts';
import { recordMailReport } from '../../lambda/mail/reports.ts';
import { mailsOf } from '../../lambda/mail/store.ts';
import type { MailRow } from '../../lambda/mail/rows.ts';
import { mails } from '../../lambda/mail/table.ts';
import type { Mail } from '../../lambda/platform/mail/mail.ts';
import type { RequestId } from '../../lambda/value/ids.ts';
import { OutboxMail } from '../../local/adapters/mail/outbox-mail.ts';
import { boundTo } from '../record/record-fixture.ts';
import type { RequestFixture } from '../request/request-fixture.ts';

export interface MailFixture {
  /** Sends what is queued now, as the stream would. */
  readonly deliver: (mail?: Mail | 'no-sender') => Promise<void>;
  /** Delivers what the outbox has reported so far. */
  readonly report: () => Promise<void>;
  /** Every message in the outbox that goes to the address, oldest first. */
  readonly lettersTo: (address: string) => Promise<readonly Email[]>;
  readonly rowsOf: (requestId: string) => Promise<readonly MailRow[]>;
  readonly stop: () => Promise<void>;
}

/** The function that sends, with no more than its needs, and an outbox of its own. */
export async function openMailFixture(
  fixture: RequestFixture,
  change: Partial<DeliveryDependencies> = {},
): Promise<MailFixture> {
  const home = await mkdtemp(join(tmpdir(), 'custos-mails-'));
  const place = { directory: join(home, 'outbox'), events: join(home, 'events.jsonl') };
  const outbox = new OutboxMail(place);
  const { subjectKeys, keyring, policy, clock, log } = fixture;
  const database = boundTo(mailDelivery, fixture.server, fixture.database);
  const deps = { database, subjectKeys, keyring, policy, clock, log, ...change };
  let read = 0;
  return {
    async deliver(mail = outbox) {
      const sender = mail === 'no-sender' ? undefined : mail;
      const rows = (await fixture.rows(mails)) as { requestId: string; mailId: string }[];
      const Records = rows
        .toSorted((one, other) => one.mailId.localeCompare(other.mailId))
        .map(({ requestId, mailId, ...row }) => ({
          dynamodb: {
            NewImage: {
              requestId: { S: requestId },
              mailId: { S: mailId },
              state: { S: String((row as Record<string, unknown>)['state']) },
            },
          },
        }));
      await consumeMails({ ...deps, mail: sender }, 60_000)({ Records });
    },
    async report() {
      const lines = (await readFile(place.events, 'utf8')).trim().split('\n');
      for (const line of lines.slice(read)) {
        const event = JSON.parse(line) as Parameters<typeof recordMailReport>[1];
        await recordMailReport({ database: fixture.database, log }, event);
      }
      read = lines.length;
    },
    async lettersTo(address) {
      const names = (await readdir(place.directory).catch(() => [])).filter((name) =>
        name.endsWith('.eml'),
      );
      const read = await Promise.all(
        names.map(async (name) => PostalMime.parse(await readFile(join(place.directory, name)))),
      );
      // Ids of mails are in the order of time.
      return read
        .filter(({ to }) => to?.some((one) => one.address === address))
        .toSorted((one, other) => mailIn(one).localeCompare(mailIn(other)));
    },
    rowsOf: (requestId) => mailsOf(fixture.database, requestId as RequestId),
    stop: () => rm(home, { recursive: true }),
  };
}

const mailIn = ({ messageId = '' }: Email): string => messageId.split('_')[1] ?? '';
