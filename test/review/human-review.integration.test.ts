import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { unzipSync } from 'fflate';
import { fulfilExport } from '../../lambda/export/export.ts';
import { begin } from '../../lambda/request/attempt.ts';
import { listActivity } from '../../lambda/ledger/activity-list.ts';
import { erase } from '../erasure/erasure-steps.ts';
import {
  firstAttempt,
  follow,
  newPerson,
  officer,
  staff,
  submit,
} from '../request/request-fixture.ts';
import type { Person } from '../request/request-fixture.ts';
import type { Call } from '../support/call.ts';
import type { ReviewFixture } from './review-fixture.ts';
import { decide, decisionAbout, decisionsOf, openReviewFixture } from './review-fixture.ts';

let fixture: ReviewFixture;
beforeAll(async () => {
  fixture = await openReviewFixture();
});
// After the decisions of the fixture, and before any of them has ended.
beforeEach(() => fixture.setClock('2026-11-25T12:00:00Z'));
afterAll(() => fixture.stop());

async function decided(person: Person, overrides: object = {}): Promise<string> {
  const { body } = await decide(fixture, decisionAbout(person, overrides));
  return body.automatedDecisionId;
}

const contest = (person: Person, automatedDecisionId: string) =>
  submit(fixture, person.caller, {
    ...{ kind: 'human-review', automatedDecisionId },
    reason: 'The reports were about another account.',
  });

const errorsOf = (body: { errors: { pointer: string; message: string }[] }) =>
  body.errors.map(({ pointer, message }) => [pointer, message]);

describe('contesting a decision', () => {
  test('GDPR Art. 22(3): a request names it, is with the privacy team and due by the law', async () => {
    fixture.setClock('2026-11-24T12:00:00Z');
    const ada = await newPerson(fixture);
    const id = await decided(ada);

    const { status, body } = await contest(ada, id);

    expect(status).toBe(202);
    expect(body.request).toMatchObject({
      ...{ kind: 'human-review', status: 'in-progress', automatedDecisionId: id },
      dueAt: expect.stringContaining('2026-12-24') as string,
    });
    expect((await decisionsOf(fixture, ada)).body.items).toMatchObject([
      {
        automatedDecisionId: id,
        review: { requestId: body.request.requestId, status: 'in-progress' },
      },
    ]);
  });

  test('of each decision one review is open at a time', async () => {
    const ada = await newPerson(fixture);
    const [one, other] = [await decided(ada), await decided(ada)];
    const first = await contest(ada, one);

    const again = await contest(ada, one);
    const beside = await contest(ada, other);

    expect([again.status, again.body.openRequestId]).toEqual([409, first.body.request.requestId]);
    expect(beside.status).toBe(202);
  });

  test('at the same moment opens one review', async () => {
    const ada = await newPerson(fixture);
    const id = await decided(ada);

    const answers = await Promise.all([contest(ada, id), contest(ada, id)]);

    expect(answers.map(({ status }) => status).toSorted()).toEqual([202, 409]);
  });

  test('is open again once the person has called the review off', async () => {
    const ada = await newPerson(fixture);
    const id = await decided(ada);
    const first = await contest(ada, id);
    await follow(fixture, first.body.followUpToken, 'DELETE');
    const [decision] = (await decisionsOf(fixture, ada)).body.items;

    const again = await contest(ada, id);

    expect(decision).not.toHaveProperty('review');
    expect(again.status).toBe(202);
  });

  test('is refused for the decision about another person as for one that never was', async () => {
    const [ada, grace] = [await newPerson(fixture), await newPerson(fixture)];

    const foreign = await contest(grace, await decided(ada));
    const invented = await contest(grace, randomUUID());

    expect(foreign.status).toBe(422);
    expect(foreign.body.errors).toEqual(invented.body.errors);
    expect(errorsOf(foreign.body)).toEqual([
      ['/automatedDecisionId', expect.stringContaining('name one of your decisions') as string],
    ]);
  });

  test('is refused for a record of another category', async () => {
    const ada = await newPerson(fixture);
    const draft = fixture.records.draft(
      ada.subjectId,
      { category: 'prompt-text', purposes: ['service-provision'], content: 'Hello' },
      { collectedAt: fixture.clock(), expiresAt: 4_000_000_000 as never },
    );
    await fixture.records.write([draft], []);

    const { body } = await contest(ada, draft.recordId);

    expect(errorsOf(body)[0]?.[0]).toBe('/automatedDecisionId');
  });

  test('of a decision that has ended says that nobody can review it any more', async () => {
    const ada = await newPerson(fixture);
    const id = await decided(ada);
    fixture.setClock('2028-11-24T10:00:00Z');

    const { status, body } = await submit(
      fixture,
      { ...ada.caller, authenticatedAt: (fixture.clock() / 1000) as never },
      { kind: 'human-review', automatedDecisionId: id, reason: 'Too late?' },
    );

    expect(status).toBe(422);
    expect(errorsOf(body)).toEqual([
      [
        '/automatedDecisionId',
        'this decision has ended and is being deleted: no one can review it any more',
      ],
    ]);
  });

  test('a rectification does not rewrite what a system decided', async () => {
    const ada = await newPerson(fixture);
    const recordId = await decided(ada);

    const { status, body } = await submit(fixture, ada.caller, {
      kind: 'rectification',
      corrections: [
        { recordId, content: 'granted' },
        { category: 'automated-decisions', pointer: '/outcome/value', value: 'granted' },
      ],
    });

    expect(status).toBe(422);
    expect(errorsOf(body)).toEqual([
      ['/corrections/0/recordId', expect.stringContaining('human-review') as string],
      ['/corrections/1/category', expect.stringContaining('human-review') as string],
    ]);
  });
});

