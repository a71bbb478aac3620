import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { myNoticeApi } from '../../lambda/notice/needs.ts';
import type { FunctionFacts } from '../../lambda/platform/environment.ts';
import { aliases, subjects } from '../../lambda/subject/table.ts';
import { routesOf } from '../../lib/facts.ts';
import { functions } from '../../lib/functions.ts';
import { byEmail, openSubjectFixture, pointers, newPerson } from '../subject/subject-fixture.ts';
import type { SubjectFixture } from '../subject/subject-fixture.ts';

let people: SubjectFixture;
beforeAll(async () => {
  people = await openSubjectFixture();
});
afterAll(() => people.stop());

const get = (path: string, query: Record<string, string> = {}, caller = newPerson()) =>
  people.send({ method: 'GET', path, query, caller });

describe('GET /v1/me/notice', () => {
  test('the primary notice in the language asked for, with the law that applies', async () => {
    const published = people.policy.published['assistant']!;

    const { status, body } = await get('/v1/me/notice', { locale: 'de' });

    expect(status).toBe(200);
    expect(body).toEqual({
      notice: {
        id: 'assistant',
        version: published.version,
        locale: 'de',
        markdown: published.texts['de'],
        effectiveFrom: published.effectiveFrom,
        material: true,
        summary: published.summary['de'],
      },
      jurisdiction: 'gdpr',
      law: { standing: 'advisory', why: 'not-reviewed' },
    });
  });

  test('the jurisdiction follows from the residence of the person', async () => {
    const caller = newPerson();
    await people.post('/v1/subjects', { subject: byEmail(caller.email), residence: 'US-CA' });

    const { body } = await get('/v1/me/notice', {}, caller);

    expect(body).toMatchObject({ jurisdiction: 'ccpa', notice: { locale: 'en' } });
  });

  test('registers nobody', async () => {
    const before = [await people.rows(aliases), await people.rows(subjects)];

    await get('/v1/me/notice');

    expect([await people.rows(aliases), await people.rows(subjects)]).toEqual(before);
  });

  test('a malformed locale is 422', async () => {
    const { status, body } = await get('/v1/me/notice', { locale: 'no_language' });

    expect(status).toBe(422);
    expect(pointers(body)).toEqual(['/query/locale']);
  });
});

describe('notices are public', () => {
  const open = (path: string, query: Record<string, string> = {}) =>
    people.send({ method: 'GET', path, query });

  test('all of them are listed, and each is found under its version', async () => {
    const { body } = await open('/v1/notices');

    expect(body.items.map(({ id }) => id).sort()).toEqual(['assistant', 'improvement']);
    for (const { id, version, locales } of body.items) {
      for (const locale of locales) {
        const one = await open(`/v1/notices/${id}/${version}`, { locale });
        expect(one.body.notice).toMatchObject({ id, version, locale });
        expect(one.body.notice['markdown']).toMatch(/^# /);
      }
    }
  });

  test('each has its summary in the language asked for', async () => {
    const { summary } = people.policy.published['improvement']!;

    for (const locale of ['de', 'en']) {
      const { body } = await open('/v1/notices', { locale });
      expect(body.items.find(({ id }) => id === 'improvement')).toMatchObject({
        summary: summary[locale],
      });
    }
  });

  test('W3C GPC: gpc.json says that signals are obeyed, and since when', async () => {
    const { status, body, headers } = await open('/.well-known/gpc.json');

    expect(status).toBe(200);
    expect(headers['content-type']).toBe('application/json');
    expect(body).toEqual({
      gpc: true,
      lastUpdate: people.policy.published['assistant']!.effectiveFrom,
    });
  });

  test.each([
    '/v1/notices/assistant/0000000000000000',
    '/v1/notices/unknown/0000000000000000',
    '/v1/notices/constructor/name',
    '/v1/notices/__proto__/x',
  ])('%s is 404', async (path) => {
    expect((await open(path)).status).toBe(404);
  });
});

test('showing a person their notice writes who signs in as them, and nothing else', () => {
  const written = myNoticeApi.needs.flatMap((need) =>
    'table' in need && need.actions.some((action) => action !== 'get') ? need.table.name : [],
  );

  expect(written).toEqual(['aliases', 'subject-keys', 'outbox', 'activity']);
});

describe.each(functions.filter(({ trigger }) => trigger.kind === 'routes'))(
  '$name',
  (facts: FunctionFacts) => {
    const isOpen = routesOf([facts]).some(({ access }) => access.kind !== 'token');
    const looksUp = facts.needs.some(
      (need) => 'keyring' in need && need.keyring.includes('hmac-alias'),
    );

    test('does not both answer without a sign-in and find out who is registered', () => {
      expect(isOpen && looksUp).toBe(false);
    });
  },
);
