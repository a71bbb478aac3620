import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { RequestId } from '../../lambda/value/ids.ts';
import { subjectKeys } from '../../lambda/platform/keyring/table.ts';
import { erase } from '../erasure/erasure-steps.ts';
import type { CallResult } from '../support/call.ts';
import { examplePolicy } from '../support/example-policy.ts';
import { firstAttempt, follow, issuer, newPerson, officer } from '../request/request-fixture.ts';
import { openRequestFixture, signedIn, staff, submit } from '../request/request-fixture.ts';
import type { Person, RequestFixture } from '../request/request-fixture.ts';

const deputy = { kind: 'staff', issuer, name: 'deputy@example.com' } as const;
const { requests } = examplePolicy;
const policy = {
  ...examplePolicy,
  requests: {
    ...requests,
    access: { ...requests.access, approvals: 1 },
    appeal: { ...requests.appeal, target: 'P10D' },
  },
} as const;

let fixture: RequestFixture;
beforeAll(async () => {
  fixture = await openRequestFixture(policy);
});
beforeEach(() => fixture.setClock(undefined));
afterAll(() => fixture.stop());

interface Asked extends Person {
  readonly requestId: string;
  readonly token: string;
}

async function asked(body: object, person?: Person): Promise<Asked> {
  const { caller, ...rest } = person ?? (await newPerson(fixture));
  const { request, followUpToken } = (await submit(fixture, caller, body)).body;
  return { ...rest, caller, requestId: request.requestId, token: followUpToken };
}

const deny = (requestId: string, ground = 'manifestly-excessive') =>
  staff(fixture, 'POST', `/${requestId}/deny`, { body: { ground } });

async function denied(body: object = { kind: 'access' }): Promise<Asked> {
  const person = await asked(body);
  expect((await deny(person.requestId)).body.status).toBe('denied');
  return person;
}

const reason = 'It is my first request.';
const appeal = ({ caller, requestId }: Asked, headers = {}): Promise<CallResult> =>
  fixture.send({
    ...{ method: 'POST', path: `/v1/me/requests/${requestId}/appeal`, caller, headers },
    body: { reason },
  });
const appealByToken = (token: string, headers = {}): Promise<CallResult> =>
  fixture.send({
    ...{ method: 'POST', path: '/v1/follow-up/appeal', headers, body: { reason } },
    caller: { kind: 'follow-up', token },
  });
const answer = (
  requestId: string,
  outcome: string,
  caller: typeof deputy | typeof officer = deputy,
) =>
  staff(fixture, 'POST', `/${requestId}/answer`, {
    ...{ caller, body: { outcome, reasons: 'We have looked at it again.' } },
  });
const read = async (requestId: string) => (await staff(fixture, 'GET', `/${requestId}`)).body;
const eventsOf = ({ timeline }: { timeline: { event: string }[] }) =>
  timeline.map(({ event }) => event);

