import { compactVerify, importJWK } from 'jose';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { consents as eventTable, consentStates } from '../../lambda/consent/table.ts';
import { outbox } from '../../lambda/ledger/table.ts';
import { keepNotices } from '../../lambda/notice/store.ts';
import { idempotency } from '../../lambda/platform/http/table.ts';
import { sha256Hex } from '../../lambda/value/canonical.ts';
import { aliases, subjects } from '../../lambda/subject/table.ts';
import {
  assistant,
  byEmail,
  byUserId,
  openSubjectFixture,
  pointers,
  newPerson,
  yes,
} from '../subject/subject-fixture.ts';
import type { SubjectFixture } from '../subject/subject-fixture.ts';

let people: SubjectFixture;
beforeAll(async () => {
  people = await openSubjectFixture();
});
afterAll(() => people.stop());

const stale = { id: 'assistant', version: '0'.repeat(16) };
const put = (caller: ReturnType<typeof newPerson>, body: unknown, purpose = 'improvement') =>
  people.send({ method: 'PUT', path: `/v1/me/consents/${purpose}`, body, caller });
const get = (caller: ReturnType<typeof newPerson>, rest = '', query: Record<string, string> = {}) =>
  people.send({ method: 'GET', path: `/v1/me/consents${rest}`, query, caller });
const everything = () =>
  Promise.all(
    [aliases, subjects, eventTable, consentStates, outbox, idempotency].map((table) =>
      people.rows(table),
    ),
  );
async function opened(receipt: string) {
  const key = await importJWK({ ...(await people.deps.keyring.publicKey('receipts')) }, 'EdDSA');
  const { payload, protectedHeader } = await compactVerify(receipt, key);
  return {
    header: protectedHeader,
    payload: JSON.parse(Buffer.from(payload).toString()) as Record<string, unknown>,
  };
}

