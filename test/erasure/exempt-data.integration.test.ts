import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { listActivity } from '../../lambda/ledger/activity-list.ts';
import { outbox } from '../../lambda/ledger/table.ts';
import { createApp } from '../../lambda/platform/http/app.ts';
import type { App } from '../../lambda/platform/http/app.ts';
import { holdHandlers } from '../../lambda/hold/api.ts';
import { holdRoutes } from '../../lambda/hold/routes.ts';
import { holdApi } from '../../lambda/hold/needs.ts';
import { boundTo } from '../record/record-fixture.ts';
import { call, justSignedIn } from '../support/call.ts';
import type { Call } from '../support/call.ts';
import type { Notes } from './erasure-steps.ts';
import { erase, stepsOf } from './erasure-steps.ts';
import {
  firstAttempt,
  follow,
  keep,
  officer,
  openRequestFixture,
  newPerson,
  staff,
  submit,
} from '../request/request-fixture.ts';
import type { RequestFixture, Person } from '../request/request-fixture.ts';

let fixture: RequestFixture;
let app: App;
beforeAll(async () => {
  fixture = await openRequestFixture();
  const { keyring, subjectKeys, policy, clock, log, workflow } = fixture;
  const database = boundTo(holdApi, fixture.server, fixture.database);
  const parts = { database, keyring, subjectKeys, policy, clock, log, workflow };
  app = createApp(parts, holdRoutes, holdHandlers(parts));
});
afterAll(() => fixture.stop());

const holds = (method: string, path = '', rest: Partial<Call> = {}) =>
  call(
    app,
    justSignedIn({ method, path: `/v1/holds${path}`, caller: officer, ...rest }, fixture.clock()),
  );
const place = async ({ email }: Person, rest: object = {}) => {
  const body = { subject: { type: 'email', value: email }, matter: 'Roe v. Wonder', ...rest };
  return (await holds('POST', '', { body })).body.holdId as string;
};
const reads = async () =>
  (await fixture.rows(outbox))
    .toSorted((one, other) => (String(one['entryId']) < String(other['entryId']) ? -1 : 1))
    .filter(({ type }) => type === 'staff.read')
    .map(({ codes }) => codes as { route: string; shown?: string });
const activityOf = async ({ subjectId }: Person) =>
  (await listActivity(fixture, subjectId, { limit: 50 })).items
    .filter(({ kind }) => kind === 'staff-access')
    .map(({ codes }) => codes);
const longAgo = { ...officer, authenticatedAt: 1 } as Call['caller'];

/** Erased, but for a safety score that the policy withholds. */
async function erased() {
  const person = await newPerson(fixture);
  await keep(fixture, person, [
    { content: 'Hello' },
    { category: 'safety-score', purposes: ['safety'], content: { score: 0.97 } },
    { category: 'usage-log', purposes: ['safety'], content: { action: 'login' } },
  ]);
  const answer = await submit(fixture, person.caller, { kind: 'erasure' });
  await erase(fixture, firstAttempt(answer));
  const { requestId } = answer.body.request as { requestId: string };
  return { person, requestId, token: answer.body.followUpToken as string };
}

describe('who asks and why', () => {
  test('is shown to staff with the scope of it, entered in the ledger and shown to the person', async () => {
    const person = await newPerson(fixture);
    const reason = 'My data is wrong';
    const { body } = await submit(fixture, person.caller, { kind: 'access', reason });
    const path = `/${body.request.requestId}`;
    const before = (await reads()).length;

    const plain = await staff(fixture, 'GET', path, { scopes: 'custos/requests' });
    const alone = await staff(fixture, 'GET', path, { scopes: 'custos/requests.identity' });
    const named = await staff(fixture, 'GET', path, {
      scopes: 'custos/requests custos/requests.identity',
    });
    const listed = await staff(fixture, 'GET', '', { query: { status: 'in-progress' } });

    expect(plain.body).not.toHaveProperty('subject');
    expect(plain.body).not.toHaveProperty('reason');
    expect(alone.status).toBe(403);
    expect(named.body).toMatchObject({ ...plain.body, reason });
    expect(named.body.subject).toEqual({
      identities: expect.arrayContaining([
        { type: 'email', value: person.email, assurance: 'issuer-verified' },
      ]),
      residence: 'DE',
    });
    expect(JSON.stringify(listed.body)).not.toContain(person.email);
    expect((await reads()).slice(before)).toEqual([
      { route: 'readRequest' },
      { route: 'readRequest', shown: 'identity' },
      { route: 'listRequests' },
    ]);
    expect(await activityOf(person)).toContainEqual(
      expect.objectContaining({ operation: 'readRequest', shown: 'identity' }),
    );
  });

  test('of a hold too, in the list and alone', async () => {
    const person = await newPerson(fixture);
    const holdId = await place(person);
    const more = { scopes: 'custos/holds custos/requests.identity' };
    const one = { identities: expect.any(Array), residence: 'DE' };

    const plain = await holds('GET', '', { scopes: 'custos/holds' });
    const named = await holds('GET', '', more);
    const single = await holds('GET', `/${holdId}`, more);

    expect(JSON.stringify(plain.body)).not.toContain(person.email);
    expect(named.body.items[0]).toMatchObject({ holdId, subject: one });
    expect(single.body.subject).toMatchObject(one);
    expect(JSON.stringify(single.body)).toContain(person.email);
    expect(await activityOf(person)).toEqual(
      ['readHold', 'listHolds'].map((operation) => ({
        ...{ role: 'privacy-team', operation, shown: 'identity' },
      })),
    );
  });
});

