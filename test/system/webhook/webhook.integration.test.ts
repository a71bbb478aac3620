import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { WebhookSettings } from '../../../lambda/policy/connectors/webhook.ts';
import { openResolver } from '../../../lambda/platform/webhook/destination.ts';
import { openWebhook } from '../../../lambda/system/webhook/connector.ts';
import type { WebhookDependencies } from '../../../lambda/system/webhook/connector.ts';
import { systemClock } from '../../../lambda/value/time.ts';
import { FileKeyring } from '../../../local/adapters/keyring/file-keyring.ts';
import { connectorContract } from '../connector-contract.ts';
import { asPlanted } from '../connector-fixture.ts';
import type { Person } from '../connector-fixture.ts';
import { startExampleReceiver } from './example-receiver.ts';

connectorContract(
  'the example of docs/webhooks.md',
  async () => {
    const { url, keyring, certificateAuthority, database, stop } = await startExampleReceiver(3);
    const settings: WebhookSettings = {
      ...{ kind: 'webhook', url, identifiers: ['user-id', 'email'], answer: 'at-once' },
      certificateAuthority,
    };
    const open = (
      { allowsLoopback = true, ...more }: Partial<WebhookDependencies> = {},
      changed: Partial<WebhookSettings> = {},
    ) =>
      openWebhook({
        ...{ settings: { ...settings, ...changed }, keyring, clock: systemClock },
        ...{ resolve: openResolver(), allowsLoopback, isNotice: false, ...more },
      });
    const add = (userId: string, person: Person) =>
      database
        .prepare('insert into notes (user_id, email, category, note) values (?, ?, ?, ?)')
        .run(userId, person.email, 'account-data', asPlanted);
    const folder = mkdtempSync(join(tmpdir(), 'custos-'));
    const elsewhere = new FileKeyring(() => join(folder, 'keys.json'));

    return {
      connector: open(),
      categories: ['account-data'],
      selectors: ['user-id'],
      settings,
      pointer: '/note',
      plant(person, rows) {
        for (let row = 0; row < rows; row += 1) add(person['user-id'], person);
        return Promise.resolve();
      },
      plantAside(person) {
        add(`copy-${randomUUID()}`, person);
        return Promise.resolve();
      },
      stored: ({ 'user-id': userId, email }) =>
        Promise.resolve(
          database
            .prepare('select * from notes where user_id = ? or email = ? order by id')
            .all(userId, email)
            .map((row) => ({
              note: String(row['note']),
              restricted: row['restricted'] === 1,
              content: { ...row } as Record<string, string | number>,
            })),
        ),
      lose({ 'user-id': userId }) {
        database.prepare('delete from notes where user_id = ?').run(userId);
        return Promise.resolve();
      },
      broken: [
        {
          what: 'no receiver',
          connector: open({}, { url: 'https://localhost:9/' }),
          error: 'unreachable',
        },
        {
          what: 'an address that is not public',
          connector: open({ allowsLoopback: false }),
          error: 'misconfigured',
        },
        {
          what: 'an unknown authority',
          connector: open({}, { certificateAuthority: undefined }),
          error: 'misconfigured',
        },
        { what: 'another key', connector: open({ keyring: elsewhere }), error: 'access-denied' },
        {
          what: 'another address',
          connector: open({}, { url: `${url}/other` }),
          error: 'access-denied',
        },
      ],
      stop() {
        stop();
        rmSync(folder, { recursive: true });
        return Promise.resolve();
      },
    };
  },
  { isTouched: false },
);