describe('PUT /v1/me/consents/{purpose}', () => {
  test('records a consent of somebody who was not known and answers a receipt that verifies', async () => {
    const caller = newPerson();

    const { status, body, headers } = await put(caller, yes(people.policy));

    expect(status).toBe(201);
    expect(headers['cache-control']).toBe('no-store');
    const version = people.policy.published['assistant']!.version;
    expect(body.consent).toEqual({
      purpose: 'improvement',
      state: 'given',
      default: 'deny',
      basis: 'consent',
      since: expect.stringMatching(/^20.*Z$/) as unknown,
      validUntil: expect.stringMatching(/^20.*Z$/) as unknown,
      noticeId: 'assistant',
      noticeVersion: version,
      effect: 'processing-permitted',
    });
    const { header, payload } = await opened(body.receipt);
    expect(header).toMatchObject({ alg: 'EdDSA', typ: 'consent-receipt+jwt' });
    const found = await people.subjects.resolveCaller(caller);
    const [event] = (await people.rows(eventTable)).filter(
      ({ eventId }) => eventId === payload['record_id'],
    );
    expect(payload).toMatchObject({
      pii_principal_id: found.kind === 'known' && found.subject.subjectId,
      entity_id: event!['subjectId'],
      event_state: 'given',
      event_time: body.consent.since,
      language: 'en',
      privacy_notice: {
        id: 'assistant',
        version,
        sha256: sha256Hex(people.policy.published['assistant']!.texts['en']!),
      },
    });
  });

  test('the event, its state and its ledger entry stand together', async () => {
    const caller = newPerson();
    const before = new Set((await people.rows(outbox)).map(({ entryId }) => entryId));

    await put(caller, yes(people.policy));

    const entered = (await people.rows(outbox)).filter(({ entryId }) => !before.has(entryId));
    expect(entered.map(({ type }) => type).sort()).toEqual([
      'consent.recorded',
      // The person has not signed in before, nor shown the address.
      'identity.linked',
      'identity.linked',
      'subject.registered',
    ]);
    expect(entered.every(({ commitment }) => typeof commitment === 'string')).toBe(true);
  });

  test('the address then names the same person to a service', async () => {
    const caller = newPerson();
    await put(caller, yes(people.policy));

    const { status } = await people.post('/v1/consents', {
      subject: byEmail(caller.email),
      purpose: 'improvement',
      state: 'withdrawn',
    });

    expect(status).toBe(201);
    expect((await get(caller)).body.items).toContainEqual(
      expect.objectContaining({ purpose: 'improvement', state: 'withdrawn' }),
    );
  });

  test.each([
    ['nothing but the state', {}],
    ['a stale notice', { notice: stale }],
    ['a notice that never was', { notice: { id: 'constructor', version: 'x' } }],
  ])('refusing and withdrawing passes with %s', async (_title, rest) => {
    for (const purpose of Object.keys(people.policy.purposes)) {
      for (const state of ['refused', 'withdrawn']) {
        const { status, body } = await put(newPerson(), { state, ...rest }, purpose);

        expect(status).toBe(201);
        expect(body.consent.state).toBe(state);
        expect(body.consent).not.toHaveProperty('noticeVersion');
        const { payload } = await opened(body.receipt);
        expect(payload['event_state']).toBe(state);
        expect(payload['privacy_notice']).toMatchObject({
          id: 'assistant',
          version: people.policy.published['assistant']!.version,
        });
      }
    }
  });

  test.each([
    ['service-provision', 'recorded-without-effect'],
    ['improvement', 'processing-stopped'],
    ['safety', 'recorded-without-effect'],
    ['support', 'objection-honoured'],
  ])('the answer tells what withdrawing does: %s, %s', async (purpose, effect) => {
    const { body } = await put(newPerson(), { state: 'withdrawn' }, purpose);

    expect(body.consent.effect).toBe(effect);
  });

  test('a superseded notice is told the current one, and nobody is registered', async () => {
    const { published } = people.policy;
    const older = { ...published['assistant']!, version: stale.version };
    await keepNotices(people.deps, { ...people.policy, published: { assistant: older } });
    const before = await everything();

    const { status, body } = await put(newPerson(), { ...yes(people.policy), notice: stale });

    expect(status).toBe(409);
    expect(body).toMatchObject({
      type: 'urn:custos:problem:notice-superseded',
      current: yes(people.policy).notice,
    });
    expect(await everything()).toEqual(before);
  });

  test.each([
    ['a version that nobody published', { id: 'assistant', version: 'deadbeefdeadbeef' }],
    ['a notice that nobody published', { id: 'constructor', version: 'deadbeefdeadbeef' }],
  ])('%s is 422 and names the current one, by whoever it is sent', async (_title, notice) => {
    const subject = byUserId();
    await people.post('/v1/subjects', { subject });
    const current = people.policy.published['assistant']!.version;
    const consent = { ...yes(people.policy), notice };

    for (const { status, body, text } of [
      await put(newPerson(), consent),
      await people.post('/v1/consents', { subject, purpose: 'improvement', ...consent }),
    ]) {
      expect(status).toBe(422);
      expect(pointers(body)).toEqual(['/notice/version']);
      expect(text).toContain(current);
      expect(text).not.toContain('deadbeef');
    }
  });

  test('consent to what rests on a contract is 409 with an explanation', async () => {
    const { status, body } = await put(newPerson(), yes(people.policy), 'service-provision');

    expect(status).toBe(409);
    expect(body.type).toBe('urn:custos:problem:conflict');
    expect(body.detail).toContain('does not rest on consent');
  });

  test.each([
    ['no notice', { notice: undefined }, ['/notice']],
    ['no locale and no method', { locale: undefined, method: undefined }, ['/locale', '/method']],
    ['an unknown field', { extra: 1 }, ['/extra']],
    ['an unknown state', { state: 'granted' }, ['/state']],
    ['a method of two lines', { method: 'a\nb' }, ['/method']],
    ['a method without end', { method: '1'.repeat(50_000) }, ['/method']],
    ['a notice that is a text', { notice: 'assistant' }, ['/notice']],
    ['half a notice', { notice: { id: 'assistant' } }, ['/notice/version']],
    ['who gave it: that is the caller', { givenBy: 'responsible-person' }, ['/givenBy']],
  ])('%s is 422, stores nothing and echoes nothing', async (_title, changes, expected) => {
    const before = await everything();

    const { status, body, text } = await put(newPerson(), { ...yes(people.policy), ...changes });

    expect(status).toBe(422);
    expect(pointers(body)).toEqual(expected);
    expect(text).not.toContain('granted');
    expect(text).not.toContain('11111');
    expect(await everything()).toEqual(before);
  });

  test.each(['unknown-purpose', 'constructor', 'valueof'])(
    '%s is no purpose: 404',
    async (purpose) => {
      const { status, body } = await put(newPerson(), yes(people.policy), purpose);

      expect(status).toBe(404);
      expect(pointers(body)).toEqual(['/path/purpose']);
    },
  );

  test('under erasure: no consent any more, a withdrawal still', async () => {
    const caller = newPerson();
    await put(caller, yes(people.policy));
    const found = await people.subjects.resolveCaller(caller);
    if (found.kind === 'known') await people.subjects.fence(found.subject.subjectId);

    expect((await put(caller, yes(people.policy))).body).toMatchObject({
      status: 409,
      type: 'urn:custos:problem:subject-erased',
    });
    expect((await put(caller, { state: 'withdrawn' })).status).toBe(201);
  });

  test('after erasure, an own act of the person registers them anew', async () => {
    const caller = newPerson();
    await put(caller, yes(people.policy));
    const before = await people.subjects.resolveCaller(caller);
    if (before.kind !== 'known') throw new Error('not known');
    await people.subjects.fence(before.subject.subjectId);
    await people.subjects.forget(before.subject.subjectId);

    const withdrawn = {
      state: 'withdrawn',
      subject: byEmail(caller.email),
      purpose: 'improvement',
    };
    expect((await people.post('/v1/consents', withdrawn)).body.type).toBe(
      'urn:custos:problem:subject-erased',
    );
    expect((await put(caller, yes(people.policy))).status).toBe(201);

    const after = await people.subjects.resolve(byEmail(caller.email));
    expect(after).toMatchObject({ kind: 'known' });
    expect(after).not.toMatchObject({ subject: { subjectId: before.subject.subjectId } });
    expect((await people.post('/v1/consents', withdrawn)).status).toBe(201);
  });
});