describe('an appeal', () => {
  test('is a request about the refused one, with a token and a clock of its own', async () => {
    const person = await denied();

    const { status, body } = await appeal(person);

    expect(status).toBe(202);
    expect(body.request).toMatchObject({
      ...{ kind: 'appeal', status: 'in-progress', about: person.requestId, jurisdiction: 'gdpr' },
    });
    expect((await follow(fixture, body.followUpToken)).body.kind).toBe('appeal');
    const about = await read(person.requestId);
    expect(about).toMatchObject({ status: 'denied', appeal: body.request.requestId });
    expect(eventsOf(about).at(-1)).toBe('appealed');
    const seen = await read(body.request.requestId);
    expect(seen.reason).toBe(reason);
  });

  test('can be sent as a request of its kind as well', async () => {
    const { caller, requestId } = await denied();

    const { body } = await submit(fixture, caller, { kind: 'appeal', about: requestId, reason });

    expect(body.request).toMatchObject({ kind: 'appeal', about: requestId });
  });

  test.each<[string, string, string | undefined]>([
    // DPA 2018 s. 164A gives a complaint to the controller a clock; elsewhere the policy has a target.
    ['GB', '2026-12-24', '2026-12-24'],
    ['DE', '2026-12-04', undefined],
  ])('from %s is answered by %s', async (place, due, acknowledged) => {
    fixture.setClock('2026-11-24T12:00:00Z');
    const person = await asked({ kind: 'access' }, await newPerson(fixture, place));
    const row = await fixture.requests.change(person.requestId as RequestId, () => ({
      ...{ kind: 'change', to: 'denied', set: { denial: { ground: 'manifestly-excessive' } } },
    }));
    expect(row.kind).toBe('changed');

    const { body } = await appeal(person);

    expect(body.request.dueAt.slice(0, 10)).toBe(due);
    expect(body.request.acknowledgeBy?.slice(0, 10)).toBe(acknowledged);
  });

  test('is possible once an open request is not answered in time, and about its outcome again', async () => {
    fixture.setClock('2026-11-24T12:00:00Z');
    const person = await asked({ kind: 'access' });
    expect((await appeal(person)).body.detail).toMatch(/not decided, and its time is not over/);

    fixture.pass(31 * 86_400);
    const late = { ...person, caller: { ...person.caller } };
    const first = await appeal(late);
    expect(first.status).toBe(202);
    await answer(first.body.request.requestId, 'upheld');
    expect((await read(person.requestId)).status).toBe('approval-required');
    expect((await appeal(late)).body.detail).toMatch(/was answered/);

    await deny(person.requestId);
    const second = await appeal(late);
    expect(second.status).toBe(202);
    await answer(second.body.request.requestId, 'rejected');
    expect((await appeal(late)).body.detail).toMatch(/was answered/);
  });

  test.each([
    ['a request of which nothing was refused', { kind: 'objection' }, /Nothing .* refused/],
    ['a request that is open, in time', { kind: 'access' }, /not decided/],
  ])('about %s is a conflict', async (_, body, detail) => {
    const { status, body: refused } = await appeal(await asked(body));

    expect(status).toBe(409);
    expect(refused.detail).toMatch(detail);
  });

  test('about a request that was called off is a conflict', async () => {
    const person = await asked({ kind: 'access' });
    await follow(fixture, person.token, 'DELETE');

    expect((await appeal(person)).status).toBe(409);
  });

  test('about an appeal is a conflict: the authority and the court are next', async () => {
    const person = await denied();
    const { body: first } = await appeal(person);
    const answered = await answer(first.request.requestId, 'rejected');
    expect(answered.body.answer.remedies).toEqual({
      ...{ authority: expect.any(String), court: expect.any(String) },
    });

    const again = await appeal({ ...person, requestId: first.request.requestId });

    expect(again.status).toBe(409);
    expect(again.body.detail).toMatch(/authority or the court/);
  });

  test('about a request of somebody else, or of nobody, is not found', async () => {
    const { requestId } = await denied();
    const other = await newPerson(fixture);
    const stranger = { ...other, caller: signedIn(fixture) };

    for (const person of [other, stranger]) {
      for (const id of [requestId, randomUUID(), 'x']) {
        const { status } = await appeal({ ...person, requestId: id, token: '' });
        expect(status).toBe(404);
      }
    }
  });

  test('is open once: the second is shown the first, also at the same moment', async () => {
    const person = await denied();

    const both = await Promise.all([appeal(person), appealByToken(person.token)]);

    expect(both.map(({ status }) => status).sort()).toEqual([202, 409]);
    const opened = both.find(({ status }) => status === 202)?.body.request.requestId;
    const refused = both.find(({ status }) => status === 409)?.body;
    expect(refused.openRequestId).toBe(opened);
    expect((await appeal(person)).body.openRequestId).toBe(opened);
  });

  test('that the person calls off is no appeal: another one is possible', async () => {
    const person = await denied();
    const { body } = await appeal(person);
    await follow(fixture, body.followUpToken, 'DELETE');

    expect((await appeal(person)).status).toBe(202);
  });

  test('made again and again leaves one event with the request', async () => {
    const person = await denied();
    for (let round = 0; round < 3; round += 1) {
      const { body } = await appeal(person);
      await follow(fixture, body.followUpToken, 'DELETE');
    }

    const { status, body } = await appeal(person);

    expect(status).toBe(202);
    const about = await read(person.requestId);
    expect(about.appeal).toBe(body.request.requestId);
    expect(eventsOf(about).filter((event) => event === 'appealed')).toHaveLength(1);
  });

  test('repeated with its idempotency key is the same, with the same token', async () => {
    const person = await denied();
    const headers = { 'idempotency-key': randomUUID() };

    const first = await appealByToken(person.token, headers);
    const again = await appealByToken(person.token, headers);

    expect(again.status).toBe(202);
    expect(again.body).toEqual(first.body);
  });

  test('two people with two refused requests of one kind do not hold each other up', async () => {
    const one = await denied();
    const other = await denied();

    expect([(await appeal(one)).status, (await appeal(other)).status]).toEqual([202, 202]);
  });

  test.each([
    ['chosen', 'de', { locale: 'de' }],
    ['that of the request, where none is chosen', 'fr', {}],
  ])('is answered in the language %s', async (_, locale, chosen) => {
    const one = await denied({ kind: 'access', locale: 'fr' });
    const other = await denied({ kind: 'access', locale: 'fr' });
    const body = { reason, ...chosen };
    const path = `/v1/me/requests/${one.requestId}/appeal`;

    const own = await fixture.send({ method: 'POST', path, caller: one.caller, body });
    const byToken = await fixture.send({
      ...{ method: 'POST', path: '/v1/follow-up/appeal', body },
      caller: { kind: 'follow-up', token: other.token },
    });

    expect([own.body.request.locale, byToken.body.request.locale]).toEqual([locale, locale]);
  });

  test('with an empty or missing reason is rejected', async () => {
    const { caller, requestId } = await denied();

    for (const body of [{}, { reason: '' }]) {
      const { status } = await fixture.send({
        ...{ method: 'POST', path: `/v1/me/requests/${requestId}/appeal`, caller, body },
      });
      expect(status).toBe(422);
    }
  });

  test('works with the follow-up token after the person is erased, and makes no key of theirs', async () => {
    const person = await denied();
    const erasure = await submit(fixture, person.caller, { kind: 'erasure' });
    await erase(fixture, firstAttempt(erasure));
    const keysOf = async () =>
      (await fixture.rows(subjectKeys)).filter(({ subjectId }) => subjectId === person.subjectId);
    const before = await keysOf();

    const { status, body } = await appealByToken(person.token);
    expect(status).toBe(202);
    const answered = await answer(body.request.requestId, 'upheld');

    expect(answered.body).toMatchObject({ status: 'completed', answer: { outcome: 'upheld' } });
    // There is nothing left to carry it out on.
    expect(answered.body.carriedOutAs).toBeUndefined();
    const seen = await follow(fixture, body.followUpToken);
    expect(seen.body.answer.reasons).toBe('We have looked at it again.');
    expect(await keysOf()).toEqual(before);
  });
});

