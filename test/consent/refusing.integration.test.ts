import fc from 'fast-check';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { StaffCaller } from '../../lambda/platform/http/handlers.ts';
import { milliseconds, toRfc3339 } from '../../lambda/value/time.ts';
import type { SubjectFixture } from '../subject/subject-fixture.ts';
import {
  byEmail,
  issuer,
  openSubjectFixture,
  pointers,
  newPerson,
  yes,
} from '../subject/subject-fixture.ts';

let people: SubjectFixture;
beforeAll(async () => {
  people = await openSubjectFixture();
});
afterAll(() => people.stop());

const staff: StaffCaller = { kind: 'staff', issuer, name: 'dpo' };
const purposes = ['training', 'improvement', 'support', 'service-provision'];

/** What goes with a refusal and does not fit. */
const misfits: readonly (readonly [string, object])[] = [
  ['locale null', { locale: null }],
  ['locale of an underscore', { locale: 'en_US' }],
  ['locale a number', { locale: 7 }],
  ['notice null', { notice: null }],
  ['notice a text', { notice: 'assistant' }],
  ['half a notice', { notice: { id: 'assistant' } }],
  ['a notice with more', { notice: { id: 'assistant', version: 'x', url: 'y' } }],
  ['method null', { method: null }],
  ['method of two lines', { method: 'a\nb' }],
  ['method without end', { method: 'm'.repeat(10_000) }],
  ['an unknown field', { consentString: 'CPX', __proto__x: 1 }],
  ['all of it', { locale: '', notice: [], method: {}, extra: null }],
];

/** JSON that a body may hold at all: numbers without loss, well-formed Unicode. */
const leaf = fc.oneof(
  fc.constant(null),
  fc.boolean(),
  fc.integer(),
  fc.string({ unit: 'grapheme' }),
);
const anything = fc.oneof(
  leaf,
  fc.array(leaf, { maxLength: 3 }),
  fc.dictionary(fc.constantFrom('id', 'version', 'x'), leaf),
);

/** Every way in which someone says no: each returns the status of that one choice. */
const ways = {
  async person(state: string, purpose: string, rest: object) {
    const caller = newPerson();
    const path = `/v1/me/consents/${purpose}`;
    return (await people.send({ method: 'PUT', path, body: { state, ...rest }, caller })).status;
  },
  async service(state: string, purpose: string, rest: object) {
    const subject = byEmail(newPerson().email);
    await people.post('/v1/subjects', { subject });
    return (await people.post('/v1/consents', { subject, purpose, state, ...rest })).status;
  },
  async import(state: string, purpose: string, rest: object) {
    const subject = byEmail(newPerson().email);
    await people.post('/v1/subjects', { subject });
    const line = { subject, purpose, state, at: '2026-03-01T10:00:00Z', source: 'crm', ...rest };
    const request = { method: 'POST', path: '/v1/consents/import', caller: staff };
    const { status, body } = await people.send({ ...request, body: { items: [line] } });
    return status === 207 ? (body.items[0] as unknown as { status: number }).status : status;
  },
};

describe.each(Object.keys(ways) as (keyof typeof ways)[])(
  'GDPR Art. 7(3): a refusal is never turned down for what goes with it: %s',
  (way) => {
    test.each(misfits)('%s', async (_title, rest) => {
      for (const state of ['refused', 'withdrawn']) {
        expect(await ways[way](state, 'training', rest)).toBe(201);
      }
    });

    test('whatever JSON stands in the fields beside it', async () => {
      const rest = fc.record(
        { locale: anything, notice: anything, method: anything },
        { requiredKeys: [] },
      );
      const state = fc.constantFrom('refused', 'withdrawn');
      await fc.assert(
        fc.asyncProperty(state, fc.constantFrom(...purposes), rest, async (said, purpose, more) => {
          expect(await ways[way](said, purpose, more)).toBe(201);
        }),
        { numRuns: 25 },
      );
    });

    test.each(['es-419', 'zh-Hans-CN', 'SR-latn-rs', 'x-private', 'i-klingon', 'de-AT'])(
      'and %s is the language of it',
      async (locale) => {
        expect(await ways[way]('withdrawn', 'improvement', { locale })).toBe(201);
      },
    );
  },
);

describe('what does not name the person stops no refusal', () => {
  const named = async () => {
    const subject = byEmail(newPerson().email);
    await people.post('/v1/subjects', { subject });
    return subject;
  };

  test.each([
    ['no issuer', { issuer: null }],
    ['an issuer that is none', { issuer: 7 }],
    ['an issuer of an address', { issuer: 'crm' }],
    ['an unknown field', { verified: true }],
  ])('%s, from a service, in an import and with a signal', async (_title, more) => {
    const subject = { ...(await named()), ...more };
    const no = { subject, purpose: 'training', state: 'withdrawn' };
    const line = { ...no, at: '2026-03-01T10:00:00Z', source: 'crm' };
    const path = '/v1/consents/import';
    const imported = { method: 'POST', path, caller: staff, body: { items: [line] } };

    expect((await people.post('/v1/consents', no)).status).toBe(201);
    expect((await people.send(imported)).body.items).toMatchObject([
      { outcome: 'newer-choice-stands' },
    ]);
    expect((await people.post('/v1/signals', { subject, gpc: true })).status).toBe(200);
  });

  test('an id without an issuer is not that of another', async () => {
    const id = { type: 'user-id', value: randomUUID() };
    await people.post('/v1/subjects', { subject: { ...id, issuer: 'crm' } });
    const no = { purpose: 'training', state: 'withdrawn' };

    const without = await people.post('/v1/consents', { ...no, subject: { ...id, issuer: null } });
    const wrong = await people.post('/v1/consents', { ...no, subject: { ...id, issuer: 7 } });

    expect([without.status, wrong.status]).toEqual([404, 422]);
  });
});