describe('GDPR Art. 5(1)(b), 17(3): what an erasure withheld', () => {
  const withheld = (requestId: string, body: object, rest: Partial<Call> = {}) =>
    staff(fixture, 'POST', `/${requestId}/withheld`, { body, ...rest });

  test('can be read for its ground, which the ledger and the request show', async () => {
    const { requestId, token } = await erased();
    const ground = 'legal-obligation';

    const all = await withheld(requestId, { ground });
    const scores = await withheld(requestId, { ground, category: 'safety-score' });
    const other = await withheld(requestId, { ground: 'legal-claims' });

    expect(all.body.items).toHaveLength(2);
    expect(scores.body.items).toEqual([
      {
        recordId: expect.any(String),
        category: 'safety-score',
        purposes: ['safety'],
        content: { score: 0.97 },
        collectedAt: expect.any(String),
        until: expect.any(String),
      },
    ]);
    expect(other.body).toEqual({ items: [] });
    expect((await reads()).at(-1)).toEqual({ route: 'readWithheld', shown: 'content' });
    const { body } = await follow(fixture, token);
    const events = body.timeline.map(({ event }: { event: string }) => event);
    expect(events.filter((event: string) => event === 'withheld-read')).toHaveLength(1);
    expect(body.tasks[0].withheld).toContainEqual({
      ...{ category: 'safety-score', count: 1, ground },
      ...{ reference: expect.any(String), until: expect.any(String) },
    });
  });

  test('has what was stored after the rows were counted, and before the fence', async () => {
    const person = await newPerson(fixture);
    await keep(fixture, person, [{ content: 'Hello' }]);
    const answer = await submit(fixture, person.caller, { kind: 'erasure' });
    const run = firstAttempt(answer);
    const steps = stepsOf(fixture);
    const notes: Notes = {};
    for (const name of ['begin', 'count', 'plan']) await steps[name]!(fixture, run, notes);
    await keep(fixture, person, [
      { category: 'safety-score', purposes: ['safety'], content: { score: 0.97 } },
    ]);

    for (const name of ['fence', 'revoke']) await steps[name]!(fixture, run, notes);

    const { erasure } = (await fixture.requests.get(run.requestId))!;
    expect(erasure?.before?.purposes).toEqual(['service-provision']);
    expect(erasure?.withheld).toContainEqual(
      expect.objectContaining({ category: 'safety-score', count: 1 }),
    );
  });

  test('comes page by page', async () => {
    const { requestId } = await erased();
    const body = { ground: 'legal-obligation', limit: 1 };

    const first = await withheld(requestId, body);
    const cursor = first.body.nextCursor as string;
    const second = await withheld(requestId, { ...body, cursor });
    const foreign = await withheld(requestId, { ground: 'legal-claims', cursor });

    const found = [...first.body.items, ...second.body.items].map(({ category }) => category);
    expect(found.toSorted()).toEqual(['safety-score', 'usage-log']);
    expect(foreign.body.errors[0].pointer).toBe('/cursor');
  });

  test('is read by those alone who may, after a recent sign-in, of an erasure', async () => {
    const { requestId } = await erased();
    const body = { ground: 'legal-obligation' };
    const access = await submit(fixture, (await newPerson(fixture)).caller, { kind: 'access' });

    const others = await withheld(requestId, body, {
      scopes: 'custos/requests custos/requests.identity custos/holds',
    });
    const stale = await withheld(requestId, body, { caller: longAgo });
    const nothing = await withheld(access.body.request.requestId as string, body);

    expect([others.status, stale.status, nothing.status]).toEqual([403, 401, 409]);
    expect((await withheld('0193f1c0-5a7e-7c3a-9d2e-1b2c3d4e5f60', body)).status).toBe(404);
    expect((await withheld(requestId, {})).body.errors[0].pointer).toBe('/ground');
  });
});

