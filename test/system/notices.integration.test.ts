import { once } from 'node:events';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { replayWindow, verifyWebhook } from '../../client/index.ts';
import { listActivity } from '../../lambda/ledger/activity-list.ts';
import { connectorTargets } from '../../lambda/policy/connector-targets.ts';
import type { Policy } from '../../lambda/policy/schema.ts';
import { openResolver } from '../../lambda/platform/webhook/destination.ts';
import type { Keyring } from '../../lambda/platform/keyring/keyring.ts';
import { records } from '../../lambda/record/table.ts';
import type { RequestRow } from '../../lambda/request/row.ts';
import { openWebhook } from '../../lambda/system/webhook/connector.ts';
import { systemClock } from '../../lambda/value/time.ts';
import type { RequestId } from '../../lambda/value/ids.ts';
import { recordDisclosure } from '../disclosure/recorded.ts';
import { follow, keep, newPerson, staff, submit } from '../request/request-fixture.ts';
import type { Person } from '../request/request-fixture.ts';
import { examplePolicy } from '../support/example-policy.ts';
import { openRunning, statesOf } from './running.ts';
import type { Running } from './running.ts';

/** A recipient with a service of its own: what it was sent, after it verified it. */
let received: Record<string, unknown>[] = [];
let reply: { status: number; body?: object } = { status: 204 };
let keyring: Keyring | undefined;
let service: Server;
let running: Running;
let stop: () => Promise<void> = () => Promise.resolve();

beforeEach(async () => {
  [received, reply] = [[], { status: 204 }];
  const remember = replayWindow();
  service = createServer((request, response) => {
    void (async () => {
      const { method = '', headers } = request;
      const body = Buffer.concat((await request.toArray()) as Uint8Array[]);
      const keys = { keys: [await keyring!.publicKey('webhooks')] };
      const outcome = await verifyWebhook({ method, headers, body, url }, keys, { remember });
      if (outcome.kind === 'verified') received.push(outcome.message as Record<string, unknown>);
      response.writeHead(outcome.kind === 'verified' ? reply.status : 401);
      response.end(reply.body && JSON.stringify(reply.body));
    })();
  }).listen(0, '127.0.0.1');
  await once(service, 'listening');
  const url = `http://localhost:${(service.address() as AddressInfo).port}/gdpr-19`;
  const { recipients } = examplePolicy;
  const provider = recipients['model-provider']!;
  const policy: Policy = {
    ...examplePolicy,
    recipients: {
      ...recipients,
      'model-provider': { ...provider, notify: { url, identifiers: ['email'] } },
    },
  };
  const opened: Record<string, ReturnType<typeof openWebhook>> = {};
  running = await openRunning(policy, { recipients: opened });
  ({ keyring } = running.fixture);
  for (const { key, connector } of connectorTargets(policy)) {
    if (connector.kind !== 'webhook') continue;
    opened[key.replace('recipient:', '')] = openWebhook({
      ...{ settings: connector, keyring, clock: systemClock, resolve: openResolver() },
      ...{ allowsLoopback: true, isNotice: true },
    });
  }
});
afterEach(async () => {
  await stop();
  await running.stop();
  service.close();
});

const disclose = ({ subjectId }: Person, recipient: string, category = 'prompt-text') =>
  recordDisclosure(running.fixture, subjectId, {
    ...{ recipient, purpose: 'inference', categories: [category] },
  });

const today = () => new Date(running.fixture.clock()).toISOString().slice(0, 10);

async function erase(person: Person) {
  const answer = await submit(running.fixture, person.caller, { kind: 'erasure' });
  const requestId = answer.body.request.requestId as RequestId;
  const shown = () => follow(running.fixture, answer.body.followUpToken).then(({ body }) => body);
  stop = running.drive();
  return { requestId, shown };
}