describe('what fits is kept', () => {
  test('the language as RFC 5646 writes it, and the method, beside what was dropped', async () => {
    const caller = newPerson();
    const path = '/v1/me/consents/training';
    const body = { state: 'refused', locale: 'ZH-hans-cn', method: 'banner', notice: null };
    await people.send({ method: 'PUT', path, body, caller });

    const history = await people.send({ method: 'GET', path: `${path}/history`, caller });

    expect(history.body.items[0]).toMatchObject({ locale: 'zh-Hans-CN', method: 'banner' });
  });

  test('a consent is held to the contract', async () => {
    const caller = newPerson();
    const body = { ...yes(people.policy), locale: null, notice: null, extra: 1 };

    const { status, body: answer } = await people.send({
      method: 'PUT',
      path: '/v1/me/consents/training',
      body,
      caller,
    });

    expect(status).toBe(422);
    expect(pointers(answer).sort()).toEqual(['/extra', '/locale', '/notice']);
  });

  test.each(['es-419', 'zh-Hans-CN', 'x-private'])(
    'a consent in %s is taken, and its receipt names the text that was read',
    async (locale) => {
      const caller = newPerson();
      const body = { ...yes(people.policy), locale };
      const path = '/v1/me/consents/training';
      expect((await people.send({ method: 'PUT', path, body, caller })).status).toBe(201);

      const { body: list } = await people.send({
        method: 'GET',
        path: '/v1/me/consents/receipts',
        caller,
      });
      const [item] = list.items as unknown as { document: { language: string } }[];
      expect(item!.document.language).toBe('en');
    },
  );

  test.each(['es-419', 'zh-Hans-CN', 'x-private', 'I-KLINGON', 'de-1996'])(
    'the notice in %s falls back',
    async (locale) => {
      const path = '/v1/me/notice';
      const { status, body } = await people.send({
        method: 'GET',
        path,
        query: { locale },
        caller: newPerson(),
      });

      expect(status).toBe(200);
      expect(body.notice['locale']).toBe(locale.startsWith('de') ? 'de' : 'en');
    },
  );

  test('settings take any language, too', async () => {
    const caller = newPerson();
    const request = { path: '/v1/me/settings', caller };
    const { headers } = await people.send({ method: 'GET', ...request });
    const change = { method: 'PATCH', ...request, headers: { 'If-Match': headers['etag']! } };

    const { status, body } = await people.send({ ...change, body: { locale: 'zh-hans-cn' } });

    expect(status).toBe(200);
    expect(body).toMatchObject({ locale: 'zh-Hans-CN' });
  });
});

describe('signals and clocks', () => {
  test('what comes with a signal does not stop it', async () => {
    const subject = byEmail(newPerson().email);
    await people.post('/v1/subjects', { subject, residence: 'US-CA' });

    const { status, body } = await people.post('/v1/signals', { subject, gpc: true, dnt: 1 });

    expect(status).toBe(200);
    expect(body).toMatchObject({ display: 'Opt-Out Request Honored' });
  });

  test.each([3_000, 90_000, 3_600_000, 86_400_000])(
    'a refusal %d ms ahead counts from now, a consent has to have been given',
    async (ahead) => {
      const now = '2026-11-24T09:00:00.000Z';
      people.setClock(now);
      const at = toRfc3339(milliseconds(Date.parse(now) + ahead));
      const caller = newPerson();
      const subject = byEmail(caller.email);
      await people.post('/v1/subjects', { subject });
      const line = { subject, purpose: 'improvement', at, source: 'crm' };
      const load = (item: object) =>
        people.send({
          method: 'POST',
          path: '/v1/consents/import',
          body: { items: [item] },
          caller: staff,
        });

      const given = await load({ ...line, purpose: 'training', state: 'given' });
      const refused = await load({ ...line, state: 'refused' });

      const path = '/v1/me/consents';
      const { body } = await people.send({ method: 'GET', path, caller });
      people.setClock(undefined);
      expect(given.body.items[0]).toMatchObject({ status: ahead > 600_000 ? 422 : 201 });
      expect(refused.body.items[0]).toMatchObject({ status: 201, outcome: 'imported' });
      expect(body.items.find(({ purpose }) => purpose === 'improvement')).toMatchObject({
        state: 'refused',
        since: now,
      });
    },
  );

  test('a twin of a refusal with the same key is answered once', async () => {
    const subject = byEmail(newPerson().email);
    await people.post('/v1/subjects', { subject });
    const key = randomUUID();
    const body = { subject, purpose: 'training', state: 'withdrawn', locale: null };

    const first = await people.post('/v1/consents', body, key);
    const again = await people.post('/v1/consents', body, key);

    expect(again.body).toEqual(first.body);
  });
});
