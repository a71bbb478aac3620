import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { eventSchema } from '../../lambda/event/event.ts';
import { openWebhook } from '../../local/events/webhook.ts';
import { systemClock } from '../../lambda/value/time.ts';
import { ada, consentEvent } from './example.ts';

const page = readFileSync('docs/events.md', 'utf8');
const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;

let receiver: ChildProcess;
let output = '';
let url: URL;
beforeAll(async () => {
  receiver = spawn(process.execPath, ['docs/events/receiver.mjs'], {
    env: { PATH: process.env['PATH'], WEBHOOK_SECRET: secret, PORT: '0' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  receiver.stdout?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  await vi.waitFor(() => expect(output).toContain('listening on '), { timeout: 10_000 });
  url = new URL(/listening on (\S+)/.exec(output)![1]!);
});
afterAll(() => void receiver.kill());

const line = JSON.stringify(consentEvent(ada, 1));
const { id } = consentEvent(ada, 1);
async function post(body: string, at: Date, signed = body): Promise<number> {
  const response = await fetch(url, {
    method: 'POST',
    body,
    headers: {
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
      'webhook-signature': new Webhook(secret).sign(id, at, signed),
    },
  });
  return response.status;
}
const drops = () => output.split('\n').filter((each) => each.includes('dropped')).length;

test('the receiver of docs/events.md is the file that runs here', () => {
  expect(page).toContain(`\`\`\`js\n${readFileSync('docs/events/receiver.mjs', 'utf8')}\`\`\``);
});

test('it accepts each event of the runtime once', async () => {
  const stored = { id, line, subject: ada, time: '', start: 0, end: 0 };
  const deliver = () => openWebhook(url, secret, systemClock)(stored, new AbortController().signal);

  expect(await deliver()).toEqual({ kind: 'taken' });
  expect(await deliver()).toEqual({ kind: 'taken' });

  await expect.poll(drops).toBe(1);
});

test('it rejects altered events, and those older or newer than five minutes', async () => {
  const now = Date.now();

  expect(await post(line.replace('withdrawn', 'given'), new Date(now), line)).toBe(401);
  expect(await post(line, new Date(now - 301_000))).toBe(401);
  expect(await post(line, new Date(now + 302_000))).toBe(401);
  expect(await post(line, new Date(now))).toBe(204);
});

test('every event in docs/events.md is valid, and there is one of each type', () => {
  const shown = [...page.matchAll(/```json\n(.+?)```/gs)].map(([, text]) =>
    eventSchema.parse(JSON.parse(text!)),
  );

  expect(shown.map(({ type }) => type)).toEqual([
    'consent.changed',
    'restriction.changed',
    'request.changed',
    'subject.erased',
  ]);
});
