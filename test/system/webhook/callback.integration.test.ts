import { once } from 'node:events';
import { request as httpsRequest } from 'node:https';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createApp } from '../../../lambda/platform/http/app.ts';
import { openResolver } from '../../../lambda/platform/webhook/destination.ts';
import { isClosed } from '../../../lambda/request/model/request.ts';
import { answerHandlers } from '../../../lambda/system/answer/api.ts';
import { systemAnswers } from '../../../lambda/system/answer/needs.ts';
import { answerRoutes } from '../../../lambda/system/answer/routes.ts';
import { openWebhook } from '../../../lambda/system/webhook/connector.ts';
import { sha256Hex } from '../../../lambda/value/canonical.ts';
import type { RequestId } from '../../../lambda/value/ids.ts';
import { systemClock } from '../../../lambda/value/time.ts';
import { follow, keep, newPerson, submit } from '../../request/request-fixture.ts';
import { call } from '../../support/call.ts';
import { openRunning, policyWithSystems, statesOf } from '../running.ts';
import type { Running } from '../running.ts';
import { startLaterReceiver } from './later-receiver.ts';
import type { LaterReceiver } from './later-receiver.ts';

const target = 'system:crm';
const week = 7 * 86_400;

let running: Running;
let receiver: LaterReceiver;
let stop: () => Promise<void> = () => Promise.resolve();
beforeEach(async () => {
  const connectors: Record<string, ReturnType<typeof openWebhook>> = {};
  running = await openRunning(policyWithSystems, { connectors });
  const { keyring } = running.fixture;
  receiver = await startLaterReceiver(keyring);
  const { url, certificateAuthority } = receiver;
  connectors['crm'] = openWebhook({
    settings: {
      ...{ kind: 'webhook', url, certificateAuthority },
      ...{ identifiers: ['email'], answer: 'callback' },
    },
    ...{ keyring, clock: systemClock, resolve: openResolver(), allowsLoopback: true },
    isNotice: false,
  });
});
afterEach(async () => {
  await stop();
  receiver.stop();
  await running.stop();
});

async function begin() {
  const person = await newPerson(running.fixture);
  await keep(running.fixture, person, [{}, {}]);
  for (const email of [person.email, person.email, person.email, 'noa@example.org']) {
    receiver.rows.push({ email, category: 'prompt-text' });
  }
  const { body } = await submit(running.fixture, person.caller, { kind: 'erasure' });
  const requestId = body.request.requestId as RequestId;
  const shown = () => follow(running.fixture, body.followUpToken).then((answer) => answer.body);
  stop = running.drive();
  return { person, requestId, shown };
}

/** The call that the service has taken. */
async function taken() {
  for (let waited = 0; waited < 20_000; waited += 20) {
    const next = receiver.taken.shift();
    if (next?.answerTo !== undefined) return { ...next, answerTo: next.answerTo };
    await delay(20);
  }
  throw new Error('nothing was asked');
}

/** As the service calls the API: once, whether or not the run that asked has ended. */
async function answer(
  { answerTo }: Pick<Awaited<ReturnType<typeof taken>>, 'answerTo'>,
  body: object,
) {
  const { status } = await call(
    createApp(
      { ...running.fixture, facts: systemAnswers, environment: {} as never } as never,
      answerRoutes,
      answerHandlers(running.fixture),
    ),
    {
      ...{ method: 'POST', path: answerTo.path, body },
      caller: { kind: 'system-answer', token: answerTo.token },
    },
  );
  return status;
}

const steps = [
  ['find', 'first'],
  ['erase', 'first'],
  ['find', 'first'],
  ['find', 'second'],
] as const;

/** The service works on every call of the erasure, and answers each. */
async function answerAll() {
  const asked: string[][] = [];
  for (const _ of steps) {
    const next = await taken();
    asked.push([next.action, next.path]);
    expect(await answer(next, receiver.work(next))).toBe(204);
  }
  return asked;
}

const taskOf = async (requestId: RequestId) =>
  (await running.fixture.requests.get(requestId))?.tasks?.[target];

test('a service that verifies each call and answers it later is erased at, and certified with its counts', async () => {
  const { person, requestId, shown } = await begin();

  expect(await answerAll()).toEqual(steps.map((step) => [...step]));

  const row = await running.until(requestId, ({ status }) => isClosed(status));
  expect(row.status).toBe('completed');
  expect(receiver.rejected).toEqual([]);
  expect(receiver.rows).toEqual([{ email: 'noa@example.org', category: 'prompt-text' }]);
  expect((await shown()).manifest.systems[0]).toMatchObject({
    ...{ system: 'crm', status: 'done', found: { 'prompt-text': 3 }, erased: { 'prompt-text': 3 } },
    rowsOfAnother: { before: 1, after: 1 },
  });
  expect(JSON.stringify(await running.everything())).not.toContain(person.email);
});

