import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { followUpToken } from '../../lambda/opening/follow-up-token.ts';
import { openText } from '../../lambda/request/text.ts';
import type { RequestId } from '../../lambda/value/ids.ts';
import { erase } from '../erasure/erasure-steps.ts';
import { decide, decisionAbout, openReviewFixture } from '../review/review-fixture.ts';
import type { ReviewFixture } from '../review/review-fixture.ts';
import { firstAttempt, follow, issuer, newPerson, officer } from '../request/request-fixture.ts';
import { staff, submit } from '../request/request-fixture.ts';
import type { CallResult } from '../support/call.ts';
import { examplePolicy } from '../support/example-policy.ts';

const deputy = { kind: 'staff', issuer, name: 'deputy@example.com' } as const;
const third = { ...deputy, name: 'third@example.com' } as const;
const reason = 'It is my first request.';

let fixture: ReviewFixture;
beforeAll(async () => {
  const { requests } = examplePolicy;
  const access = { ...requests.access, approvals: 1 } as const;
  const appeal = {
    ...requests.appeal,
    target: 'P10D',
    approvals: 1,
    assurance: 'email-verified',
  } as const;
  fixture = await openReviewFixture({
    ...examplePolicy,
    requests: { ...requests, access, appeal },
  });
});
beforeEach(() => fixture.setClock('2026-11-24T10:00:00Z'));
afterAll(() => fixture.stop());

const post = (path: string, body: object, caller: typeof officer = officer) =>
  staff(fixture, 'POST', path, { body, caller });
const enter = (
  value: string,
  more: object,
  { caller = officer, headers = {} }: { caller?: typeof officer; headers?: object } = {},
): Promise<CallResult> => {
  const subject = { type: 'email', value };
  const body = { kind: 'appeal', subject, channel: 'letter', receivedOn: '2026-11-20', ...more };
  return staff(fixture, 'POST', '/on-behalf', { body, caller, headers: { ...headers } });
};
const identify = (requestId: string) =>
  post(`/${requestId}/identity`, { assurance: 'document-checked-by-staff' });

/** Of somebody who asked with an account, and was refused by the officer. */
async function refused() {
  const person = await newPerson(fixture);
  const asked = await submit(fixture, person.caller, { kind: 'access' });
  const { requestId } = asked.body.request;
  const { body } = await post(`/${requestId}/deny`, { ground: 'manifestly-excessive' });
  expect(body.status).toBe('denied');
  return { ...person, requestId };
}

