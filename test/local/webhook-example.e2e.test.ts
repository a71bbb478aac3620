import { execFileSync, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { DatabaseSync } from 'node:sqlite';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bodyOf } from '../../client/index.ts';
import { freePorts } from '../../local/ports.ts';
import { answerConsent, clientOf, staffOf } from '../../local/demo/steps.ts';
import { readIssuer } from '../../local/issuer-keys.ts';
import { signToken } from '../../local/issuer-tokens.ts';
import { run } from '../adoption/operator.ts';
import { startRuntimeProcess } from '../support/runtime-process.ts';
import type { RuntimeProcess } from '../support/runtime-process.ts';
import { policyWith } from '../support/systems-policy.ts';

/* `docs/webhooks.md`, followed as it is written. Only ports are other ones, so that tests do not meet. */

const page = readFileSync('docs/webhooks.md', 'utf8');
const [, program = ''] = /```js file=receiver\.mjs\n([\s\S]*?)```/.exec(page) ?? [];
const [, tryIt = ''] = page.split('### Try it\n');
const [prepare = '', start = ''] = [...tryIt.matchAll(/```sh\n([\s\S]*?)```/g)].map(
  ([, text = '']) => text,
);
const [, declared = ''] = /```yaml\nsystems:\n {2}crm:\n([\s\S]*?)```/.exec(page) ?? [];

let home: string;
let folder: string;
let policy: string;
let port: number;
let runtime: RuntimeProcess;
let receiver: ChildProcess | undefined;

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'custos-webhook-'));
  folder = mkdtempSync(join(tmpdir(), 'custos-receiver-'));
  [port = 0] = await freePorts(1);
  // The package is not packed while tests run.
  const client = JSON.stringify(pathToFileURL('client/index.ts').href);
  writeFileSync(join(folder, 'receiver.mjs'), program.replace("'custos-client'", client));
  shell(prepare.replace(/^npm install.*\n/, ''));
  const certificate = readFileSync(join(folder, 'certificate.pem'), 'utf8');
  policy = policyWith({
    crm: `\n${declared
      .replace(/ {4}(title|owner): .*\n/g, '')
      .replace(
        /url: .*\n/,
        `url: https://localhost:${port}/privacy\n      ${authority(certificate)}`,
      )}`,
  });
  runtime = await startRuntimeProcess({ home, environment: { CUSTOS_POLICY: policy } });
});
afterAll(async () => {
  receiver?.kill();
  await runtime.stop();
  await rm(home, { recursive: true, force: true });
  rmSync(folder, { recursive: true });
});

const authority = (certificate: string) =>
  `certificateAuthority: |\n${certificate.replaceAll(/^(?=.)/gm, ' '.repeat(8))}`;
const shell = (command: string) =>
  execFileSync('sh', ['-e', '-c', command], { cwd: folder, stdio: 'ignore' });

async function startReceiver(changed = start): Promise<void> {
  receiver?.kill();
  const command = changed
    .replaceAll('8443', String(port))
    .replace('http://127.0.0.1:8787', runtime.url);
  // Instead of the shell, so that the program itself is ended.
  receiver = spawn(
    'sh',
    ['-c', command.replace('node receiver.mjs', `exec '${process.execPath}' receiver.mjs`)],
    {
      ...{ cwd: folder, env: { ...process.env, NODE_NO_WARNINGS: '1' } },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  if (receiver.stdout !== null) await once(receiver.stdout, 'data');
}

const check = () =>
  run('node', ['bin/custos.mjs', 'systems', 'check', policy, '--home', home], process.cwd());

test('custos systems check says what is missing until the receiver answers', async () => {
  const silent = await check();
  expect(silent).toMatchObject({ code: 1 });
  expect(silent.stdout).toMatch(/not ready: The service takes no connection\.\n {4}Start it/);

  await startReceiver(start.replace('/privacy', '/elsewhere'));
  const elsewhere = await check();
  expect(elsewhere).toMatchObject({ code: 1 });
  expect(elsewhere.stdout).toMatch(/rejects the call[\s\S]*for the address as the policy has it/);

  await startReceiver();
  expect(await check()).toMatchObject({ code: 0, stdout: 'system:crm  ready\n' });
});

test('an erasure reaches its rows, those under another key as well, and no others', async () => {
  const token = async (kind: 'subject' | 'service' | 'staff', name: string) =>
    signToken(await readIssuer(home), kind, name);
  const access = { url: runtime.url, token };
  const kit = { email: 'kit@example.org', agrees: false, prompts: [] };
  await answerConsent(access, kit);
  const database = new DatabaseSync(join(folder, 'notes.db'), { timeout: 5_000 });
  const insert = database.prepare(
    "insert into notes (user_id, email, category, note) values (?, ?, 'account-profile', 'a note')",
  );
  for (const [userId, email] of [
    ['imported-1', 'kit@example.org'],
    ['noa', 'noa@example.org'],
    ['noa', 'noa@example.org'],
  ]) {
    insert.run(userId ?? '', email ?? '');
  }

  const asked = bodyOf(
    await clientOf(access, kit.email).post('/v1/me/requests', { body: { kind: 'erasure' } }),
  );
  const { requestId } = asked.request;

  const staff = staffOf(access);
  await expect
    .poll(
      async () => {
        const path = { requestId };
        const { status, tasks } = bodyOf(await staff.get('/v1/requests/{requestId}', { path }));
        return { status, crm: tasks.find(({ system }) => system === 'crm') };
      },
      { timeout: 120_000, interval: 1_000 },
    )
    .toMatchObject({
      status: 'completed',
      crm: { status: 'completed', counts: { 'account-profile': 1 } },
    });
  const left = database.prepare('select user_id from notes').all();
  database.close();
  expect(left.map(({ user_id: userId }) => userId)).toEqual(['noa', 'noa']);
}, 150_000);