test('a call that Custos did not sign is rejected by the service', async () => {
  const sent = httpsRequest(receiver.url, {
    ...{ method: 'POST', ca: receiver.certificateAuthority },
    headers: { 'content-type': 'application/json' },
  });
  sent.end(JSON.stringify({ action: 'erase', identifiers: [] }));
  const [response] = (await once(sent, 'response')) as [{ readonly statusCode?: number }];

  expect(response.statusCode).toBe(401);
  expect(receiver.rejected).toEqual(['signature-missing']);
});

describe('an answer', () => {
  test('with a token that is not of this call changes nothing', async () => {
    const { requestId } = await begin();
    const [one] = [await taken()];
    await running.until(requestId, ({ tasks }) => tasks?.[target]?.state === 'waiting-for-answer');
    const before = await taskOf(requestId);
    const { path, token } = one.answerTo;
    const elsewhere = path.replace(target, 'system:memory');

    for (const answerTo of [
      { path, token: `${token.slice(0, -4)}AAAA` },
      { path, token: token.replace('find-before.1', 'erase-1.1') },
      { path, token: 'x'.repeat(60) },
      { path: elsewhere, token },
    ]) {
      expect(await answer({ answerTo }, { counts: {} })).toBe(401);
    }
    expect(await taskOf(requestId)).toEqual(before);
  });

  test('that comes again, or for a step that is over, is taken and counts once', async () => {
    const { requestId } = await begin();
    const found = await taken();
    const counts = receiver.work(found);
    expect(await answer(found, counts)).toBe(204);

    const erase = await taken();
    await running.until(requestId, ({ tasks }) => tasks?.[target]?.state === 'waiting-for-answer');
    const before = await taskOf(requestId);
    for (const body of [counts, { counts: { 'prompt-text': 99 } }, {}]) {
      expect(await answer(found, body)).toBe(204);
    }
    expect(await taskOf(requestId)).toEqual(before);

    expect(await answer(erase, receiver.work(erase))).toBe(204);
    for (const _ of steps.slice(2)) {
      const next = await taken();
      expect(await answer(next, receiver.work(next))).toBe(204);
    }
    const row = await running.until(requestId, ({ status }) => isClosed(status));
    expect(row.tasks?.[target]).toMatchObject({
      ...{ state: 'done', found: { 'prompt-text': 3 }, done: { 'prompt-text': 3 } },
    });
    // The token of a task that has ended opens nothing any more.
    expect([204, 409]).toContain(await answer(erase, { counts: { 'prompt-text': 99 } }));
    expect(await taskOf(requestId)).toEqual(row.tasks?.[target]);
  });

  test('that is late is taken after the request ended in part, and certified in the certificate that follows', async () => {
    const { requestId, shown } = await begin();
    const late = await taken();
    await running.until(
      requestId,
      ({ tasks }) =>
        tasks?.['system:memory']?.state === 'done' && tasks[target]?.state === 'waiting-for-answer',
    );
    running.fixture.pass(week + 60);
    const partly = await running.sweepUntil(requestId, ({ status }) => isClosed(status));
    expect(partly.status).toBe('partially-completed');
    expect(statesOf(partly)[target]).toBe('waiting-for-staff (not-answered)');
    const before = await shown();
    expect(before.manifest.systems[0]).toMatchObject({ system: 'crm', error: 'not-answered' });
    // Of the stores of Custos nothing is left; the service still has its rows.
    expect(receiver.rows).toHaveLength(4);

    receiver.taken.unshift(late);
    await answerAll();
    await running.until(requestId, ({ lateSince }) => lateSince !== undefined);
    await running.sweepUntil(requestId, ({ status }) => status === 'completed');
    expect(receiver.rows).toHaveLength(1);
    const after = await shown();
    expect(after.certificateContent).toMatchObject({
      systems: { done: 2 },
      previousCertificateSha256: sha256Hex(before.certificate),
    });
    expect(after.manifest.systems[0]).toMatchObject({
      ...{ system: 'crm', status: 'done', erased: { 'prompt-text': 3 } },
    });
  });
});
