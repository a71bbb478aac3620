import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openOpener } from '../../lambda/intake/opening/open.ts';
import { verifyHandlers } from '../../lambda/intake/verify/api.ts';
import { verifyRoutes } from '../../lambda/intake/verify/routes.ts';
import { mails } from '../../lambda/mail/table.ts';
import { createApp } from '../../lambda/platform/http/app.ts';
import type { Database } from '../../lambda/platform/dynamo/database.ts';
import { requestHandlers } from '../../lambda/request-api/api.ts';
import { requestApi } from '../../lambda/request-api/needs.ts';
import { requestRoutes } from '../../lambda/request-api/routes.ts';
import type { RequestId } from '../../lambda/value/ids.ts';
import { dyingAfter } from '../faults/dying-after.ts';
import { reviewHandlers } from '../../lambda/review/api.ts';
import { reviewRoutes } from '../../lambda/review/routes.ts';
import { asking, codeIn, openIntakeFixture } from '../intake/intake-fixture.ts';
import type { IntakeFixture } from '../intake/intake-fixture.ts';
import { decisionAbout, service } from '../review/review-fixture.ts';
import { call, justSignedIn } from '../support/call.ts';
import type { Call, CallResult } from '../support/call.ts';
import { examplePolicy } from '../support/example-policy.ts';
import { follow, newPerson, officer, staff, submit } from './request-fixture.ts';
import type { RequestFixture } from './request-fixture.ts';

let intake: IntakeFixture;
let fixture: RequestFixture;
beforeAll(async () => {
  const { requests } = examplePolicy;
  intake = await openIntakeFixture({
    ...examplePolicy,
    requests: { ...requests, complaint: { ...requests.complaint, approvals: 2 } },
  });
  ({ fixture } = intake);
});
afterAll(() => intake.stop());

const platformOn = (database: Database) => ({
  ...fixture,
  ...fixture.on(database),
  ...{ facts: requestApi, environment: {} as never },
});

/** The API of a process that is killed; undefined where it did not live to answer. */
function apiOn(database: Database) {
  const platform = platformOn(database);
  const app = createApp(
    platform,
    { ...requestRoutes, ...verifyRoutes },
    { ...requestHandlers(platform), ...verifyHandlers(platform) },
  );
  return (request: Call): Promise<CallResult | undefined> =>
    call(app, justSignedIn(request, fixture.clock())).catch(() => undefined);
}

/** Kills a process after each of its writes in turn, until one lives to the end. */
async function killedEverywhere(play: (database: Database, name: string) => Promise<void>) {
  const { endpoint } = fixture.server;
  for (let writes = 1; ; writes += 1) {
    const dying = dyingAfter({ ...fixture, endpoint }, writes);
    await play(dying, `killed after write ${writes}`);
    if (!dying.died()) return writes - 1;
  }
}

const row = async (id: string) => {
  const found = await fixture.requests.get(id as RequestId);
  if (found === undefined) throw new Error('a request is lost');
  return found;
};
const eventsOf = async (id: string): Promise<string[]> =>
  (await row(id)).timeline.map(({ event }) => event);
const mailsOf = async (id: string): Promise<unknown[]> =>
  (await fixture.rows(mails))
    .filter((mail) => mail['requestId'] === id)
    .map((mail) => mail['template']);
const deputy = { ...officer, name: 'deputy@example.com' };