describe('POST /v1/consents', () => {
  const registered = async () => {
    const subject = byUserId();
    await people.post('/v1/subjects', { subject });
    return subject;
  };

  test('a replay answers the same consent and the same receipt, and records nothing', async () => {
    const body = { subject: await registered(), purpose: 'improvement', ...yes(people.policy) };
    const key = randomUUID();
    const first = await people.post('/v1/consents', body, key);
    const before = await everything();

    const replay = await people.post('/v1/consents', body, key);

    expect(first.status).toBe(201);
    expect(replay.status).toBe(201);
    expect(replay.body).toEqual(first.body);
    expect(replay.headers['idempotency-replayed']).toBe('true');
    expect((await opened(replay.body.receipt)).payload['entity_id']).toBe('assistant');
    expect(await everything()).toEqual(before);
  });

  test('a later choice does not change what a replay answers', async () => {
    const subject = await registered();
    const body = { subject, purpose: 'improvement', ...yes(people.policy) };
    const key = randomUUID();
    const first = await people.post('/v1/consents', body, key);
    await people.post('/v1/consents', { subject, purpose: 'improvement', state: 'withdrawn' });

    expect((await people.post('/v1/consents', body, key)).body).toEqual(first.body);
  });

  test('twenty twin calls with one key record one choice', async () => {
    const body = { subject: await registered(), purpose: 'improvement', ...yes(people.policy) };
    const key = randomUUID();
    const before = (await people.rows(eventTable)).length;

    const answers = await Promise.all(
      Array.from({ length: 20 }, () => people.post('/v1/consents', body, key)),
    );

    expect((await people.rows(eventTable)).length - before).toBe(1);
    const statuses = new Set(answers.map(({ status }) => status));
    expect([...statuses].every((status) => status === 201 || status === 409)).toBe(true);
    expect(statuses.has(201)).toBe(true);
  });

  test('whom nobody knows is 404', async () => {
    const { status } = await people.post('/v1/consents', {
      subject: byUserId(),
      purpose: 'improvement',
      state: 'withdrawn',
    });

    expect(status).toBe(404);
  });

  test('an unknown purpose is 422 with its pointer, and nothing is stored', async () => {
    const subject = await registered();
    const before = await everything();

    const { status, body } = await people.post('/v1/consents', {
      subject,
      purpose: 'marketing',
      state: 'withdrawn',
    });

    expect(status).toBe(422);
    expect(pointers(body)).toEqual(['/purpose']);
    expect(await everything()).toEqual(before);
  });

  test('for a child under the GDPR somebody responsible consents (Art. 8(1))', async () => {
    const subject = byUserId();
    const responsiblePerson = byEmail('parent@example.org');
    await people.post('/v1/subjects', { subject, ageBand: '13-to-15', responsiblePerson });
    const consent = { subject, purpose: 'improvement', ...yes(people.policy) };

    expect((await people.post('/v1/consents', consent)).status).toBe(409);
    expect(
      (await people.post('/v1/consents', { ...consent, givenBy: 'responsible-person' })).status,
    ).toBe(201);
  });
});