describe('the reviewer', () => {
  test('sees outcome, factors, logic and why the person contests it, and is entered', async () => {
    const ada = await newPerson(fixture);
    const id = await decided(ada);
    const { request } = (await contest(ada, id)).body;

    const { body } = await staff(fixture, 'GET', `/${request.requestId}`);

    const { subject: _, at: __, ...explained } = decisionAbout(ada);
    expect(body).toMatchObject({
      reason: 'The reports were about another account.',
      automatedDecision: {
        ...{ state: 'reviewable', automatedDecisionId: id, ...explained },
        at: '2026-11-24T10:00:00.000Z',
        reviewableUntil: '2028-11-24T10:00:00.000Z',
      },
      subject: { identities: expect.any(Array) as unknown },
    });
    const { items } = await listActivity(fixture, ada.subjectId, { limit: 20 });
    expect(items.map(({ codes }) => codes)).toContainEqual(
      expect.objectContaining({ operation: 'readRequest', shown: 'content' }),
    );
  });

  test('without the scope for identities sees neither', async () => {
    const ada = await newPerson(fixture);
    const { request } = (await contest(ada, await decided(ada))).body;

    const { body } = await staff(fixture, 'GET', `/${request.requestId}`, {
      scopes: 'custos/requests',
    });

    expect(body).not.toHaveProperty('automatedDecision');
    expect(body).not.toHaveProperty('reason');
  });

  test('sees no decision about anyone else, whatever id the request has', async () => {
    const [ada, grace] = [await newPerson(fixture), await newPerson(fixture)];
    await decided(grace);
    const { request } = (await contest(ada, await decided(ada))).body;

    const { text } = await staff(fixture, 'GET', `/${request.requestId}`);

    expect(text).not.toContain(grace.email);
  });

  test('is informed that the decision ended while the review was open', async () => {
    const ada = await newPerson(fixture);
    const { request } = (await contest(ada, await decided(ada))).body;
    fixture.setClock('2028-11-24T10:00:00Z');

    const { body } = await staff(fixture, 'GET', `/${request.requestId}`);

    expect(body.automatedDecision).toEqual({ state: 'ended' });
  });
});