describe('GDPR Art. 17(3)(e): what a hold keeps', () => {
  test('can be read while it is open, of its categories alone, which the person learns', async () => {
    const person = await newPerson(fixture);
    await keep(fixture, person, [
      { content: 'Held' },
      { category: 'feedback', purposes: ['support'], content: 'Not held' },
    ]);
    const holdId = await place(person, { categories: ['prompt-text'] });

    const exempt = await holds('POST', `/${holdId}/withheld`, { body: {} });
    const other = await holds('POST', `/${holdId}/withheld`, { body: { category: 'feedback' } });
    const forbidden = await holds('POST', `/${holdId}/withheld`, {
      body: {},
      scopes: 'custos/holds',
    });
    const stale = await holds('POST', `/${holdId}/withheld`, { body: {}, caller: longAgo });
    await holds('DELETE', `/${holdId}`);
    const after = await holds('POST', `/${holdId}/withheld`, { body: {} });

    expect(exempt.body.items.map(({ content }: { content: unknown }) => content)).toEqual(['Held']);
    expect(other.body).toEqual({ items: [] });
    expect([forbidden.status, stale.status, after.status]).toEqual([403, 401, 409]);
    expect(await activityOf(person)).toContainEqual(
      expect.objectContaining({ operation: 'readHeld', shown: 'content' }),
    );
  });

  test('of an erased person, too', async () => {
    const { holdId } = await erasedWhileHeld();

    const exempt = await holds('POST', `/${holdId}/withheld`, { body: {} });

    expect(exempt.body.items).toMatchObject([{ category: 'prompt-text', content: 'Evidence' }]);
    expect(exempt.body.items[0]).not.toHaveProperty('until');
  });

  const erasedWhileHeld = async () => {
    const person = await newPerson(fixture);
    await keep(fixture, person, [
      { content: 'Evidence' },
      { category: 'feedback', purposes: ['support'] },
    ]);
    const holdId = await place(person, { categories: ['prompt-text'] });
    const answer = await submit(fixture, person.caller, { kind: 'erasure' });
    await erase(fixture, firstAttempt(answer));
    const token = answer.body.followUpToken as string;
    return { person, holdId, token, run: firstAttempt(answer) };
  };

  test('goes as soon as the hold is released: the answer says what, and so does the request', async () => {
    const { holdId, token, run } = await erasedWhileHeld();

    const released = await holds('DELETE', `/${holdId}`);
    const again = await holds('DELETE', `/${holdId}`);
    const meanwhile = await follow(fixture, token);

    const at = released.body.releasedAt as string;
    expect(released.body.deletion).toEqual({
      items: [{ category: 'prompt-text', count: 1 }],
      startsAt: at,
      expectedBy: new Date(Date.parse(at) + 3_600_000).toISOString(),
      otherOpenHolds: 0,
    });
    expect(again.body).toEqual(released.body);
    // Without the sweep, and once.
    const started = (await fixture.started()).filter((name) => name.startsWith(run.requestId));
    expect(started).toEqual(expect.arrayContaining([`${run.requestId}-2`]));
    expect(started).not.toContain(`${run.requestId}-3`);
    expect(meanwhile.body.tasks[0].status).toBe('running');
    expect(meanwhile.body.timeline.at(-1).event).toBe('hold-released');

    const next = { ...run, attempt: 2 };
    const { verification } = await erase(fixture, next);
    expect(verification).toEqual({ kind: 'verified' });

    const { body } = await follow(fixture, token);
    expect(body).toMatchObject({ status: 'completed', tasks: [{ status: 'completed' }] });
    expect(body.refusal).toBeUndefined();
  });

  test('stays while another hold of the person is open, and the answer says so', async () => {
    const { holdId } = await (async () => {
      const person = await newPerson(fixture);
      await keep(fixture, person, [{ content: 'Evidence' }]);
      const holdId = await place(person);
      await place(person, { categories: ['prompt-text'] });
      await erase(fixture, firstAttempt(await submit(fixture, person.caller, { kind: 'erasure' })));
      return { holdId };
    })();

    const released = await holds('DELETE', `/${holdId}`);

    expect(released.body.deletion).toEqual({ items: [], otherOpenHolds: 1 });
  });

  test('of a person who is not erased is deleted where its time is over', async () => {
    const person = await newPerson(fixture);
    await keep(fixture, person, [{}, { category: 'feedback', purposes: ['support'] }]);
    const holdId = await place(person);
    fixture.pass(31 * 86_400);

    const { body } = await holds('DELETE', `/${holdId}`);

    expect(body.deletion.items).toEqual(
      expect.arrayContaining([{ category: 'prompt-text', count: 1 }]),
    );
    expect(body.deletion.startsAt).toBe(body.releasedAt);
  });
});