describe('a process that is killed after any one of its writes', () => {
  test('while staff approve and answer: each counts once, and the person is answered once', async () => {
    const kills = await killedEverywhere(async (database, name) => {
      const { caller } = await newPerson(fixture);
      const sent = await submit(fixture, caller, { kind: 'complaint', reason: 'You wrote to me.' });
      const id = sent.body.request.requestId as string;
      const path = `/v1/requests/${id}`;
      const body = { outcome: 'upheld', reasons: 'You are right.' };
      const calls: Call[] = [
        { method: 'POST', path: `${path}/approve`, caller: officer },
        { method: 'POST', path: `${path}/approve`, caller: deputy },
        { method: 'POST', path: `${path}/answer`, caller: officer, body },
      ];
      const dying = apiOn(database);
      for (const each of calls) await dying(each);
      for (const each of calls) await fixture.send(each);

      expect(await eventsOf(id), name).toEqual([
        ...['received', 'approval-required', 'approved', 'approved', 'in-progress', 'completed'],
      ]);
      const { approvedBy, answer } = await row(id);
      expect(new Set(approvedBy).size, name).toBe(2);
      expect(answer?.outcome, name).toBe('upheld');
      expect(await mailsOf(id), name).toHaveLength(new Set(await mailsOf(id)).size);
      expect((await follow(fixture, sent.body.followUpToken)).body.answer.reasons).toBe(
        'You are right.',
      );
    });
    expect(kills).toBeGreaterThanOrEqual(3);
  }, 300_000);

  test('while a person appeals: there is one appeal, and the request says so once', async () => {
    const kills = await killedEverywhere(async (database, name) => {
      const { caller, subjectId } = await newPerson(fixture);
      const sent = await submit(fixture, caller, { kind: 'complaint', reason: 'You wrote to me.' });
      const id = sent.body.request.requestId as string;
      const ground = { ground: 'manifestly-unfounded' };
      await staff(fixture, 'POST', `/${id}/deny`, { body: ground });
      const appeal: Call = {
        ...{ method: 'POST', path: `/v1/me/requests/${id}/appeal`, caller },
        ...{ body: { reason: 'No.' }, headers: { 'Idempotency-Key': crypto.randomUUID() } },
      };
      await apiOn(database)(appeal);
      const again = await fixture.send(appeal);

      expect(again.status, name).toBe(202);
      const { rows } = await fixture.requests.ofSubject(subjectId);
      const appeals = rows.filter(({ kind }) => kind === 'appeal');
      expect(
        appeals.map(({ requestId }) => requestId),
        name,
      ).toEqual([again.body.request.requestId]);
      expect(
        (await eventsOf(id)).filter((event) => event === 'appealed'),
        name,
      ).toHaveLength(1);
    });
    expect(kills).toBeGreaterThanOrEqual(1);
  }, 300_000);

  test('while a code is checked and the request is opened: it is opened once, and works', async () => {
    const kills = await killedEverywhere(async (database, name) => {
      const { email, subjectId } = await newPerson(fixture);
      const { requestId, followUpToken } = (await intake.ask(asking(email))).body;
      await intake.deliver(requestId);
      const code = codeIn((await intake.letter(requestId)) ?? '');
      const verify: Call = {
        ...{ method: 'POST', path: `/v1/requests/${requestId}/verify`, body: { code } },
      };
      await apiOn(database)(verify);
      // The person sends the code again, and the stream delivers the change again.
      const again = await intake.verify(requestId, code);
      await openOpener(platformOn(database))(requestId).catch(() => undefined);
      await intake.open(requestId);
      // A start that was lost is made up for by the sweep.
      fixture.pass(130);
      await fixture.sweep();
      fixture.setClock(undefined);

      expect(again.status, name).toBe(202);
      const { rows } = await fixture.requests.ofSubject(subjectId);
      expect(
        rows.map((one) => one.requestId),
        name,
      ).toEqual([requestId]);
      expect((await follow(fixture, followUpToken)).body.status, name).toBe('in-progress');
      expect(
        (await eventsOf(requestId)).filter((event) => event === 'received'),
        name,
      ).toHaveLength(1);
      expect(
        (await fixture.started()).filter((one) => one === `${requestId}-1`),
        name,
      ).toHaveLength(1);
      expect(await mailsOf(requestId), name).toHaveLength(new Set(await mailsOf(requestId)).size);
    });
    expect(kills).toBeGreaterThanOrEqual(2);
  }, 300_000);

  test('while a system reports a decision, the person contests it and a human answers', async () => {
    const kills = await killedEverywhere(async (database, name) => {
      const person = await newPerson(fixture);
      const { caller, subjectId } = person;
      const key = () => ({ 'idempotency-key': crypto.randomUUID() });
      const platform = platformOn(database);
      const dyingReview = createApp(platform, reviewRoutes, reviewHandlers(platform));
      const livingReview = createApp(fixture, reviewRoutes, reviewHandlers(fixture));
      const report: Call = {
        ...{ method: 'POST', path: '/v1/automated-decisions', caller: service, headers: key() },
        body: decisionAbout(person, { at: new Date(fixture.clock() - 60_000).toISOString() }),
      };
      await call(dyingReview, report).catch(() => undefined);
      const { automatedDecisionId } = (await call(livingReview, report)).body;
      const contest: Call = {
        ...{ method: 'POST', path: '/v1/me/requests', caller, headers: key() },
        body: { kind: 'human-review', automatedDecisionId, reason: 'It was not me.' },
      };
      const dying = apiOn(database);
      await dying(contest);
      const { requestId } = (await fixture.send(contest)).body.request;
      const answer: Call = {
        ...{ method: 'POST', path: `/v1/requests/${requestId}/answer`, caller: officer },
        body: { outcome: 'withdrawn', reasons: 'It was a mistake.' },
      };
      await dying(answer);
      expect((await fixture.send(answer)).status, name).toBe(200);

      expect(await Array.fromAsync(fixture.records.readAll(subjectId)), name).toHaveLength(1);
      expect(await eventsOf(requestId), name).toEqual(['received', 'in-progress', 'completed']);
      expect((await fixture.requests.ofSubject(subjectId)).rows, name).toHaveLength(1);
      expect(await mailsOf(requestId), name).toEqual(['receipt', 'answer']);
    });
    expect(kills).toBeGreaterThanOrEqual(3);
  }, 300_000);

  test('while staff enter a letter of an agent, check who asks and what they may', async () => {
    const kills = await killedEverywhere(async (database, name) => {
      const { email, subjectId } = await newPerson(fixture);
      const agent = { name: 'An Agent', contact: 'agent@example.com', mandate: 'signed' };
      const receivedOn = new Date(fixture.clock()).toISOString().slice(0, 10);
      const enter: Call = {
        ...{ method: 'POST', path: '/v1/requests/on-behalf', caller: officer },
        body: { ...asking(email, { agent }), channel: 'letter', receivedOn },
        headers: { 'idempotency-key': crypto.randomUUID() },
      };
      const dying = apiOn(database);
      await dying(enter);
      const { requestId } = (await fixture.send(enter)).body.request;
      const check = (what: string, body: object): Call => ({
        ...{ method: 'POST', path: `/v1/requests/${requestId}/${what}`, caller: officer, body },
      });
      const checks = [
        check('mandate', {}),
        check('identity', { assurance: 'document-checked-by-staff' }),
      ];
      for (const each of checks) await dying(each);
      for (const each of checks) await fixture.send(each);
      // A start that was lost is made up for by the sweep.
      fixture.pass(130);
      await fixture.sweep();
      fixture.setClock(undefined);

      expect((await fixture.requests.ofSubject(subjectId)).rows, name).toHaveLength(1);
      expect(await eventsOf(requestId), name).toEqual([
        ...['received', 'identity-required', 'mandate-checked', 'identity-checked', 'in-progress'],
      ]);
      const starts = (await fixture.started()).filter((one) => one === `${requestId}-1`);
      expect(starts, name).toHaveLength(1);
      expect(await mailsOf(requestId), name).toHaveLength(new Set(await mailsOf(requestId)).size);
    });
    expect(kills).toBeGreaterThanOrEqual(3);
  }, 300_000);
});
