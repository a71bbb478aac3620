import { unzipSync } from 'fflate';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { decidedCategory } from '../../lambda/policy/categories.ts';
import { createApp } from '../../lambda/platform/http/app.ts';
import { update } from '../../lambda/platform/dynamo/statement.ts';
import { transact } from '../../lambda/platform/dynamo/transact.ts';
import { fulfilExport } from '../../lambda/export/export.ts';
import { recordHandlers } from '../../lambda/record/api.ts';
import { recordRoutes } from '../../lambda/record/routes.ts';
import { records } from '../../lambda/record/table.ts';
import { begin } from '../../lambda/request/attempt.ts';
import { listEntries } from '../../lambda/ledger/store.ts';
import { plusSeconds } from '../../lambda/value/time.ts';
import { subjects } from '../../lambda/subject/table.ts';
import { erase } from '../erasure/erasure-steps.ts';
import { storeModel } from '../model/stored-model.ts';
import { firstAttempt, follow, keep, newPerson, submit } from '../request/request-fixture.ts';
import { call } from '../support/call.ts';
import type { ReviewFixture } from './review-fixture.ts';
import { decide, decisionAbout, decisionsOf, openReviewFixture } from './review-fixture.ts';

let fixture: ReviewFixture;
beforeAll(async () => {
  fixture = await openReviewFixture();
  await storeModel(fixture, { name: 'limits', version: '7' }, 'deployed');
});
// After the decisions of the fixture, and before any of them has ended.
beforeEach(() => fixture.setClock('2026-11-25T12:00:00Z'));
afterAll(() => fixture.stop());

const uuid = expect.stringMatching(/^[0-9a-f-]{36}$/) as string;
const recordCall = (request: Parameters<typeof call>[1]) =>
  call(createApp(fixture, recordRoutes, recordHandlers(fixture)), request);