describe('who decided before', () => {
  test('does not answer the appeal', async () => {
    const { body } = await appeal(await denied());

    const same = await answer(body.request.requestId, 'rejected', officer);

    expect(same.status).toBe(409);
    expect(same.body.detail).toMatch(/another member of staff/);
    expect((await read(body.request.requestId)).status).toBe('in-progress');
  });

  test('does not approve it either, where the policy asks for approvals', async () => {
    const strict = await openRequestFixture({
      ...policy,
      requests: { ...policy.requests, appeal: { ...requests.appeal, approvals: 1 } },
    });
    const person = await newPerson(strict);
    const access = (await submit(strict, person.caller, { kind: 'access' })).body.request;
    await staff(strict, 'POST', `/${access.requestId}/deny`, {
      body: { ground: 'manifestly-excessive' },
    });
    const body = { kind: 'appeal', about: access.requestId, reason };
    const { request } = (await submit(strict, person.caller, body)).body;
    expect(request.status).toBe('approval-required');
    const approve = (caller: typeof deputy | typeof officer) =>
      staff(strict, 'POST', `/${request.requestId}/approve`, { caller });

    const same = await approve(officer);
    const other = await approve(deputy);
    await strict.stop();

    expect(same.status).toBe(409);
    expect(same.body.detail).toMatch(/decided the request that it is about/);
    expect(other.body.status).toBe('in-progress');
  });
});

