import { strFromU8, unzipSync } from 'fflate';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { milliseconds } from '../../lambda/value/time.ts';
import { outbox } from '../../lambda/ledger/table.ts';
import { fulfilExport } from '../../lambda/export/export.ts';
import { begin, fail } from '../../lambda/request/attempt.ts';
import { sweep } from '../../lambda/fulfilment/sweep.ts';
import { openRequests, requests } from '../../lambda/request/table.ts';
import {
  firstAttempt,
  follow,
  long,
  openRequestFixture,
  signedIn,
  newPerson,
  staff,
  submit,
} from './request-fixture.ts';
import type { RequestFixture } from './request-fixture.ts';
import { examplePolicy } from '../support/example-policy.ts';

let fixture: RequestFixture;
let strict: RequestFixture;
const policy = examplePolicy;
beforeAll(async () => {
  fixture = await openRequestFixture();
  strict = await openRequestFixture({
    ...policy,
    requests: {
      ...policy.requests,
      access: { ...policy.requests.access, approvals: 1 },
      erasure: { ...policy.requests.erasure, approvals: 1 },
    },
  });
});
afterAll(async () => {
  await fixture.stop();
  await strict.stop();
});

const own = (caller: Parameters<typeof submit>[1], path: string, method = 'GET') =>
  fixture.send({ method, path: `/v1/me/requests${path}`, caller });

test.each([
  ['reads a request', '', 'GET'],
  ['cancels one', '', 'DELETE'],
  ['downloads one', '/download', 'POST'],
])('whoever %s of nobody has claimed their address by it', async (_title, path, method) => {
  const first = signedIn(fixture);
  const { email } = first;
  const by = { by: 'service', residence: 'DE' } as const;
  const { subject } = await fixture.subjects.register({ type: 'email', value: email! }, by);

  const { status } = await own(first, `/${randomUUID()}${path}`, method);

  expect(status).toBe(404);
  // The mailbox changes hands: the next account of the issuer is another person.
  const next = await fixture.subjects.resolveCaller(signedIn(fixture, email));
  expect(next.kind).toBe('unknown');
  expect(await fixture.subjects.resolveCaller(first)).toMatchObject({
    subject: { subjectId: subject.subjectId },
  });
});