describe('the answer', () => {
  const reasons = 'The reports were about another account. Ten uploads an hour are allowed.';
  const answered = (requestId: string, outcome: string, caller?: Call['caller']) =>
    staff(fixture, 'POST', `/${requestId}/answer`, {
      body: { outcome, reasons },
      ...(caller && { caller }),
    });

  test.each(['upheld', 'changed', 'withdrawn'])(
    'of a human is that it is %s, and the person finds it with the decision',
    async (outcome) => {
      const ada = await newPerson(fixture);
      const id = await decided(ada);
      const { request, followUpToken } = (await contest(ada, id)).body;

      const { status, body } = await answered(request.requestId, outcome);

      expect([status, body.status]).toEqual([200, 'completed']);
      const [decision] = (await decisionsOf(fixture, ada)).body.items;
      const answeredAt = body.answer.at;
      expect(decision).toMatchObject({
        automatedDecisionId: id,
        review: {
          ...{ requestId: request.requestId, status: 'completed', outcome, reasons, answeredAt },
        },
      });
      expect((await follow(fixture, followUpToken)).body.answer).toMatchObject({
        ...{ outcome, reasons },
      });
    },
  );

  test('comes from no program: a service is refused', async () => {
    const ada = await newPerson(fixture);
    const { request } = (await contest(ada, await decided(ada))).body;
    const program = { kind: 'service', issuer: 'https://services.example.com', name: 'scores' };

    const { status } = await answered(request.requestId, 'upheld', program as Call['caller']);

    expect(status).toBe(403);
    const { body } = await staff(fixture, 'GET', `/${request.requestId}`);
    expect(body.status).toBe('in-progress');
  });

  test('rejects no review while the decision is there', async () => {
    const ada = await newPerson(fixture);
    const { request } = (await contest(ada, await decided(ada))).body;

    const { status, body } = await answered(request.requestId, 'rejected');

    expect([status, body.detail]).toEqual([
      409,
      expect.stringContaining('The decision is still there') as string,
    ]);
  });

  test('to a decision that ended meanwhile is that nobody could review it', async () => {
    const ada = await newPerson(fixture);
    const { request, followUpToken } = (await contest(ada, await decided(ada))).body;
    fixture.setClock('2028-11-24T10:00:00Z');

    const judged = await answered(request.requestId, 'changed');
    const rejected = await answered(request.requestId, 'rejected');

    expect([judged.status, judged.body.detail]).toEqual([
      409,
      expect.stringContaining('The decision has ended') as string,
    ]);
    expect(rejected.body).toMatchObject({
      status: 'denied',
      answer: { outcome: 'rejected', explanation: 'We could not review the decision.' },
    });
    expect((await follow(fixture, followUpToken)).body.answer.reasons).toBe(reasons);
  });

  test('lets the person contest the decision again, and the newest review is shown', async () => {
    const ada = await newPerson(fixture);
    const id = await decided(ada);
    const { request } = (await contest(ada, id)).body;
    await answered(request.requestId, 'upheld');

    const again = await contest(ada, id);

    const [decision] = (await decisionsOf(fixture, ada)).body.items;
    expect(decision.review).toEqual({
      ...{ requestId: again.body.request.requestId, status: 'in-progress' },
    });
  });

  test('is in the access export with the decision that it is about', async () => {
    const ada = await newPerson(fixture);
    const id = await decided(ada);
    const { request } = (await contest(ada, id)).body;
    await answered(request.requestId, 'changed');

    const access = await submit(fixture, ada.caller, { kind: 'access' });
    const run = firstAttempt(access);
    await begin(fixture, run);
    await fulfilExport(fixture, run);
    const link = await follow(fixture, access.body.followUpToken, 'POST', '/download');
    const files = unzipSync((await fixture.fetchObject(link.body.url)) as Buffer);

    const linesOf = (path: string) =>
      Buffer.from(files[path]!)
        .toString()
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as unknown);
    expect(linesOf('requests.jsonl')).toContainEqual(
      expect.objectContaining({
        automatedDecisionId: id,
        answer: expect.objectContaining({ outcome: 'changed', reasons }) as unknown,
      }),
    );
    expect(linesOf('data/automated-decisions.jsonl')).toMatchObject([{ recordId: id }]);
  });
});

describe('an appeal against the denial of a review', () => {
  const deputy = { ...officer, name: 'deputy@example.com' };
  async function denied(person: Person, id: string): Promise<string> {
    const { request } = (await contest(person, id)).body;
    const body = { ground: 'manifestly-unfounded' };
    await staff(fixture, 'POST', `/${request.requestId}/deny`, { body });
    return request.requestId;
  }
  async function upheld(person: Person, requestId: string) {
    const path = `/v1/me/requests/${requestId}/appeal`;
    const { body } = await fixture.send({
      ...{ method: 'POST', path, caller: person.caller, body: { reason: 'It is founded.' } },
    });
    return staff(fixture, 'POST', `/${body.request.requestId}/answer`, {
      ...{ caller: deputy, body: { outcome: 'upheld', reasons: 'You are right.' } },
    });
  }

  test('opens the review of that decision, whatever else is under review', async () => {
    const ada = await newPerson(fixture);
    const [id, other] = [await decided(ada), await decided(ada)];
    const refused = await denied(ada, id);
    const beside = (await contest(ada, other)).body.request.requestId;

    const { body } = await upheld(ada, refused);

    const { carriedOutAs } = (await staff(fixture, 'GET', `/${refused}`)).body;
    expect(body.status).toBe('completed');
    expect(carriedOutAs).not.toBe(beside);
    expect((await staff(fixture, 'GET', `/${carriedOutAs}`)).body).toMatchObject({
      ...{ kind: 'human-review', status: 'in-progress', automatedDecisionId: id },
      automatedDecision: { state: 'reviewable' },
    });
  });

  test('is the review that the person has asked for again meanwhile', async () => {
    const ada = await newPerson(fixture);
    const id = await decided(ada);
    const refused = await denied(ada, id);
    const again = (await contest(ada, id)).body.request.requestId;

    const { status } = await upheld(ada, refused);

    expect(status).toBe(200);
    const { carriedOutAs } = (await staff(fixture, 'GET', `/${refused}`)).body;
    expect(carriedOutAs).toBe(again);
  });
});

test('an erasure of the person ends the review that is open: nothing is left to be judged', async () => {
  const ada = await newPerson(fixture);
  const { followUpToken } = (await contest(ada, await decided(ada))).body;
  const erasure = await submit(fixture, ada.caller, { kind: 'erasure' });

  await erase(fixture, firstAttempt(erasure));

  const { body } = await follow(fixture, followUpToken);
  expect(body.status).toBe('cancelled');
  expect(body.timeline.map(({ event }: { event: string }) => event)).toContain(
    'overtaken-by-erasure',
  );
});