describe('an appeal that came by letter', () => {
  test('is due from the day on which it came, and waits until it is known who asks', async () => {
    const { email, requestId, subjectId } = await refused();

    const { status, body } = await enter(email, { about: requestId, reason, locale: 'de' });

    expect(status).toBe(202);
    expect(body.followUpToken).toBeUndefined();
    expect(body.request).toMatchObject({
      ...{ kind: 'appeal', about: requestId, channel: 'letter', assurance: 'none', locale: 'de' },
      ...{ status: 'identity-required', receivedAt: '2026-11-20T11:00:00.000Z' },
      dueAt: '2026-11-30T22:59:59.999Z',
    });
    const row = await fixture.requests.get(body.request.requestId);
    expect(row?.subjectId).toBe(subjectId);
    const { mail, reason: words } = await openText(fixture.subjectKeys, row!);
    expect([mail?.address, words]).toEqual([email, reason]);
    const token = await followUpToken(fixture.keyring, row!.requestId, mail?.nonce ?? '');
    expect((await follow(fixture, token)).body.requestId).toBe(row?.requestId);
    const about = (await staff(fixture, 'GET', `/${requestId}`)).body;
    expect(about.appeal).toBe(row?.requestId);
    const checked = await identify(body.request.requestId);
    expect(checked.body).toMatchObject({ status: 'approval-required' });
  });

  test('is approved by somebody else than entered it, and answered by somebody else than decided first', async () => {
    const { email, requestId } = await refused();
    const { body } = await enter(email, { about: requestId, reason }, { caller: deputy });
    const appealId = body.request.requestId;
    await identify(appealId);
    const answer = { outcome: 'rejected', reasons: 'It is the tenth of this month.' };

    const approvals = [];
    for (const who of [deputy, officer, third]) {
      approvals.push((await post(`/${appealId}/approve`, {}, who)).status);
    }
    const same = await post(`/${appealId}/answer`, answer, officer);
    const other = await post(`/${appealId}/answer`, answer, deputy);

    expect(approvals).toEqual([409, 409, 200]);
    expect(same.status).toBe(409);
    expect(other.body.status).toBe('denied');
  });

  test('with an agent waits for the mandate as well', async () => {
    const { email, requestId } = await refused();
    const agent = { name: 'Grace', contact: 'grace@example.org', mandate: 'signed' };
    const { body } = await enter(email, { about: requestId, reason, agent });
    const appealId = body.request.requestId;

    const checked = await identify(appealId);
    const mandated = await post(`/${appealId}/mandate`, {});

    expect([checked.body.status, mandated.body.status]).toEqual([
      ...['identity-required', 'approval-required'],
    ]);
    const seen = await staff(fixture, 'GET', `/${appealId}`);
    expect(seen.body.askedBy).toEqual({ name: 'Grace', contact: 'grace@example.org' });
  });

  test('is open once, however it came, and a repeated call answers with the same', async () => {
    const { email, requestId, caller } = await refused();
    const headers = { 'idempotency-key': randomUUID() };

    const first = await enter(email, { about: requestId, reason }, { headers });
    const again = await enter(email, { about: requestId, reason }, { headers });
    const second = await enter(email, { about: requestId, reason });
    const path = `/v1/me/requests/${requestId}/appeal`;
    const own = await fixture.send({ method: 'POST', path, caller, body: { reason } });

    const open = first.body.request.requestId;
    expect(again.body).toEqual(first.body);
    expect([second.body.openRequestId, own.body.openRequestId]).toEqual([open, open]);
  });

  test('is denied where it never becomes known who asks, and costs the person no appeal', async () => {
    const { email, requestId, caller } = await refused();
    const agent = { name: 'Grace', contact: 'grace@example.org', mandate: 'self-declared' };
    const appealId = (await enter(email, { about: requestId, reason, agent })).body.request
      .requestId;
    const ground = 'person-not-identifiable';

    const denied = await post(`/${appealId}/deny`, { ground }, deputy);
    const path = `/v1/me/requests/${requestId}/appeal`;
    const own = await fixture.send({ method: 'POST', path, caller, body: { reason } });
    const ownId = own.body.request?.requestId;
    const known = await post(`/${ownId}/deny`, { ground }, deputy);

    expect(denied.body).toMatchObject({ status: 'denied', refusal: { reasons: [ground] } });
    expect([own.status, own.body.request?.about]).toEqual([202, requestId]);
    expect(known.status).toBe(422);
    expect(known.body.errors[0].message).toMatch(/answer the request instead/);
  });

  test('about a request that is open, in time, is a conflict', async () => {
    const { email, caller } = await newPerson(fixture);
    const { requestId } = (await submit(fixture, caller, { kind: 'access' })).body.request;

    expect((await enter(email, { about: requestId, reason })).status).toBe(409);
  });

  test('is possible for somebody who was never registered, from the address of the request', async () => {
    const address = `${randomUUID()}@example.org`;
    const { body } = await enter(address, { kind: 'access' });
    const { requestId } = body.request;
    await post(`/${requestId}/deny`, { ground: 'manifestly-excessive' });

    const other = await enter(`${randomUUID()}@example.org`, { about: requestId, reason });
    const own = await enter(address.toUpperCase(), { about: requestId, reason });

    expect(other.status).toBe(422);
    expect(own.body.request).toMatchObject({ kind: 'appeal', about: requestId });
  });

  test.each([
    ['telephone', () => ({ type: 'phone', value: '+4930123456' })],
    ['user id', () => ({ type: 'user-id', value: randomUUID() })],
  ] as const)(
    'is possible for somebody who was never registered and is named by %s, and a complaint about it',
    async (_, named) => {
      const subject = named();
      const { body } = await enter('', { kind: 'access', subject });
      const { requestId } = body.request;
      await post(`/${requestId}/deny`, { ground: 'manifestly-excessive' });
      const stranger = {
        type: subject.type,
        value: subject.type === 'phone' ? '+4930999999' : randomUUID(),
      };

      const other = await enter('', { about: requestId, reason, subject: stranger });
      const own = await enter('', { about: requestId, reason, subject });
      const about = own.body.request?.requestId;
      const complaint = await enter('', { kind: 'complaint', about, reason, subject });

      expect(other.status).toBe(422);
      expect(own.body.request).toMatchObject({ kind: 'appeal', about: requestId });
      expect(complaint.body.request).toMatchObject({ kind: 'complaint', about });
    },
  );

  test('is possible for an erased person, and makes no key of theirs', async () => {
    const { email, requestId, caller, subjectId } = await refused();
    const erasure = await submit(fixture, caller, { kind: 'erasure' });
    await erase(fixture, firstAttempt(erasure));

    const { status, body } = await enter(email, { about: requestId, reason });

    expect(status).toBe(202);
    const row = await fixture.requests.get(body.request.requestId);
    expect(row?.subjectId).not.toBe(subjectId);
  });
});