describe('recording an automated decision', () => {
  test('answers its id and until when a human can review it', async () => {
    const ada = await newPerson(fixture);

    const answer = await decide(fixture, decisionAbout(ada));

    expect([answer.status, answer.body]).toEqual([
      201,
      { automatedDecisionId: uuid, reviewableUntil: '2028-11-24T10:00:00.000Z' },
    ]);
  });

  test('of a model that is not approved is rejected, until staff approve it', async () => {
    const ada = await newPerson(fixture);
    await storeModel(fixture, { name: 'limits', version: 'old' }, 'retired');
    const by = (model: string, key?: string) =>
      decide(fixture, decisionAbout(ada, { model }), key === undefined ? {} : { key });

    const answers = [await by('limits/old'), await by('Limits 7'), await by('limits/7', 'kept')];
    const entered = await listEntries(fixture.database, {
      from: fixture.clock(),
      to: plusSeconds(fixture.clock(), 1),
      limit: 1_000,
      type: 'decision.denied',
    });

    expect(answers.map(({ status, body }) => [status, body.errors?.[0]])).toEqual([
      [403, { pointer: '/model', message: expect.stringContaining('model-retired') as string }],
      [403, { pointer: '/model', message: expect.stringContaining('model-unknown') as string }],
      [201, undefined],
    ]);
    expect(entered.entries.map(({ codes }) => codes)).toEqual(
      expect.arrayContaining(
        ['model-retired', 'model-unknown'].map(
          (reason) => expect.objectContaining({ category: decidedCategory, reason }) as unknown,
        ),
      ),
    );
  });

  test('GDPR Art. 15(1)(h): the person sees outcome, factors and logic, newest first', async () => {
    const ada = await newPerson(fixture);
    const first = await decide(fixture, decisionAbout(ada));
    await keep(fixture, ada, [{}, {}]);
    const second = await decide(
      fixture,
      decisionAbout(ada, {
        outcome: { value: 'Allowed again' },
        logic: undefined,
        model: 'limits/7',
      }),
    );

    const { body } = await decisionsOf(fixture, ada);

    const { subject, at, ...explained } = decisionAbout(ada);
    expect(body).toEqual({
      items: [
        {
          automatedDecisionId: second.body.automatedDecisionId,
          system: 'upload-limits',
          outcome: { value: 'Allowed again' },
          mainFactors: explained.mainFactors,
          model: 'limits/7',
          at: '2026-11-24T10:00:00.000Z',
          reviewableUntil: '2028-11-24T10:00:00.000Z',
        },
        {
          automatedDecisionId: first.body.automatedDecisionId,
          ...explained,
          at: '2026-11-24T10:00:00.000Z',
          reviewableUntil: '2028-11-24T10:00:00.000Z',
        },
      ],
    });
    expect([subject.type, at]).toEqual(['email', '2026-11-24T10:00:00Z']);
  });

  test('shows nobody the decisions about others, and no cursor leads there', async () => {
    const [ada, grace] = [await newPerson(fixture), await newPerson(fixture)];
    await decide(fixture, decisionAbout(ada));
    await decide(fixture, decisionAbout(ada));
    const page = await decisionsOf(fixture, ada, { limit: '1' });

    const next = await decisionsOf(fixture, ada, { limit: '1', cursor: page.body.nextCursor });
    const foreign = await decisionsOf(fixture, grace, { cursor: page.body.nextCursor });

    expect([page.body.items.length, next.body.items.length]).toEqual([1, 1]);
    expect(next.body.items).not.toEqual(page.body.items);
    expect((await decisionsOf(fixture, grace)).body.items).toEqual([]);
    expect(foreign.status).toBe(422);
  });

  test('stores one decision when a call is sent twice, at the same time or later', async () => {
    const ada = await newPerson(fixture);
    const body = decisionAbout(ada);

    const twice = await Promise.all([
      decide(fixture, body, { key: 'twice' }),
      decide(fixture, body, { key: 'twice' }),
    ]);
    const later = await decide(fixture, body, { key: 'twice' });
    const other = await decide(fixture, { ...body, system: 'other' }, { key: 'twice' });

    expect(twice.map(({ status }) => status).filter((status) => status !== 409)).toContain(201);
    expect(later.status).toBe(201);
    expect((await decisionsOf(fixture, ada)).body.items).toMatchObject([
      { automatedDecisionId: later.body.automatedDecisionId },
    ]);
    expect(other.body.type).toBe('urn:custos:problem:idempotency-key-reused');
  });

  test('encrypts every word of it under the key of its category', async () => {
    const ada = await newPerson(fixture);
    await decide(fixture, decisionAbout(ada));

    const row = (await fixture.rows(records)).find(({ subjectId }) => subjectId === ada.subjectId);

    const { sealed, ...plain } = row!;
    expect(plain).toMatchObject({ category: decidedCategory, erasureClass: decidedCategory });
    expect(sealed).toBeInstanceOf(Uint8Array);
    expect(JSON.stringify(plain)).not.toMatch(/upload|Uploads|reports|0\.91/);
  });

  test.each([
    ['a field that is not known', { reviewer: 'x' }, '/reviewer'],
    ['no factor', { mainFactors: [] }, '/mainFactors'],
    ['too many factors', { mainFactors: Array(21).fill('x') }, '/mainFactors'],
    ['a factor of several lines', { mainFactors: ['a', 'b\u2028c'] }, '/mainFactors/1'],
    ['half a character', { system: 'x\uD800' }, ''],
    ['an invisible character in a name', { system: 'up\u200Bload' }, '/system'],
    ['an outcome without a value', { outcome: { score: 1 } }, '/outcome/value'],
    ['an outcome with a field more', { outcome: { value: 'x', text: 'y' } }, '/outcome/text'],
    [
      'a value of more than 500 characters',
      { outcome: { value: 'x'.repeat(501) } },
      '/outcome/value',
    ],
    ['logic of more than 2,000 characters', { logic: 'x'.repeat(2_001) }, '/logic'],
    ['no time', { at: undefined }, '/at'],
    ['a day that does not exist', { at: '2026-02-30T10:00:00Z' }, '/at'],
    ['a time that has not come', { at: '2099-01-01T00:00:00Z' }, '/at'],
    ['a decision too old to be reviewed', { at: '2020-01-01T00:00:00Z' }, '/at'],
  ])('refuses %s', async (_, overrides, pointer) => {
    const ada = await newPerson(fixture);

    const answer = await decide(fixture, decisionAbout(ada, overrides));

    expect(answer.status).toBe(422);
    if (pointer !== '') {
      expect(answer.body.errors.map((error: { pointer: string }) => error.pointer)).toContain(
        pointer,
      );
    }
    expect((await decisionsOf(fixture, ada)).body.items).toEqual([]);
  });

  test('of a person who is not known, or whose data is restricted, stores nothing', async () => {
    const ada = await newPerson(fixture);
    const unknown = await decide(fixture, decisionAbout({ email: 'nobody@example.org' }));
    await submit(fixture, ada.caller, { kind: 'restriction' });

    const restricted = await decide(fixture, decisionAbout(ada));

    expect([unknown.status, unknown.body.errors[0].pointer]).toEqual([404, '/subject']);
    expect(restricted.body.type).toBe('urn:custos:problem:processing-restricted');
  });

  test('is not offered under a policy in which no purpose has the category', async () => {
    const ada = await newPerson(fixture);
    const { 'decision-review': _, ...purposes } = fixture.policy.purposes;

    const answer = await decide(fixture, decisionAbout(ada), {
      policy: { ...fixture.policy, purposes },
    });

    expect([answer.status, answer.body.errors[0].message]).toEqual([
      422,
      expect.stringContaining('not offered by this deployment'),
    ]);
  });

  test('names a purpose that the person has stopped, where the policy lets them', async () => {
    const ada = await newPerson(fixture);
    const { purposes } = fixture.policy;
    const legalBasis = { gdpr: { basis: 'consent' as const } };
    const asked = { ...purposes['decision-review']!, legalBasis };

    const answer = await decide(fixture, decisionAbout(ada), {
      policy: { ...fixture.policy, purposes: { ...purposes, 'decision-review': asked } },
    });

    expect([answer.status, answer.body.errors]).toEqual([
      403,
      [
        {
          pointer: '/subject',
          message: expect.stringContaining(
            'decision-review is denied: consent-not-given',
          ) as string,
        },
      ],
    ]);
  });
});