describe('who refused what an appeal lets be carried out after all', () => {
  /** Refused by the officer; the deputy grants the appeal. */
  async function carriedOut(body: object) {
    const person = await denied(body);
    const { request } = (await appeal(person)).body;
    const { carriedOutAs } = (await answer(request.requestId, 'upheld')).body;
    return { person, carriedOutAs };
  }

  test('does not deny it again', async () => {
    const { carriedOutAs } = await carriedOut({ kind: 'access' });

    const same = await deny(carriedOutAs);

    expect(same.status).toBe(409);
    expect(same.body.detail).toMatch(/another member of staff/);
    expect((await read(carriedOutAs)).status).toBe('approval-required');
  });

  test('does not answer it', async () => {
    const { carriedOutAs } = await carriedOut({ kind: 'complaint', reason });

    const same = await answer(carriedOutAs, 'rejected', officer);
    const other = await answer(carriedOutAs, 'upheld');

    expect(same.status).toBe(409);
    expect(other.body.status).toBe('completed');
  });

  test('refuses none of its corrections', async () => {
    const corrections = [{ category: 'prompt-text', pointer: '/city', value: 'Bonn' }];
    const person = await asked({ kind: 'rectification', corrections });
    const decide = (requestId: string, decision: object, caller: typeof deputy | typeof officer) =>
      staff(fixture, 'POST', `/${requestId}/corrections/1`, { caller, body: decision });
    const refuse = { decision: 'refuse', ground: 'found-accurate' };
    await decide(person.requestId, refuse, officer);
    const { request } = (await appeal(person)).body;
    const { carriedOutAs } = (await answer(request.requestId, 'upheld')).body;

    const same = await decide(carriedOutAs, refuse, officer);
    const other = await decide(carriedOutAs, refuse, deputy);

    expect(same.status).toBe(409);
    expect(same.body.detail).toMatch(/another member of staff/);
    expect(other.body.status).toBe('denied');
  });

  test('does not answer an appeal about that either', async () => {
    const { person, carriedOutAs } = await carriedOut({ kind: 'access' });
    const body = { ground: 'manifestly-excessive' };
    await staff(fixture, 'POST', `/${carriedOutAs}/deny`, { body, caller: deputy });
    const second = (await appeal({ ...person, requestId: carriedOutAs })).body.request.requestId;

    const answers = await Promise.all([
      answer(second, 'rejected', officer),
      answer(second, 'rejected', deputy),
    ]);

    expect(answers.map(({ status }) => status)).toEqual([409, 409]);
    expect((await read(second)).status).toBe('in-progress');
  });
});

