import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { homeAt } from '../../local/home.ts';
import { OutboxMail } from '../../local/adapters/mail/outbox-mail.ts';
import { messageTo } from '../platform/mail/message.ts';
import { bareEnvironment } from '../support/command-environment.ts';

let home: string;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'custos-outbox-'));
});
afterEach(() => rm(home, { recursive: true }));

const run = promisify(execFile);
const custos = (...words: string[]) =>
  run(process.execPath, [resolve('bin/custos.mjs'), 'outbox', ...words], {
    env: bareEnvironment({ CUSTOS_HOME: home }),
  });
const send = async (to: string, subject: string) => {
  const { outbox: directory, mailEvents: events } = homeAt(home);
  const message = messageTo(to, { subject });
  await new OutboxMail({ directory, events }).send(message);
  return message;
};

test('lists messages in the order in which they were written', async () => {
  const first = await send('ada@example.org', 'Grüße');
  const second = await send('bob@example.org', 'مرحبا');

  const { stdout } = await custos('list');

  const [one = '', other = ''] = stdout.trim().split('\n');
  expect(one).toContain(`ada@example.org  Grüße  ${first.id}`);
  expect(other).toContain(`bob@example.org  مرحبا  ${second.id}`);
});

test('shows a message by the beginning of its id, decoded', async () => {
  const { id } = await send('ada@example.org', 'Grüße');

  const { stdout } = await custos('show', id.slice(0, 8));

  expect(stdout).toContain('Subject: Grüße\n');
  expect(stdout).toContain('Someone read your data.\n\nGrüße');
});

test('says where it looked when there is none', async () => {
  expect((await custos()).stdout).toBe(`No mail in ${join(home, 'outbox')}\n`);
  await expect(custos('show', 'x')).rejects.toThrow('custos outbox list shows them');
});
