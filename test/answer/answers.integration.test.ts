import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { examplePolicy } from '../support/example-policy.ts';
import {
  follow,
  issuer,
  newPerson,
  officer,
  openRequestFixture,
} from '../request/request-fixture.ts';
import { staff, submit } from '../request/request-fixture.ts';
import { decided } from '../review/decided.ts';
import type { RequestFixture } from '../request/request-fixture.ts';

let fixture: RequestFixture;
beforeAll(async () => {
  fixture = await openRequestFixture();
});
afterAll(() => fixture.stop());

const deputy = { kind: 'staff', issuer, name: 'deputy@example.com' } as const;
const complaint = { kind: 'complaint', reason: 'You wrote to me though I had objected.' };
const review = { kind: 'human-review', reason: 'Not me.' };
const upheld = { outcome: 'upheld', reasons: 'You had objected. We have corrected our list.' };

type Caller = typeof deputy | typeof officer;
const answer = (requestId: string, body: object = upheld, caller: Caller = officer) =>
  staff(fixture, 'POST', `/${requestId}/answer`, { body, caller });

async function asked(body: object, residence = 'DE') {
  const person = await newPerson(fixture, residence);
  const named = body === review && { automatedDecisionId: await decided(fixture, person) };
  const { request, followUpToken } = (await submit(fixture, person.caller, { ...body, ...named }))
    .body;
  return { ...person, requestId: String(request.requestId), token: String(followUpToken) };
}

describe('the answer of the privacy team', () => {
  test.each([
    [complaint, 'upheld', 'completed'],
    [complaint, 'changed', 'partially-completed'],
    [complaint, 'withdrawn', 'completed'],
    [complaint, 'rejected', 'denied'],
    [review, 'upheld', 'completed'],
    [review, 'changed', 'completed'],
    [review, 'withdrawn', 'completed'],
  ])('to %j is %s: the request is %s', async (body, outcome, status) => {
    const { requestId } = await asked(body);

    const answered = await answer(requestId, { outcome, reasons: 'Because.' });

    expect(answered.status).toBe(200);
    expect(answered.body).toMatchObject({
      status,
      answer: {
        outcome,
        explanation: expect.any(String),
        remedies: { authority: expect.any(String), court: expect.any(String) },
      },
      timeline: [{ event: 'received' }, { event: 'in-progress' }, { event: status }],
    });
  });

  test('is shown with its words to the person, by account and by follow-up token', async () => {
    const { caller, requestId, token } = await asked(complaint);
    const remedies = 'You can ask the ombudsman.';
    await answer(requestId, { ...upheld, remedies });

    const own = await fixture.send({
      ...{ method: 'GET', path: `/v1/me/requests/${requestId}`, caller },
    });
    const followed = await follow(fixture, token);

    const words = { reasons: upheld.reasons, further: remedies };
    expect(own.body.answer).toMatchObject({ outcome: 'upheld', ...words });
    expect(followed.body.answer).toMatchObject(words);
  });

  test('is shown with its words to staff only with the scope for it', async () => {
    const { requestId } = await asked(complaint);
    const { body } = await answer(requestId);

    const plain = await staff(fixture, 'GET', `/${requestId}`, { scopes: 'custos/requests' });
    const more = await staff(fixture, 'GET', `/${requestId}`);

    expect(JSON.stringify(body) + JSON.stringify(plain.body)).not.toContain(upheld.reasons);
    expect(more.body).toMatchObject({ reason: complaint.reason, answer: upheld });
  });

  test('is stored encrypted, without the name of who gave it', async () => {
    const { requestId } = await asked(complaint);
    await answer(requestId);

    const row = await fixture.requests.get(requestId as never);

    expect(row?.decidedBy).toHaveLength(1);
    expect(JSON.stringify(row)).not.toMatch(/corrected our list|dpo@example/);
  });

  test('is in German for a person who reads German', async () => {
    const { requestId } = await asked({ ...complaint, locale: 'de-AT' });

    const { body } = await answer(requestId);

    expect(body.answer.explanation).toBe('Ihre Beschwerde ist berechtigt.');
  });

  test('stays: the same call again changes nothing, another one is a conflict', async () => {
    const { requestId } = await asked(complaint);
    const first = await answer(requestId);

    const same = await answer(requestId);
    const other = await answer(requestId, { outcome: 'rejected', reasons: 'No.' });
    const reworded = await answer(requestId, { ...upheld, reasons: 'Other words.' });

    expect(same.status).toBe(200);
    expect(same.body).toEqual(first.body);
    expect([other.status, reworded.status]).toEqual([409, 409]);
    expect(other.body.detail).toMatch(/answered before/);
  });

  test('of two members of staff at the same moment one counts', async () => {
    const { requestId } = await asked(complaint);

    const answers = await Promise.all([
      answer(requestId),
      answer(requestId, { outcome: 'rejected', reasons: 'No.' }, deputy),
    ]);

    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  });

  test('lets the person complain again', async () => {
    const { caller, requestId } = await asked(complaint);
    await answer(requestId);

    expect((await submit(fixture, caller, complaint)).status).toBe(202);
  });

  test('is for a request in progress: not for one that was called off', async () => {
    const { requestId, token } = await asked(complaint);
    await follow(fixture, token, 'DELETE');

    const { status, body } = await answer(requestId);

    expect(status).toBe(409);
    expect(body.detail).toMatch(/in progress/);
  });

  test.each([
    { kind: 'access' },
    { kind: 'objection' },
    {
      kind: 'rectification',
      corrections: [{ category: 'prompt-text', pointer: '/city', value: 'Bonn' }],
    },
  ])('is not for %j: the text says what to do instead', async (body) => {
    const { requestId } = await asked(body);

    const refused = await answer(requestId);

    expect(refused.status).toBe(409);
    expect(refused.body.detail).toMatch(/approve or deny this request, or decide its corrections/);
  });

  test('to a request that is not there is not found', async () => {
    expect((await answer(randomUUID())).status).toBe(404);
    expect((await answer('x')).status).toBe(404);
  });

  test.each([
    [{ outcome: 'granted', reasons: 'Yes.' }, '/outcome'],
    [{ outcome: 'upheld' }, '/reasons'],
    [{ outcome: 'upheld', reasons: '' }, '/reasons'],
  ])('with the body %j is rejected at %s', async (body, pointer) => {
    const { requestId } = await asked(complaint);

    const { status, body: rejected } = await answer(requestId, body);

    expect(status).toBe(422);
    expect(rejected.errors).toMatchObject([{ pointer }]);
  });

  test('has reasons of at most 4,000 characters', async () => {
    const { requestId } = await asked(complaint);

    const longer = await answer(requestId, { ...upheld, reasons: 'n'.repeat(4_001) });
    const longest = await answer(requestId, { ...upheld, reasons: 'n'.repeat(4_000) });

    expect(longer.status).toBe(422);
    expect(longest.status).toBe(200);
  });
});