describe('an appeal that succeeds', () => {
  test('lets what was refused be carried out as a request that passes every gate', async () => {
    const person = await denied();
    const { body } = await appeal(person);

    const answered = await answer(body.request.requestId, 'upheld');

    const { carriedOutAs } = answered.body;
    const next = await read(carriedOutAs);
    expect(next).toMatchObject({
      ...{ kind: 'access', status: 'approval-required', carriesOut: person.requestId },
      approvals: { needed: 1, given: 0 },
    });
    expect(await fixture.started()).not.toContain(`${carriedOutAs}-1`);
    const about = await read(person.requestId);
    expect(about).toMatchObject({ status: 'denied', carriedOutAs });
    expect(eventsOf(about).slice(-3)).toEqual(['appealed', 'appeal-answered', 'carried-out-again']);

    await staff(fixture, 'POST', `/${carriedOutAs}/approve`, { caller: deputy });
    expect(await fixture.started()).toContain(`${carriedOutAs}-1`);
  });

  test('lets the token of the refused request follow the new one', async () => {
    const person = await denied();
    const { body } = await appeal(person);
    const { carriedOutAs } = (await answer(body.request.requestId, 'withdrawn')).body;

    const seen = await follow(fixture, person.token);
    const called = await follow(fixture, person.token, 'DELETE');

    expect(seen.body.requestId).toBe(carriedOutAs);
    expect(called.body).toMatchObject({ requestId: carriedOutAs, status: 'cancelled' });
  });

  test('does not take the place of a check of who asks (GHSA-qx5f-ghc2-7g5c)', async () => {
    const { email, caller, ...rest } = await newPerson(fixture);
    const { body: entered } = await staff(fixture, 'POST', '/on-behalf', {
      body: {
        ...{ kind: 'erasure', subject: { type: 'email', value: email } },
        ...{ channel: 'letter', receivedOn: new Date().toISOString().slice(0, 10) },
      },
    });
    const { requestId, status } = entered.request;
    expect(status).toBe('identity-required');
    expect((await deny(requestId, 'manifestly-unfounded')).body.status).toBe('denied');
    const { body } = await appeal({ ...rest, email, caller, requestId, token: '' });

    const { carriedOutAs } = (await answer(body.request.requestId, 'upheld')).body;

    expect(await read(carriedOutAs)).toMatchObject({ status: 'identity-required' });
    expect(await fixture.started()).not.toContain(`${carriedOutAs}-1`);
  });

  test('carries out again only the corrections that were refused', async () => {
    const { caller, requestId, ...rest } = await asked({
      kind: 'rectification',
      corrections: [
        { category: 'prompt-text', pointer: '/city', value: 'Bonn', reason: 'I moved.' },
        { category: 'prompt-text', pointer: '/street', value: 'Hofgarten', reason: 'That, too.' },
      ],
    });
    const row = await fixture.requests.get(requestId as RequestId);
    const [first, second] = row?.corrections ?? [];
    await fixture.requests.change(requestId as RequestId, () => ({
      ...{ kind: 'change', to: 'partially-completed' },
      set: {
        corrections: [
          { ...first!, decision: 'accept', doneAt: '2026-11-26T09:00:00.000Z' },
          { ...second!, decision: 'refuse', ground: 'found-accurate' },
        ],
      },
    }));
    const { body } = await appeal({ ...rest, caller, requestId });

    const { carriedOutAs } = (await answer(body.request.requestId, 'upheld')).body;

    const next = await read(carriedOutAs);
    expect(next).toMatchObject({ kind: 'rectification', status: 'in-progress' });
    expect(next.corrections).toMatchObject([
      { number: 1, state: 'waiting', pointer: '/street', new: 'Hofgarten', reason: 'That, too.' },
    ]);
    expect(next.restriction).toMatchObject({ categories: ['prompt-text'], inForce: true });
  });

  test('leads to the open request where the person has asked again', async () => {
    const person = await denied();
    const { body } = await appeal(person);
    const open = await asked({ kind: 'access' }, person);

    const answered = await answer(body.request.requestId, 'upheld');

    expect(answered.body.carriedOutAs).toBe(open.requestId);
    expect((await follow(fixture, person.token)).body.requestId).toBe(person.requestId);
  });

  test.each(['changed', 'rejected'])('only in part or not (%s) opens nothing', async (outcome) => {
    const person = await denied();
    const { body } = await appeal(person);

    const answered = await answer(body.request.requestId, outcome);

    expect(answered.body.carriedOutAs).toBeUndefined();
    expect(eventsOf(await read(person.requestId)).at(-1)).toBe('appeal-answered');
  });

  test('of two answers at the same moment opens one request', async () => {
    const person = await denied();
    const { body } = await appeal(person);

    await Promise.all([
      answer(body.request.requestId, 'upheld'),
      answer(body.request.requestId, 'upheld'),
    ]);

    const { rows } = await fixture.requests.ofSubject(person.subjectId);
    expect(rows.filter(({ carriesOut }) => carriesOut === person.requestId)).toHaveLength(1);
  });
});
