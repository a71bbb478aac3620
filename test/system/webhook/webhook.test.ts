import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { replayWindow, verifyWebhook } from '../../../client/index.ts';
import { openResolver } from '../../../lambda/platform/webhook/destination.ts';
import type { WebhookSettings } from '../../../lambda/policy/connectors/webhook.ts';
import type { ConnectorCall } from '../../../lambda/system/model/connector.ts';
import { openWebhook } from '../../../lambda/system/webhook/connector.ts';
import { systemClock } from '../../../lambda/value/time.ts';
import { FileKeyring } from '../../../local/adapters/keyring/file-keyring.ts';

const folder = mkdtempSync(join(tmpdir(), 'custos-'));
const keyring = new FileKeyring(() => join(folder, 'keys.json'));
afterAll(() => rmSync(folder, { recursive: true }));
const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

type Reply = (response: ServerResponse, message: Record<string, unknown>, times: number) => void;

/** A receiver that verifies each call, and answers as a test wants. */
async function receiver(
  reply: Reply,
  more: Partial<WebhookSettings> & { isNotice?: boolean } = {},
) {
  const messages: Record<string, unknown>[] = [];
  const remember = replayWindow();
  const server = createServer((request: IncomingMessage, response) => {
    void (async () => {
      const { method = '', headers } = request;
      const body = Buffer.concat((await request.toArray()) as Uint8Array[]);
      const keys = { keys: [await keyring.publicKey('webhooks')] };
      const outcome = await verifyWebhook({ method, headers, body, url }, keys, { remember });
      if (outcome.kind === 'rejected') {
        response.writeHead(401).end();
        return;
      }
      const message = outcome.message as Record<string, unknown>;
      messages.push(message);
      reply(response, message, messages.length);
    })();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  closing.push(() => server.close());
  const url = `http://localhost:${(server.address() as AddressInfo).port}/privacy`;
  const { isNotice = false, ...settings } = more;
  const connector = openWebhook({
    ...{ keyring, clock: systemClock, resolve: openResolver(), allowsLoopback: true, isNotice },
    settings: {
      ...{ kind: 'webhook', url, identifiers: ['email'], answer: 'at-once', ...settings },
    },
  });
  return { connector, messages };
}

const call: ConnectorCall = {
  taskId: '7a1d0f9e-1111-4222-8333-444455556666',
  identifiers: [
    { type: 'user-id', value: 'ada-7', issuer: 'https://issuer.example' },
    { type: 'email', value: 'ada@example.com' },
    { type: 'phone', value: '+49151234567' },
  ],
  categories: ['account-data'],
  path: 'first',
  until: Date.now() + 30_000,
  step: 'erase-1.1',
  answerTo: { path: '/v1/system-answers/1/system:crm', token: 'secret' },
};
const json = (response: ServerResponse, content: unknown, status = 200) =>
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(content));
const zero: Reply = (response) => json(response, { counts: {} });

describe('a call', () => {
  test('has identifiers of the declared types alone, and what its action needs', async () => {
    const { connector, messages } = await receiver(zero);
    const corrections = [{ category: 'account-data', old: 'Ada', new: 'Grace' }];

    await connector.erase(call);
    await connector.rectify({ ...call, corrections });
    await connector.restrict({ ...call, restricted: false });
    await connector.find({ ...call, path: 'second', cursor: 'page-2' });

    const common = { task: call.taskId, categories: ['account-data'], path: 'first' };
    const identifiers = [{ type: 'email', value: 'ada@example.com' }];
    const delivery = messages[0]?.['delivery'];
    expect(messages).toEqual([
      { ...common, identifiers, delivery, action: 'erase' },
      { ...common, identifiers, delivery, action: 'rectify', corrections },
      { ...common, identifiers, delivery, action: 'restrict', restricted: false },
      { ...common, identifiers, delivery, action: 'find', path: 'second', cursor: 'page-2' },
    ]);
  });

  test('that is repeated has the same delivery, and every other step another one', async () => {
    const { connector, messages } = await receiver(zero);

    await connector.find({ ...call, step: 'find-before.1' });
    await connector.find({ ...call, step: 'find-before.1' });
    await connector.find({ ...call, step: 'find-first-1.1' });
    await connector.find({ ...call, step: 'find-before.1', taskId: 'another' });

    const deliveries = messages.map(({ delivery }) => delivery);
    expect(deliveries[1]).toBe(deliveries[0]);
    expect(new Set(deliveries).size).toBe(3);
  });

  test('is not made where the service knows the person by nothing; a notice then is a fault', async () => {
    const { connector, messages } = await receiver(zero);
    const notice = await receiver(zero, { isNotice: true });
    const [userId] = call.identifiers;
    const unknown = { ...call, identifiers: userId === undefined ? [] : [userId] };

    expect(await connector.find(unknown)).toEqual({ kind: 'page', counts: {}, selectors: [] });
    expect(await connector.erase(unknown)).toEqual({ kind: 'page', counts: {} });
    expect(await connector.control(unknown)).toEqual({ kind: 'control', rows: 0 });
    await expect(notice.connector.erase(unknown)).rejects.toMatchObject({ code: 'not-found' });
    // Of a correction whose former value is not known there is nothing to say.
    const empty = notice.connector.rectify({ ...call, corrections: [] });
    await expect(empty).rejects.toMatchObject({ code: 'not-found' });
    expect([...messages, ...notice.messages]).toEqual([]);
  });
});

describe('a service that answers later', () => {
  test('is asked again after the time that it names, with the same delivery', async () => {
    const { connector, messages } = await receiver(
      (response, _message, times) =>
        times === 1
          ? response.writeHead(202, { 'retry-after': '7' }).end()
          : json(response, { counts: { 'account-data': 4 } }),
      { answer: 'polling' },
    );

    expect(await connector.erase(call)).toEqual({ kind: 'waiting', pollAfterSeconds: 7 });
    expect(await connector.erase(call)).toEqual({ kind: 'page', counts: { 'account-data': 4 } });
    expect(messages[1]?.['delivery']).toBe(messages[0]?.['delivery']);
    expect(messages[0]).not.toHaveProperty('answerTo');
  });

  test.each([
    ['', 60],
    ['soon', 60],
    ['0', 1],
    ['999999', 86_400],
    [new Date(Date.now() + 30_000).toUTCString(), 30],
    [new Date(Date.now() - 30_000).toUTCString(), 1],
  ])('after %j is asked again in %d seconds', async (retryAfter, seconds) => {
    const { connector } = await receiver(
      (response) => response.writeHead(202, { 'retry-after': retryAfter }).end(),
      { answer: 'polling' },
    );

    const page = await connector.erase(call);

    expect(page.kind === 'waiting' && Math.abs((page.pollAfterSeconds ?? 0) - seconds) <= 1).toBe(
      true,
    );
  });

  test('by a callback learns where, and is not asked again unless it says when', async () => {
    const { connector, messages } = await receiver(
      (response, _message, times) =>
        response.writeHead(202, times === 2 ? { 'retry-after': '600' } : {}).end(),
      { answer: 'callback' },
    );

    expect(await connector.erase(call)).toEqual({ kind: 'waiting', pollAfterSeconds: undefined });
    expect(await connector.erase(call)).toEqual({ kind: 'waiting', pollAfterSeconds: 600 });
    expect(messages[0]?.['answerTo']).toEqual(call.answerTo);
  });

  test('is waited for when it is busy, in the time that it names', async () => {
    for (const status of [429, 503]) {
      const { connector } = await receiver((response) =>
        response.writeHead(status, { 'retry-after': '5' }).end(),
      );

      expect(await connector.export(call)).toEqual({ kind: 'waiting', pollAfterSeconds: 5 });
    }
  });

  test('cannot count another person later', async () => {
    const { connector } = await receiver((response) => response.writeHead(202).end(), {
      answer: 'polling',
    });

    await expect(connector.control(call)).rejects.toMatchObject({ code: 'invalid-answer' });
  });
});

describe('a fault is named', () => {
  test.each([
    [202, 'invalid-answer'],
    [301, 'misconfigured'],
    [400, 'invalid-answer'],
    [401, 'access-denied'],
    [403, 'access-denied'],
    [404, 'not-found'],
    [408, 'timed-out'],
    [409, 'changed-meanwhile'],
    [410, 'not-found'],
    [429, 'throttled'],
    [500, 'unreachable'],
    [501, 'misconfigured'],
    [503, 'unreachable'],
    [504, 'timed-out'],
  ])('status %d is %s', async (status, code) => {
    const { connector } = await receiver((response) => response.writeHead(status).end());

    await expect(connector.erase(call)).rejects.toMatchObject({ code, message: code });
  });

  test.each([
    ['no JSON', 'fine'],
    ['a list', '[]'],
    ['no counts', '{}'],
    ['counts below zero', '{"counts":{"account-data":-1}}'],
    ['counts that are no numbers', '{"counts":{"account-data":"many"}}'],
    ['counts of another category', '{"counts":{"prompt-text":1}}'],
    ['a selector that was not sent', '{"counts":{},"selectors":["phone"]}'],
    ['an empty cursor', '{"counts":{},"cursor":""}'],
    ['bytes that are no UTF-8', Buffer.from([0x7b, 0xff, 0x7d])],
    ['a count that comes twice', '{"counts":{"account-data":3,"account-data":0}}'],
    ['counts that come twice', '{"counts":{"account-data":3},"count\\u0073":{}}'],
    ['too much', JSON.stringify({ counts: {}, filler: 'x'.repeat(70_000) })],
  ])('an answer with %s is invalid, and no error repeats it', async (_what, body) => {
    const { connector } = await receiver((response) => response.writeHead(200).end(body));

    const error: unknown = await connector.find(call).catch((thrown: unknown) => thrown);

    expect(error).toMatchObject({ code: 'invalid-answer', message: 'invalid-answer' });
    expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toContain('ada@');
  });

  test.each([
    ['of another category', { kind: 'json', category: 'prompt-text', content: {} }],
    ['without content', { kind: 'json', category: 'account-data' }],
    ['of no kind', { category: 'account-data', content: {} }],
  ])('an exported item %s is invalid', async (_what, item) => {
    const { connector } = await receiver((response) =>
      json(response, { counts: {}, items: [item] }),
    );

    await expect(connector.export(call)).rejects.toMatchObject({ code: 'invalid-answer' });
  });

  test('an exported item of which a part would be lost is invalid', async () => {
    const item = '{"kind":"json","category":"account-data","content":{"note":"a","note":"b"}}';
    const { connector } = await receiver((response) =>
      response.writeHead(200).end(`{"counts":{"account-data":1},"items":[${item}]}`),
    );

    await expect(connector.export(call)).rejects.toMatchObject({ code: 'invalid-answer' });
  });
});

test('a field that the protocol does not name goes no further', async () => {
  const { connector } = await receiver((response) =>
    json(response, { kind: 'waiting', counts: { 'account-data': 1 }, person: 'ada@example.com' }),
  );

  expect(await connector.erase(call)).toEqual({ kind: 'page', counts: { 'account-data': 1 } });
});

describe('the probe', () => {
  test('searches for a person that does not exist, and for nothing else', async () => {
    const { connector, messages } = await receiver(zero, { identifiers: ['email', 'phone'] });

    expect(await connector.probe()).toEqual({ kind: 'ready' });
    expect(messages).toHaveLength(1);
    expect(messages[0]).toMatchObject({ action: 'find', categories: [] });
  });

  test.each([
    [401, 'rejects the call'],
    [404, 'does not exist'],
    [302, 'redirects'],
    [501, 'cannot do'],
    [500, 'did not answer'],
  ])('after status %d says what is wrong and what to do', async (status, what) => {
    const { connector } = await receiver((response) => response.writeHead(status).end());

    expect(await connector.probe()).toEqual({
      kind: 'not-ready',
      what: expect.stringContaining(what) as unknown,
      remedy: expect.stringMatching(/\.$/) as unknown,
    });
  });
});
