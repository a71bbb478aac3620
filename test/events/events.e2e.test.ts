import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { eventSchema } from '../../lambda/event/event.ts';
import type { CustosEvent } from '../../lambda/event/event.ts';
import { readIssuer } from '../../local/issuer-keys.ts';
import { signToken } from '../../local/issuer-tokens.ts';
import { leaksIn, readFolder } from '../support/leaks.ts';
import { startRuntimeProcess } from '../support/runtime-process.ts';
import type { RuntimeProcess } from '../support/runtime-process.ts';
import { startReceiver } from './receiver.ts';

const email = 'Planted.Ada+events@Mail.Example.org';

let home: string;
let receiver: Awaited<ReturnType<typeof startReceiver>>;
let runtime: RuntimeProcess;

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'custos-events-'));
  // Only its port is used: it is unreachable while the runtime starts.
  receiver = await startReceiver();
  await receiver.stop();
  await start();
});
afterAll(async () => {
  await runtime.stop();
  await receiver.stop();
  await rm(home, { recursive: true, force: true });
});

async function start(): Promise<void> {
  runtime = await startRuntimeProcess({
    home,
    environment: { CUSTOS_WEBHOOK_URL: receiver.url },
  });
}

async function choose(state: 'refused' | 'withdrawn'): Promise<number> {
  const token = await signToken(await readIssuer(home), 'subject', email);
  const response = await fetch(`${runtime.url}/v1/me/consents/improvement`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ state, locale: 'en', method: 'button' }),
  });
  expect(response.status).toBe(201);
  return performance.now();
}

const events = async (): Promise<CustosEvent[]> =>
  (await readFile(join(home, 'events.jsonl'), 'utf8').catch(() => ''))
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => eventSchema.parse(JSON.parse(line)));
const statesIn = (list: readonly CustosEvent[]) =>
  list.flatMap(({ type, data }) => (type === 'consent.changed' ? [data.state] : []));
const states = async () => statesIn(await events());
/** As docs/events.md describes receivers: events arrive at least once, so known ids are ignored. */
const delivered = () => {
  const taken = receiver.taken.map(({ body }) => JSON.parse(body) as CustosEvent);
  return taken.filter(({ id }, place) => taken.findIndex((one) => one.id === id) === place);
};

describe('npm start', () => {
  test('emits a choice within two seconds, to a file that only its owner can read', async () => {
    // The function is loaded at the first change; in a program that runs for long it is warm.
    await choose('refused');
    await expect.poll(states, { timeout: 20_000 }).toEqual(['refused']);

    const since = await choose('withdrawn');

    await expect.poll(states, { timeout: 5_000, interval: 20 }).toEqual(['refused', 'withdrawn']);
    expect(performance.now() - since).toBeLessThan(2_000);
    expect((await stat(join(home, 'events.jsonl'))).mode & 0o777).toBe(0o600);
  });

  test('delivers pending events after a kill, once the receiver responds: in order, verifiable', async () => {
    await expect
      .poll(runtime.output, { timeout: 20_000 })
      .toContain('the receiver accepts no events');
    await runtime.kill();
    receiver = await startReceiver(() => 204, { port: receiver.port });

    await start();

    await expect
      .poll(() => statesIn(delivered()), { timeout: 20_000 })
      .toEqual(['refused', 'withdrawn']);
    const secret = await readFile(join(home, 'webhook-secret'), 'utf8');
    for (const { headers, body } of receiver.taken) {
      expect(() => new Webhook(secret).verify(body, flat(headers))).not.toThrow();
    }
    expect((await stat(join(home, 'webhook-secret'))).mode & 0o777).toBe(0o600);
  });

  test('prints how to read the secret, and neither the secret nor an address of a person', async () => {
    await expect.poll(runtime.output, { timeout: 20_000 }).toContain('Ready in');
    const secret = await readFile(join(home, 'webhook-secret'), 'utf8');
    const log = (await readFolder(home)).find(({ name }) => name === 'functions.log');

    expect(runtime.output()).toContain('webhook-secret');
    expect(runtime.output()).not.toContain(secret.slice('whsec_'.length));
    const reported = [JSON.stringify(await events()), log?.content ?? '', runtime.output()].join(
      '\n',
    );
    expect(log?.content).toContain('EVENTS_PUBLISHED');
    expect(leaksIn('events, log or output', reported, [email])).toEqual([]);
  });
});

const flat = (headers: object): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