describe('a complaint that came by letter', () => {
  test('names a request of the person, or none', async () => {
    const { email, requestId } = await refused();

    const about = await enter(email, { kind: 'complaint', about: requestId, reason });
    const none = await enter((await newPerson(fixture)).email, { kind: 'complaint', reason });

    expect(about.body.request).toMatchObject({ kind: 'complaint', about: requestId });
    expect(none.status).toBe(202);
    expect(none.body.request.about).toBeUndefined();
  });
});

test.each(['appeal', 'complaint'])(
  'of %s about a request of somebody else no one learns that there is one',
  async (kind) => {
    const { requestId } = await refused();
    const { email } = await newPerson(fixture);
    const unknown = `${randomUUID()}@example.org`;
    const subject = { type: 'user-id', value: randomUUID() };

    const answers = await Promise.all([
      enter(email, { kind, about: requestId, reason }),
      enter(email, { kind, about: randomUUID(), reason }),
      enter(unknown, { kind, about: requestId, reason }),
      enter(unknown, { kind, about: requestId, reason, subject }),
    ]);

    for (const { status, body } of answers) {
      expect(status).toBe(422);
      expect(body.errors).toEqual([
        { pointer: '/about', message: 'name one of the requests of this person' },
      ]);
    }
  },
);

test('a human review that came by letter names a decision about the person', async () => {
  const person = await newPerson(fixture);
  const { body } = await decide(fixture, decisionAbout(person));
  const automatedDecisionId = body.automatedDecisionId as string;
  const asking = { kind: 'human-review', automatedDecisionId, reason };

  const other = await enter((await newPerson(fixture)).email, asking);
  const own = await enter(person.email, asking);

  expect(other.status).toBe(422);
  expect(other.body.errors[0].pointer).toBe('/automatedDecisionId');
  const { requestId, status } = own.body.request as { requestId: RequestId; status: string };
  expect(status).toBe('identity-required');
  expect((await identify(requestId)).body).toMatchObject({
    ...{ kind: 'human-review', status: 'in-progress', waitingFor: 'answer' },
  });
});

test.each([
  ['an appeal', { kind: 'appeal', about: randomUUID() }, '/reason'],
  ['an appeal', { kind: 'appeal', reason }, '/about'],
  ['a complaint', { kind: 'complaint' }, '/reason'],
  ['a human review', { kind: 'human-review', reason }, '/automatedDecisionId'],
])('%s by letter without what it needs is rejected (%o)', async (_, body, pointer) => {
  const { status, body: rejected } = await enter(`${randomUUID()}@example.org`, body);

  expect(status).toBe(422);
  expect(rejected.errors.map((error: { pointer: string }) => error.pointer)).toContain(pointer);
});