describe('GDPR Art. 19: after an erasure', () => {
  test('each recipient that received the data is notified once, and no other', async () => {
    const person = await newPerson(running.fixture);
    await disclose(person, 'model-provider');
    await disclose(person, 'model-provider');
    await disclose(person, 'cloud-hosting');
    reply = { status: 200, body: { counts: { 'prompt-text': 2 } } };

    const { requestId, shown } = await erase(person);
    const row = await running.until(
      requestId,
      ({ status, tasks }) =>
        status === 'completed' && tasks?.['recipient:model-provider']?.state === 'done',
    );

    expect(statesOf(row)).toEqual({
      'recipient:model-provider': 'done',
      'recipient:cloud-hosting': 'waiting-for-staff',
    });
    expect(received).toMatchObject([
      { action: 'erase', identifiers: [{ type: 'email', value: person.email }] },
    ]);
    const { notices, tasks } = await shown();
    expect(tasks).toHaveLength(1);
    const counts = { 'prompt-text': 2 };
    expect(notices).toMatchObject([
      { recipient: 'cloud-hosting', action: 'erase', status: 'waiting-for-staff' },
      { recipient: 'model-provider', action: 'erase', status: 'completed', byStaff: false, counts },
    ]);
    expect(notices[1].answeredAt).toEqual(expect.any(String));
    // No run has to name the person any more.
    expect(row.selector).toBeUndefined();
  });

  test('staff record how they informed a recipient that takes no calls', async () => {
    const person = await newPerson(running.fixture);
    await disclose(person, 'cloud-hosting');
    const { requestId, shown } = await erase(person);
    await running.until(requestId, ({ status }) => status === 'completed');

    const evidence = 'Letter of 3 May to the data protection officer of the host.';
    const { status } = await running.act(requestId, 'recipient:cloud-hosting', 'mark-done', {
      evidence,
    });

    expect(status).toBe(200);
    const body = await shown();
    expect(body.notices).toMatchObject([
      { recipient: 'cloud-hosting', status: 'completed', byStaff: true },
    ]);
    expect(JSON.stringify(await running.everything())).not.toContain(evidence);
  });

  test('a recipient that does not answer holds up nothing, and waits for staff', async () => {
    const person = await newPerson(running.fixture);
    await disclose(person, 'model-provider');
    reply = { status: 404 };

    const { requestId, shown } = await erase(person);
    const row = await running.until(
      requestId,
      ({ status, tasks }) =>
        status === 'completed' &&
        tasks?.['recipient:model-provider']?.state === 'waiting-for-staff',
    );

    expect(statesOf(row)).toEqual({ 'recipient:model-provider': 'waiting-for-staff (not-found)' });
    // Every attempt is the same delivery: a recipient that did the work does it once.
    expect(new Set(received.map(({ delivery }) => delivery)).size).toBe(1);
    reply = { status: 204 };
    await running.act(requestId, 'recipient:model-provider', 'retry');
    await running.until(
      requestId,
      ({ tasks }) => tasks?.['recipient:model-provider']?.state === 'done',
    );
    expect((await shown()).notices).toMatchObject([{ status: 'completed', byStaff: false }]);
  });
});

test('GDPR Art. 19: who can still sign in sees among their activities that a recipient was notified', async () => {
  const { fixture } = running;
  const person = await newPerson(fixture);
  await disclose(person, 'model-provider');
  const { body } = await submit(fixture, person.caller, { kind: 'restriction' });
  const requestId = body.request.requestId as RequestId;
  stop = running.drive();

  const isDone = ({ tasks }: RequestRow) => tasks?.['recipient:model-provider']?.state === 'done';
  await running.until(requestId, isDone);

  expect(received).toMatchObject([{ action: 'restrict', restricted: true }]);
  const { items } = await listActivity(fixture, person.subjectId, { limit: 50 });
  expect(items.filter(({ kind }) => kind === 'recipient-notified')).toMatchObject([
    { codes: { recipient: 'model-provider', action: 'restrict', requestId } },
  ]);
});

describe('GDPR Art. 19: a restriction', () => {
  const isDone = ({ tasks }: RequestRow) => tasks?.['recipient:model-provider']?.state === 'done';

  test('that staff enter is notified, and so is its lifting', async () => {
    const { fixture } = running;
    const person = await newPerson(fixture);
    await disclose(person, 'model-provider');
    await disclose(person, 'cloud-hosting');
    const subject = { type: 'email', value: person.email };
    const body = { kind: 'restriction', subject, channel: 'letter', receivedOn: today() };
    stop = running.drive();

    const entered = await staff(fixture, 'POST', '/on-behalf', { body });

    expect(entered.status).toBe(202);
    const requestId = entered.body.request.requestId as RequestId;
    const row = await running.until(requestId, isDone);
    expect(statesOf(row)).toEqual({
      'recipient:model-provider': 'done',
      'recipient:cloud-hosting': 'waiting-for-staff',
    });
    expect(received).toMatchObject([
      { action: 'restrict', restricted: true, categories: ['prompt-text'] },
    ]);

    await staff(fixture, 'POST', `/${requestId}/lift`);
    fixture.pass(7 * 86_400 + 60);
    await fixture.sweep();

    const lifted = await running.until(
      requestId,
      (current) =>
        current.tasks?.['recipient:model-provider']?.action === 'release' && isDone(current),
    );
    expect(received[1]).toMatchObject({ action: 'restrict', restricted: false });
    // Who takes no calls is informed of the end by staff as well, and is not called.
    expect(statesOf(lifted)).toMatchObject({ 'recipient:cloud-hosting': 'waiting-for-staff' });
  });

  test('that is ended by the token of the request is notified at once', async () => {
    const person = await newPerson(running.fixture);
    await disclose(person, 'model-provider');
    const { body } = await submit(running.fixture, person.caller, { kind: 'restriction' });
    const requestId = body.request.requestId as RequestId;
    stop = running.drive();
    await running.until(requestId, isDone);

    const ended = await follow(running.fixture, body.followUpToken, 'DELETE');

    expect(ended.status).toBe(200);
    await running.until(
      requestId,
      (row) => row.tasks?.['recipient:model-provider']?.action === 'release' && isDone(row),
    );
    expect(received.map(({ restricted }) => restricted)).toEqual([true, false]);
  });

  test('names to a recipient what it received for the restricted purposes alone', async () => {
    const person = await newPerson(running.fixture);
    await disclose(person, 'model-provider');
    await disclose(person, 'cloud-hosting', 'account-profile');
    const [purpose] = Object.entries(examplePolicy.purposes)
      .filter(
        ([, { categories }]) =>
          categories.includes('prompt-text') && !categories.includes('account-profile'),
      )
      .map(([id]) => id);
    const asked = { kind: 'restriction', purposes: [purpose] };
    const { body } = await submit(running.fixture, person.caller, asked);

    const row = await running.fixture.requests.get(body.request.requestId as RequestId);

    expect(Object.keys(statesOf(row))).toEqual(['recipient:model-provider']);
  });
});