describe('a request that waits for approval', () => {
  let strict: RequestFixture;
  beforeAll(async () => {
    const { requests } = examplePolicy;
    const policy = {
      ...examplePolicy,
      requests: { ...requests, complaint: { ...requests.complaint, approvals: 1 as const } },
    };
    strict = await openRequestFixture(policy);
  });
  afterAll(() => strict.stop());

  test.each(['upheld', 'rejected'])('is not answered past that gate: %s', async (outcome) => {
    const { caller } = await newPerson(strict);
    const { requestId } = (await submit(strict, caller, complaint)).body.request;
    const body = { outcome, reasons: 'Because.' };

    const early = await staff(strict, 'POST', `/${requestId}/answer`, { body });

    expect(early.status).toBe(409);
    expect(early.body.detail).toMatch(/waits .* for an approval/);
    await staff(strict, 'POST', `/${requestId}/approve`);
    expect((await staff(strict, 'POST', `/${requestId}/answer`, { body })).status).toBe(200);
  });
});

describe('an appeal', () => {
  async function appealed() {
    const person = await asked(complaint);
    const body = { kind: 'appeal', about: person.requestId, reason: 'I had objected.' };
    await staff(fixture, 'POST', `/${person.requestId}/deny`, {
      body: { ground: 'manifestly-unfounded' },
    });
    const { request } = (await submit(fixture, person.caller, body)).body;
    return String(request.requestId);
  }

  test('is never answered by who denied the request that it is about', async () => {
    const requestId = await appealed();
    const body = { outcome: 'rejected', reasons: 'It stays.' };

    const same = await answer(requestId, body);
    const other = await answer(requestId, body, deputy);

    expect(same.status).toBe(409);
    expect(same.body.detail).toMatch(/another member of staff has to answer/);
    expect(other.body).toMatchObject({ status: 'denied', answer: { outcome: 'rejected' } });
    expect(other.body.answer.remedies.appeal).toBeUndefined();
  });
});