describe('what was decided', () => {
  test('cannot be written, corrected or deleted as an ordinary record', async () => {
    const ada = await newPerson(fixture);
    const { body: stored } = await decide(fixture, decisionAbout(ada));
    const path = `/v1/me/records/${stored.automatedDecisionId}`;
    const read = await recordCall({ method: 'GET', path, caller: ada.caller });

    const written = await recordCall({
      ...{ method: 'POST', path: '/v1/records', headers: { 'idempotency-key': 'forged' } },
      caller: { kind: 'service', issuer: 'https://services.example.com', name: 'scores' },
      body: {
        subject: { type: 'email', value: ada.email },
        ...{ category: decidedCategory, purposes: ['decision-review'], content: 'forged' },
      },
    });
    const corrected = await recordCall({
      ...{ method: 'PATCH', path, caller: ada.caller, body: { content: 'granted' } },
      headers: { 'if-match': read.headers['etag']! },
    });
    const deleted = await recordCall({ method: 'DELETE', path, caller: ada.caller });

    expect([written.status, written.body.errors]).toEqual([
      422,
      [
        {
          pointer: '/category',
          message: 'send what a system decided with POST /v1/automated-decisions',
        },
      ],
    ]);
    expect([corrected.status, deleted.status]).toEqual([409, 409]);
  });

  test('ends with its period, before the database deletes the row', async () => {
    const ada = await newPerson(fixture);
    await decide(fixture, decisionAbout(ada));

    fixture.setClock('2028-11-24T10:00:00Z');

    expect((await decisionsOf(fixture, ada)).body.items).toEqual([]);
  });

  test('names no end while a legal hold keeps it', async () => {
    const ada = await newPerson(fixture);
    await decide(fixture, decisionAbout(ada));
    const { version } = (await fixture.subjects.get(ada.subjectId))!;
    await transact(fixture.database, [
      update(subjects, { subjectId: ada.subjectId }, version, { heldCategories: 'all' }),
    ]);

    const [decision] = (await decisionsOf(fixture, ada)).body.items;

    expect(decision).toMatchObject({ system: 'upload-limits' });
    expect(decision).not.toHaveProperty('reviewableUntil');
  });

  test('GDPR Art. 15(1)(h): is in the access export with its factors and its logic', async () => {
    const ada = await newPerson(fixture);
    await decide(fixture, decisionAbout(ada));

    const answer = await submit(fixture, ada.caller, { kind: 'access' });
    const run = firstAttempt(answer);
    await begin(fixture, run);
    await fulfilExport(fixture, run);
    const link = await follow(fixture, answer.body.followUpToken, 'POST', '/download');
    const files = unzipSync((await fixture.fetchObject(link.body.url)) as Buffer);

    const { subject: _, at, ...content } = decisionAbout(ada);
    const written = Buffer.from(files[`data/${decidedCategory}.jsonl`]!).toString();
    expect(JSON.parse(written)).toMatchObject({
      ...{ category: decidedCategory, purposes: ['decision-review'], content },
      collectedAt: new Date(at).toISOString(),
    });
    const page = Buffer.from(files['index.html']!).toString();
    expect(page).toContain('Decisions by machines');
    expect(page).toContain('300 uploads within one hour');
  });

  test('is erased with its person, and nothing more is stored about them', async () => {
    const ada = await newPerson(fixture);
    await decide(fixture, decisionAbout(ada));
    const answer = await submit(fixture, ada.caller, { kind: 'erasure' });

    await erase(fixture, firstAttempt(answer));

    const rows = await fixture.rows(records);
    expect(rows.filter(({ subjectId }) => subjectId === ada.subjectId)).toEqual([]);
    expect((await decisionsOf(fixture, ada)).body.items).toEqual([]);
    expect((await decide(fixture, decisionAbout(ada))).status).not.toBe(201);
  });
});