describe('GDPR Art. 19: after a correction', () => {
  const prompt = { category: 'prompt-text', purposes: ['service-provision'] };

  async function correct(person: Person, decision: object) {
    const { fixture } = running;
    const [record] = await fixture.rows(records);
    const recordId = record?.['recordId'];
    const asked = { kind: 'rectification', corrections: [{ recordId, content: 'right' }] };
    const answer = await submit(fixture, person.caller, asked);
    const requestId = answer.body.request.requestId as RequestId;
    const path = `/${requestId}/corrections/1`;
    const decided = await staff(fixture, 'POST', path, { body: decision });
    expect(decided.status).toBe(200);
    stop = running.drive();
    return { requestId, decided: decided.body };
  }

  test('recipients of the category are notified at once, with what to correct', async () => {
    const { fixture } = running;
    const person = await newPerson(fixture);
    await keep(fixture, person, [{ ...prompt, content: 'wrong' }]);
    await disclose(person, 'model-provider');
    await disclose(person, 'cloud-hosting');
    await disclose(person, 'support-desk', 'account-profile');

    const { requestId, decided } = await correct(person, { decision: 'accept' });

    // No request waits for a recipient.
    expect(decided.status).toBe('completed');
    const row = await running.until(
      requestId,
      ({ tasks }) => tasks?.['recipient:model-provider']?.state === 'done',
    );
    expect(statesOf(row)).toEqual({
      'recipient:model-provider': 'done',
      'recipient:cloud-hosting': 'waiting-for-staff',
    });
    expect(received).toMatchObject([
      {
        action: 'rectify',
        categories: ['prompt-text'],
        identifiers: [{ type: 'email', value: person.email }],
        corrections: [{ category: 'prompt-text', old: 'wrong', new: 'right' }],
      },
    ]);
  });

  test('a refused one is no rectification: no recipient is notified', async () => {
    const { fixture } = running;
    const person = await newPerson(fixture);
    await keep(fixture, person, [{ ...prompt, content: 'true' }]);
    await disclose(person, 'model-provider');

    const { requestId } = await correct(person, { decision: 'refuse', ground: 'found-accurate' });

    const row = await running.until(requestId, ({ status }) => status === 'denied');
    expect(statesOf(row)).toEqual({});
    expect(received).toEqual([]);
  });

  test('a recipient learns of no category that it did not receive', async () => {
    const { fixture } = running;
    const person = await newPerson(fixture);
    await keep(fixture, person, [
      { ...prompt, content: { text: 'wrong' } },
      { ...prompt, category: 'account-profile', content: { city: 'Bonn' } },
    ]);
    await disclose(person, 'model-provider');
    const corrections = [
      { category: 'prompt-text', pointer: '/text', value: 'right' },
      { category: 'account-profile', pointer: '/city', value: 'Cologne' },
    ];
    const asked = { kind: 'rectification', corrections };
    const { body } = await submit(fixture, person.caller, asked);
    const requestId = body.request.requestId as RequestId;
    stop = running.drive();

    for (const number of [1, 2]) {
      const path = `/${requestId}/corrections/${number}`;
      await staff(fixture, 'POST', path, { body: { decision: 'accept' } });
    }
    await running.until(
      requestId,
      ({ tasks }) => tasks?.['recipient:model-provider']?.state === 'done',
    );

    expect(received).toHaveLength(1);
    expect(received[0]?.['corrections']).toEqual([
      { category: 'prompt-text', pointer: '/text', old: 'wrong', new: 'right' },
    ]);
  });
});

test('no recipient is notified of an export, nor where nothing was disclosed', async () => {
  const [person, other] = [await newPerson(running.fixture), await newPerson(running.fixture)];
  await disclose(person, 'model-provider');
  const access = await submit(running.fixture, person.caller, { kind: 'access' });
  const { requestId } = await erase(other);

  const rows = [
    await running.until(
      access.body.request.requestId as RequestId,
      ({ status }) => status === 'completed',
    ),
    await running.until(requestId, ({ status }) => status === 'completed'),
  ];

  expect(rows.map((row) => statesOf(row))).toEqual([{}, {}]);
  expect(received).toEqual([]);
});