describe('submitting a request', () => {
  test('is answered with the request, its dates and a token, and is carried out at once', async () => {
    fixture.setClock('2026-11-24T12:00:00Z');
    const { caller } = await newPerson(fixture);

    const answer = await submit(fixture, caller, { kind: 'access', reason: 'I wonder.' });

    fixture.setClock(undefined);
    expect(answer.status).toBe(202);
    expect(answer.headers['cache-control']).toBe('no-store');
    expect(answer.body.followUpToken).toMatch(/^cft_[0-9a-f-]{36}\.[\w-]{43}$/);
    expect(answer.body.request).toEqual({
      requestId: expect.any(String),
      kind: 'access',
      status: 'in-progress',
      receivedAt: '2026-11-24T12:00:00.000Z',
      dueAt: '2026-12-24T22:59:59.999Z',
      jurisdiction: 'gdpr',
      advisory: true,
      assurance: 'recent-account',
      channel: 'account',
      clock: { state: 'running', pauses: [] },
      tasks: [{ system: 'custos', status: 'running' }],
      timeline: [
        { at: '2026-11-24T12:00:00.000Z', event: 'received' },
        { at: '2026-11-24T12:00:00.000Z', event: 'in-progress' },
      ],
    });
    expect(await fixture.started()).toContain(`${answer.body.request.requestId}-1`);
  });

  test('in California, is acknowledged in 10 business days and answered in 45 days', async () => {
    fixture.setClock('2026-11-24T20:00:00Z');
    const { caller } = await newPerson(fixture, 'US-CA');

    const answer = await submit(fixture, caller, { kind: 'erasure' });

    fixture.setClock(undefined);
    expect(answer.body.request).toMatchObject({
      jurisdiction: 'ccpa',
      acknowledgeBy: expect.stringContaining('2026-12-08'),
      dueAt: expect.stringContaining('2027-01-08'),
    });
  });

  test.each([
    [{ kind: 'everything' }, '/kind'],
    [{}, '/kind'],
    [{ kind: 'access', subject: 'me' }, '/subject'],
    [{ kind: 'access', categories: ['unheard-of'] }, '/categories/0'],
    [{ kind: 'access', categories: [] }, '/categories'],
    [{ kind: 'erasure', categories: ['prompt-text'] }, '/categories'],
    [{ kind: 'access', purposes: ['safety'] }, '/purposes'],
    [{ kind: 'erasure', corrections: { name: 'x' } }, '/corrections'],
    [{ kind: 'access', reason: 'a\u0000b' }, '/reason'],
    [{ kind: 'access', locale: 'no_language' }, '/locale'],
    [{ kind: 'access', reason: 'x'.repeat(2_001) }, '/reason'],
    [{ kind: '__proto__' }, '/kind'],
  ])('with the body %j is refused at %s and stores nothing', async (body, pointer) => {
    const caller = signedIn(fixture);

    const answer = await submit(fixture, caller, body);

    expect(answer.status).toBe(422);
    expect(answer.body.errors[0].pointer).toBe(pointer);
    expect((await fixture.subjects.resolveCaller(caller)).kind).toBe('unknown');
  });

  test('needs a recent sign-in, and says so as RFC 9470 has it', async () => {
    const caller = signedIn(fixture);

    for (const stale of [long(caller), { ...caller, authenticatedAt: undefined }]) {
      const answer = await submit(fixture, stale, { kind: 'erasure' });

      expect(answer.status).toBe(401);
      expect(answer.body.type).toBe('urn:custos:problem:recent-authentication-required');
      expect(answer.headers['www-authenticate']).toContain('insufficient_user_authentication');
      expect(answer.headers['www-authenticate']).toContain('max_age="900"');
    }
    expect((await fixture.subjects.resolveCaller(caller)).kind).toBe('unknown');
  });

  test('by an unknown person is accepted: that nothing is held is an outcome', async () => {
    const caller = signedIn(fixture);

    const answer = await submit(fixture, caller, { kind: 'erasure' });

    expect(answer.status).toBe(202);
    expect((await own(caller, '')).body.items).toHaveLength(1);
  });

  test('a second one of the kind is refused with the id of the first; another kind is taken', async () => {
    const { caller } = await newPerson(fixture);
    const first = await submit(fixture, caller, { kind: 'access' });

    const second = await submit(fixture, caller, { kind: 'access' });
    const other = await submit(fixture, caller, { kind: 'erasure' });

    expect(second.status).toBe(409);
    expect(second.body).toMatchObject({
      type: 'urn:custos:problem:request-already-open',
      openRequestId: first.body.request.requestId,
    });
    expect(other.status).toBe(202);
  });

  test('twenty at the same moment open one', async () => {
    const { caller, subjectId } = await newPerson(fixture);

    const answers = await Promise.all(
      Array.from({ length: 20 }, () => submit(fixture, caller, { kind: 'access' })),
    );

    expect(answers.filter(({ status }) => status === 202)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(19);
    expect(await fixture.requests.locks(subjectId)).toHaveLength(1);
  });

  test('repeated with its key, answers the same request and the same token', async () => {
    const { caller } = await newPerson(fixture);
    const headers = { 'idempotency-key': 'k-1' };
    const first = await submit(fixture, caller, { kind: 'access' }, headers);

    const again = await submit(fixture, caller, { kind: 'access' }, headers);
    const other = await submit(fixture, caller, { kind: 'erasure' }, headers);

    expect(again.status).toBe(202);
    expect(again.headers['idempotency-replayed']).toBe('true');
    expect(again.body).toEqual(first.body);
    expect(other.body.type).toBe('urn:custos:problem:idempotency-key-reused');
  });

  test('stores the reason encrypted and the token only as an HMAC; the ledger has kind and status', async () => {
    const { caller, email } = await newPerson(fixture);
    const answer = await submit(fixture, caller, {
      kind: 'access',
      reason: 'Because of Elsewhere',
    });

    const { requestId } = answer.body.request;
    const rows = [...(await fixture.rows(requests)), ...(await fixture.rows(openRequests))];
    const entries = await fixture.rows(outbox);
    const stored = JSON.stringify([rows, entries], (_, value: unknown) =>
      value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : value,
    );

    for (const secret of ['Elsewhere', email, answer.body.followUpToken.split('.')[1]]) {
      expect(stored).not.toContain(secret);
      expect(fixture.logged.join('\n')).not.toContain(secret);
    }
    expect(rows.some((row) => row['requestId'] === requestId)).toBe(true);
    const types = entries.map((entry) => entry['type']);
    expect(types).toContain('request.received');
    expect(types).toContain('request.changed');
  });
});

describe('the language of a request', () => {
  test('GDPR Art. 12(1): is that of the request, whatever the settings say', async () => {
    const { caller } = await newPerson(fixture);

    const answer = await submit(fixture, caller, { kind: 'access', locale: 'de-AT' });
    const run = firstAttempt(answer);
    await begin(fixture, run);
    await fulfilExport(fixture, run);

    const { url } = (await follow(fixture, answer.body.followUpToken, 'POST', '/download')).body;
    const zip = await fixture.fetchObject(url);
    if (typeof zip === 'string') throw new Error(zip);
    expect(answer.body.request.locale).toBe('de-AT');
    expect(strFromU8(unzipSync(zip)['index.html']!)).toContain('<html lang="de"');
  });

  test('is written down with the choices that the request makes', async () => {
    const { caller, subjectId } = await newPerson(fixture);

    await submit(fixture, caller, { kind: 'objection', locale: 'de' });

    const [event] = await Array.fromAsync(fixture.consents.history(subjectId));
    expect(event?.evidence?.locale).toBe('de');
  });
});

describe('following a request', () => {
  test('lists the newest first and answers one; foreign and malformed ids look unknown', async () => {
    const [ada, grace] = [await newPerson(fixture), await newPerson(fixture)];
    const first = await submit(fixture, ada.caller, { kind: 'access' });
    const second = await submit(fixture, ada.caller, { kind: 'erasure' });

    const list = await own(ada.caller, '');
    const mine = await own(ada.caller, `/${first.body.request.requestId}`);
    const foreign = await own(grace.caller, `/${first.body.request.requestId}`);
    const malformed = await own(ada.caller, '/not-an-id');
    const cancelled = await own(grace.caller, `/${first.body.request.requestId}`, 'DELETE');

    expect(list.body.items.map(({ requestId }: { requestId: string }) => requestId)).toEqual([
      second.body.request.requestId,
      first.body.request.requestId,
    ]);
    const mails = [{ template: 'receipt', state: 'queued', at: expect.any(String) }];
    expect(mine.body).toEqual({ ...first.body.request, mails });
    for (const answer of [foreign, malformed, cancelled]) expect(answer.status).toBe(404);
    expect(foreign.body.detail).toEqual(malformed.body.detail);
    expect((await own(signedIn(fixture), '')).body).toEqual({ items: [] });
  });

  test('pages through a list and rejects the cursor of another person', async () => {
    const [ada, grace] = [await newPerson(fixture), await newPerson(fixture)];
    for (let count = 0; count < 3; count += 1) {
      const { body } = await submit(fixture, ada.caller, { kind: 'access' });
      await own(ada.caller, `/${body.request.requestId}`, 'DELETE');
    }
    const page = (caller: typeof ada.caller, query: Record<string, string>) =>
      fixture.send({ method: 'GET', path: '/v1/me/requests', caller, query });

    const first = await page(ada.caller, { limit: '2' });
    const second = await page(ada.caller, { limit: '2', cursor: first.body.nextCursor });
    const foreign = await page(grace.caller, { cursor: first.body.nextCursor });

    expect([first.body.items.length, second.body.items.length]).toEqual([2, 1]);
    expect(foreign.status).toBe(422);
    expect(foreign.body.errors[0].pointer).toBe('/query/cursor');
  });

  test('with the token needs no account; every wrong token gets the same answer', async () => {
    const { caller } = await newPerson(fixture);
    const { body } = await submit(fixture, caller, { kind: 'access' });
    const token: string = body.followUpToken;
    const unknown = `cft_0193f1c0-5a7e-7c3a-9d2e-1b2c3d4e5f60.${'A'.repeat(43)}`;

    const right = await follow(fixture, token);
    const wrong = await Promise.all(
      [`${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`, unknown, 'x'.repeat(40)].map(
        (other) => follow(fixture, other),
      ),
    );

    const mails = [{ template: 'receipt', state: 'queued', at: expect.any(String) }];
    expect(right.body).toEqual({ ...body.request, mails });
    for (const answer of wrong) {
      expect(answer.status).toBe(401);
      expect({ ...answer.body, requestId: '' }).toEqual({ ...wrong[0]!.body, requestId: '' });
    }
  });
});

describe('calling a request off', () => {
  test('cancels it, frees its kind and is the same when repeated', async () => {
    const { caller } = await newPerson(fixture);
    const { body } = await submit(fixture, caller, { kind: 'access' });
    const { requestId } = body.request;

    const cancelled = await own(caller, `/${requestId}`, 'DELETE');
    const again = await own(caller, `/${requestId}`, 'DELETE');
    const next = await submit(fixture, caller, { kind: 'access' });

    expect(cancelled.body).toMatchObject({ status: 'cancelled', clock: { state: 'stopped' } });
    expect(again.body).toEqual(cancelled.body);
    expect(next.status).toBe(202);
  });

  test('with the token does the same, and the attempt that works on the request stops', async () => {
    const { caller } = await newPerson(fixture);
    const answer = await submit(fixture, caller, { kind: 'erasure' });

    const cancelled = await follow(fixture, answer.body.followUpToken, 'DELETE');

    expect(cancelled.body.status).toBe('cancelled');
    expect(await begin(fixture, firstAttempt(answer))).toEqual({ kind: 'superseded' });
  });

  test('is refused when the request is closed', async () => {
    const { caller } = await newPerson(strict);
    const { body } = await submit(strict, caller, { kind: 'access' });
    const { requestId } = body.request;
    await staff(strict, 'POST', `/${requestId}/deny`, { body: { ground: 'manifestly-excessive' } });

    const answer = await follow(strict, body.followUpToken, 'DELETE');

    expect(answer.status).toBe(409);
    expect(answer.body.type).toBe('urn:custos:problem:conflict');
  });
});

describe('the queue of the privacy team', () => {
  test('holds requests that wait for approval, and starts them when it is given', async () => {
    const { caller } = await newPerson(strict);
    const { body } = await submit(strict, caller, { kind: 'erasure' });
    const { requestId, status } = body.request;
    const before = await strict.started();

    const waiting = await staff(strict, 'GET', '', { query: { status: 'approval-required' } });
    const approved = await staff(strict, 'POST', `/${requestId}/approve`);
    const twice = await staff(strict, 'POST', `/${requestId}/approve`);

    expect(status).toBe('approval-required');
    expect(before).not.toContain(`${requestId}-1`);
    expect(waiting.body.items.map((one: { requestId: string }) => one.requestId)).toContain(
      requestId,
    );
    expect(approved.body.status).toBe('in-progress');
    expect(approved.body.timeline.slice(-2).map((one: { event: string }) => one.event)).toEqual([
      'approved',
      'in-progress',
    ]);
    expect(await strict.started()).toContain(`${requestId}-1`);
    expect(twice.status).toBe(409);
  });

  test('denies on a ground of the law, which the person learns with the remedies', async () => {
    const { caller } = await newPerson(strict);
    const { body } = await submit(strict, caller, { kind: 'access', reason: 'Mine' });
    const { requestId } = body.request;
    const deny = (request: object) =>
      staff(strict, 'POST', `/${requestId}/deny`, { body: request });

    const foreign = await deny({ ground: 'legal-claims' });
    const unknown = await deny({ ground: 'no-time' });
    const denied = await deny({ ground: 'manifestly-unfounded', note: 'The fifth this week' });

    expect([foreign.status, unknown.status]).toEqual([422, 422]);
    expect(foreign.body.errors[0].pointer).toBe('/ground');
    expect(denied.status).toBe(200);
    const reported = await follow(strict, body.followUpToken);
    expect(reported.body).toMatchObject({
      status: 'denied',
      refusal: {
        reasons: ['manifestly-unfounded'],
        remedies: { authority: expect.any(String), court: expect.any(String) },
      },
      clock: { state: 'stopped' },
    });
    expect(JSON.stringify(reported.body)).not.toContain('fifth');
    expect((await staff(strict, 'POST', `/${requestId}/approve`)).status).toBe(409);
  });

  test('lists by due date, over all statuses or one, page by page', async () => {
    const lonely = await openRequestFixture();
    try {
      for (const day of ['2026-01-02', '2026-01-05', '2026-01-03']) {
        lonely.setClock(`${day}T12:00:00Z`);
        await submit(lonely, signedIn(lonely), { kind: 'access' });
      }
      const list = (query: Record<string, string>) => staff(lonely, 'GET', '', { query });
      const days = ({ body }: Awaited<ReturnType<typeof list>>): string[] =>
        body.items.map(({ receivedAt }: { receivedAt: string }) => receivedAt.slice(0, 10));

      const first = await list({ limit: '2' });
      const second = await list({ limit: '2', cursor: first.body.nextCursor });
      const due = await list({ dueBefore: '2026-02-03T00:00:00+01:00' });
      const later = await list({ dueFrom: first.body.items[1].dueAt });
      const turned = await list({
        dueFrom: first.body.items[1].dueAt,
        dueBefore: first.body.items[1].dueAt,
      });
      const none = await list({ status: 'failed' });
      const crossed = await list({ status: 'failed', cursor: first.body.nextCursor });

      expect(days(first)).toEqual(['2026-01-02', '2026-01-03']);
      expect(days(second)).toEqual(['2026-01-05']);
      expect(days(due)).toEqual(['2026-01-02']);
      expect(days(later)).toEqual(['2026-01-03', '2026-01-05']);
      expect(turned.status).toBe(422);
      // A place that is beyond what is asked for.
      const cursor = first.body.nextCursor;
      expect((await list({ dueFrom: '2027-01-01T00:00:00Z', cursor })).status).toBe(422);
      expect((await list({ dueBefore: '2026-01-01T00:00:00Z', cursor })).status).toBe(422);
      expect(none.body).toEqual({ items: [] });
      expect(crossed.status).toBe(422);
      const types = (await lonely.rows(outbox)).map((entry) => entry['type']);
      expect(types.filter((type) => type === 'staff.read').length).toBeGreaterThan(3);
    } finally {
      await lonely.stop();
    }
  });

  test('lists what waits for something, or is of one kind, page by page', async () => {
    const { requests } = examplePolicy;
    const approvals = { access: { ...requests.access, approvals: 1 } };
    const lonely = await openRequestFixture({
      ...examplePolicy,
      requests: { ...requests, ...approvals },
    });
    try {
      const made: string[] = [];
      for (const body of [
        { kind: 'access' },
        { kind: 'portability' },
        { kind: 'complaint', reason: 'You wrote to me.' },
        {
          kind: 'rectification',
          corrections: [{ category: 'prompt-text', pointer: '/city', value: 'Bonn' }],
        },
        { kind: 'complaint', reason: 'You called me.' },
      ]) {
        const { body: sent } = await submit(lonely, signedIn(lonely), body);
        made.push(sent.request.requestId);
      }
      const list = async (query: Record<string, string>): Promise<string[]> => {
        const found: string[] = [];
        let cursor: string | undefined;
        do {
          const page = await staff(lonely, 'GET', '', {
            query: { ...query, limit: '1', ...(cursor !== undefined && { cursor }) },
          });
          expect(page.status).toBe(200);
          found.push(...page.body.items.map((one: { requestId: string }) => one.requestId));
          cursor = page.body.nextCursor;
        } while (cursor !== undefined);
        return found.sort();
      };
      const [access, , first, rectification, second] = made;

      expect(await list({ waitingFor: 'approval' })).toEqual([access]);
      expect(await list({ waitingFor: 'corrections' })).toEqual([rectification]);
      expect(await list({ waitingFor: 'answer' })).toEqual([first, second].sort());
      expect(await list({ waitingFor: 'identity' })).toEqual([]);
      expect(await list({ kind: 'complaint' })).toEqual([first, second].sort());
      expect(await list({ kind: 'complaint', waitingFor: 'approval' })).toEqual([]);
      expect(await list({ waitingFor: 'answer', status: 'in-progress' })).toHaveLength(2);
      const crossed = await staff(lonely, 'GET', '', {
        query: { waitingFor: 'answer', status: 'failed' },
      });
      expect(crossed.status).toBe(422);
      expect(crossed.body.errors[0].pointer).toBe('/query/status');
    } finally {
      await lonely.stop();
    }
  });

  test('shows one request without text, and a failed one is carried out again on demand', async () => {
    const { caller } = await newPerson(fixture);
    const answer = await submit(fixture, caller, { kind: 'access', reason: 'A private reason' });
    const run = firstAttempt(answer);
    await begin(fixture, run);
    await fail(fixture, run, 'attempt-failed');

    const seen = await staff(fixture, 'GET', `/${run.requestId}`, { scopes: 'custos/requests' });
    const retried = await staff(fixture, 'POST', `/${run.requestId}/retry`);
    const twice = await staff(fixture, 'POST', `/${run.requestId}/retry`);

    expect(seen.body).toMatchObject({
      status: 'failed',
      clock: { state: 'running' },
      tasks: [{ status: 'failed', error: 'attempt-failed' }],
    });
    expect(JSON.stringify(seen.body)).not.toContain('private');
    expect(retried.body.status).toBe('in-progress');
    expect(await fixture.started()).toContain(`${run.requestId}-2`);
    expect(await begin(fixture, run)).toEqual({ kind: 'superseded' });
    expect(twice.status).toBe(409);
    expect((await staff(fixture, 'POST', '/nonsense/retry')).status).toBe(404);
  });
});

describe('more time to answer', () => {
  test('GDPR Art. 12(3): is taken once, on a ground of the law, and reported', async () => {
    strict.setClock('2026-11-24T12:00:00Z');
    const { caller } = await newPerson(strict);
    const { body } = await submit(strict, caller, { kind: 'erasure' });
    const send = (what: string, ground?: object) =>
      staff(strict, 'POST', `/${body.request.requestId}/${what}`, {
        ...(ground && { body: ground }),
      });

    const unlawful = await send('extend', { ground: 'fee-paid' });
    const extended = await send('extend', { ground: 'complexity' });
    const again = await send('extend', { ground: 'complexity' });
    const paused = await send('pause', { ground: 'clarification-needed' });
    const resumed = await send('resume');

    strict.setClock(undefined);
    expect(unlawful.body.errors[0].pointer).toBe('/ground');
    expect(extended.body).toMatchObject({
      dueAt: '2027-02-24T22:59:59.999Z',
      clock: { state: 'running', extension: { ground: 'complexity', times: 1 } },
    });
    expect(extended.body.timeline.at(-1).event).toBe('extended');
    expect(again.status).toBe(409);
    expect(paused.status).toBe(422);
    expect(resumed.status).toBe(409);
    const reported = await follow(strict, body.followUpToken);
    expect(reported.body.clock).toEqual(extended.body.clock);
    expect((await staff(strict, 'POST', '/x/resume')).status).toBe(404);
  });

  test('UK GDPR Art. 12A(5): a pause ends when the work begins, and its days do not count', async () => {
    strict.setClock('2026-06-01T12:00:00Z');
    const { caller } = await newPerson(strict, 'GB');
    const { body } = await submit(strict, caller, { kind: 'access' });
    const send = (what: string, options = {}) =>
      staff(strict, 'POST', `/${body.request.requestId}/${what}`, options);
    await send('pause', { body: { ground: 'clarification-needed' } });
    strict.setClock('2026-06-05T12:00:00Z');

    const approved = await send('approve');

    strict.setClock(undefined);
    expect(approved.body).toMatchObject({
      status: 'in-progress',
      clock: {
        state: 'running',
        pauses: [{ from: '2026-06-01T12:00:00.000Z', to: '2026-06-05T12:00:00.000Z' }],
      },
    });
    expect(approved.body.dueAt > body.request.dueAt).toBe(true);
    expect(approved.body.timeline.map(({ event }: { event: string }) => event)).toEqual([
      ...['received', 'approval-required', 'paused'],
      ...['approved', 'resumed', 'in-progress'],
    ]);
  });
});

describe('the sweep', () => {
  test('starts what a lost start left behind, once', async () => {
    const lonely = await openRequestFixture();
    try {
      const answer = await submit(lonely, signedIn(lonely), { kind: 'access' });
      const run = firstAttempt(answer);

      lonely.pass(121);
      const first = await lonely.sweep();
      const second = await lonely.sweep();

      expect([first.handled, second.handled]).toEqual([1, 0]);
      expect(await lonely.started()).toEqual([`${run.requestId}-1`]);
    } finally {
      await lonely.stop();
    }
  });

  test('stops when its time is over, and goes on with the next one', async () => {
    const lonely = await openRequestFixture();
    try {
      for (const caller of [signedIn(lonely), signedIn(lonely), signedIn(lonely)]) {
        await submit(lonely, caller, { kind: 'access' });
      }
      lonely.pass(121);
      let at = lonely.clock();
      const until = milliseconds(at + 40);
      const clock = () => (at = milliseconds(at + 10));

      const first = await sweep({ ...lonely, clock }, lonely.requests, until);
      const second = await lonely.sweep();

      expect(first.handled).toBe(1);
      expect(second.handled).toBe(2);
    } finally {
      await lonely.stop();
    }
  });

  test('gives a silent attempt up for the next one, and marks what is late', async () => {
    const lonely = await openRequestFixture();
    try {
      const answer = await submit(lonely, signedIn(lonely), { kind: 'access' });
      const run = firstAttempt(answer);
      await begin(lonely, run);

      lonely.pass(40 * 86_400);
      await lonely.sweep();

      expect(await lonely.started()).toContain(`${run.requestId}-2`);
      expect(await begin(lonely, run)).toEqual({ kind: 'superseded' });
      const { body } = await follow(lonely, answer.body.followUpToken);
      const events = body.timeline.map(({ event }: { event: string }) => event);
      expect(events).toEqual(['received', 'in-progress', 'retried', 'overdue']);
    } finally {
      await lonely.stop();
    }
  });

  test('reports once that a date comes near, and once that it has passed', async () => {
    const lonely = await openRequestFixture();
    const reported = () =>
      lonely.logged.flatMap((line) => {
        const { code, kind } = JSON.parse(line) as { code: string; kind?: string };
        return code.startsWith('REQUEST_') ? [[code, kind]] : [];
      });
    try {
      const submitted = await submit(lonely, signedIn(lonely), { kind: 'access' });
      await begin(lonely, firstAttempt(submitted));

      // A month ends on another day after a weekend or a holiday.
      const daysAllowed = (Date.parse(submitted.body.request.dueAt) - lonely.clock()) / 86_400_000;
      lonely.pass((Math.floor(daysAllowed) - 4) * 86_400);
      await lonely.sweep();
      await lonely.sweep();
      expect(reported()).toEqual([['REQUEST_DUE_SOON', 'access']]);

      lonely.pass(14 * 86_400);
      await lonely.sweep();
      await lonely.sweep();
      expect(reported()).toEqual([
        ['REQUEST_DUE_SOON', 'access'],
        ['REQUEST_OVERDUE', 'access'],
      ]);
    } finally {
      await lonely.stop();
    }
  });
});

test('an erased person has one open request of a kind as well', async () => {
  const { caller, subjectId } = await newPerson(strict);
  await strict.subjects.forget(subjectId);
  const first = await submit(strict, caller, { kind: 'access' });

  const second = await submit(strict, caller, { kind: 'access' });

  expect([first.status, second.status]).toEqual([202, 409]);
  const { requestId } = first.body.request;
  expect(second.body.openRequestId).toBe(requestId);
  await strict.send({ method: 'DELETE', path: `/v1/me/requests/${requestId}`, caller });
  expect((await submit(strict, caller, { kind: 'access' })).status).toBe(202);
});