describe('GET /v1/me/consents', () => {
  test('tells every purpose, also to whom nobody knows', async () => {
    const { status, body } = await get(newPerson());

    expect(status).toBe(200);
    expect(body.items.map(({ purpose }) => purpose)).toEqual(Object.keys(people.policy.purposes));
    expect(body.items.slice(0, 3)).toEqual([
      { purpose: 'service-provision', state: 'not-asked', default: 'permit', basis: 'contract' },
      { purpose: 'inference', state: 'not-asked', default: 'permit', basis: 'contract' },
      { purpose: 'improvement', state: 'not-asked', default: 'deny', basis: 'consent' },
    ]);
  });

  test('by the law of where the person lives', async () => {
    const caller = newPerson();
    await people.post('/v1/subjects', { subject: byEmail(caller.email), residence: 'US-CA' });

    const { body } = await get(caller);

    expect(body.items).toContainEqual({
      purpose: 'improvement',
      state: 'not-asked',
      default: 'permit',
      basis: 'opt-out',
    });
  });

  test('a person sees their own choices only', async () => {
    const [one, other] = [newPerson(), newPerson()];
    await put(one, yes(people.policy));

    const { body } = await get(other);

    expect(body.items.every(({ state }) => state === 'not-asked')).toBe(true);
  });
});

describe('GET /v1/me/consents/{purpose}/history', () => {
  test('every choice is kept, newest first, page after page', async () => {
    const caller = newPerson();
    const said = ['given', 'withdrawn', 'given', 'refused', 'withdrawn'];
    for (const state of said) {
      await put(caller, state === 'given' ? yes(people.policy) : { state, locale: 'de' });
    }

    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const query: Record<string, string> = { limit: '2', ...(cursor && { cursor }) };
      const { body } = await get(caller, '/improvement/history', query);
      expect(body.items.length).toBeLessThanOrEqual(2);
      seen.push(...body.items.map(({ state }) => state));
      cursor = body.nextCursor;
    } while (cursor !== undefined);

    expect(seen).toEqual(said.toReversed());
    const { body } = await get(caller, '/improvement/history');
    expect(body.items[0]).toMatchObject({
      locale: 'de',
      givenBy: 'subject',
      recordedBy: 'subject',
    });
    expect(body.items.at(-1)).toMatchObject({ method: 'privacy-centre', basis: 'consent' });
  });

  test('a cursor of somebody else is refused', async () => {
    const [one, other] = [newPerson(), newPerson()];
    for (const caller of [one, other]) {
      await put(caller, yes(people.policy));
      await put(caller, { state: 'withdrawn' });
    }
    const { body } = await get(one, '/improvement/history', { limit: '1' });

    const refused = await get(other, '/improvement/history', { cursor: body.nextCursor! });

    expect(body.nextCursor).toMatch(/^[\w-]+$/);
    expect(refused.status).toBe(422);
    expect(pointers(refused.body)).toEqual(['/query/cursor']);
  });

  test('an unknown purpose is 404', async () => {
    expect((await get(newPerson(), '/marketing/history')).status).toBe(404);
  });
});

test('logs hold nothing that a person or service sent', async () => {
  const caller = newPerson();
  await put(caller, { ...yes(people.policy), method: 'planted-method' });
  await people.send({
    method: 'POST',
    path: '/v1/consents',
    caller: assistant,
    headers: { 'Idempotency-Key': randomUUID() },
    body: { subject: byEmail(caller.email), purpose: 'improvement', state: 'withdrawn' },
  });

  const lines = people.logged.join('\n');
  expect(lines).toContain('putMyConsent');
  for (const planted of [caller.sub, caller.email, 'planted-method']) {
    expect(lines).not.toContain(planted);
  }
});
