import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { consentHandlers } from '../../lambda/consent/api.ts';
import { consentApi } from '../../lambda/consent/needs.ts';
import { consentRoutes } from '../../lambda/consent/routes.ts';
import { decisionHandlers } from '../../lambda/decision/api.ts';
import { decisionApi } from '../../lambda/decision/needs.ts';
import { decisionRoutes } from '../../lambda/decision/routes.ts';
import { myNoticeHandlers } from '../../lambda/notice/mine/api.ts';
import { myNoticeApi } from '../../lambda/notice/needs.ts';
import { myNoticeRoutes } from '../../lambda/notice/mine/routes.ts';
import type { FunctionFacts } from '../../lambda/platform/environment.ts';
import { variablesOf } from '../../lambda/platform/environment.ts';
import type { App } from '../../lambda/platform/http/app.ts';
import { createApp } from '../../lambda/platform/http/app.ts';
import { newRequestId } from '../../lambda/value/ids.ts';
import { openLog } from '../../lambda/platform/log/log.ts';
import type { Platform } from '../../lambda/platform/platform.ts';
import { openPlatform } from '../../lambda/platform/platform.ts';
import { seconds } from '../../lambda/value/time.ts';
import { subjectHandlers } from '../../lambda/subject/api.ts';
import { subjectApi } from '../../lambda/subject/needs.ts';
import { subjectRoutes } from '../../lambda/subject/routes.ts';
import { overviewHandlers } from '../../lambda/overview/api.ts';
import { overviewApi } from '../../lambda/overview/needs.ts';
import { overviewRoutes } from '../../lambda/overview/routes.ts';
import { actionsDuring, declaredBy } from '../support/actions.ts';
import { storeModel, storeRow } from '../model/stored-model.ts';
import { call } from '../support/call.ts';
import {
  assistant,
  byEmail,
  byUserId,
  openSubjectFixture,
  newPerson,
  yes,
} from './subject-fixture.ts';
import type { SubjectFixture } from './subject-fixture.ts';

let people: SubjectFixture;
beforeAll(async () => {
  people = await openSubjectFixture();
});
afterAll(() => people.stop());

/** Runs `work` on the platform of one function and returns what it did to which table. */
async function actionsOf(
  facts: FunctionFacts,
  build: (platform: Platform) => App,
  work: (app: App) => Promise<unknown>,
): Promise<string[]> {
  const variables = variablesOf(facts).map((name) => [name, dummyOf(name)] as const);
  const { database, keyring, subjectKeys, policy } = people.deps;
  const log = openLog({ function: facts.name, stage: 'test' }, () => undefined);
  const given = { database, keyring, subjectKeys, policy, log };
  const platform = openPlatform(facts, Object.fromEntries(variables), given);
  return actionsDuring(database, () => work(build(platform)));
}

const dummyOf = (name: string): string => (name.endsWith('_SECONDS') ? '1' : 'unused');

const post = (app: App, path: string, body: unknown) =>
  call(app, {
    method: 'POST',
    path,
    body,
    caller: assistant,
    headers: path === '/v1/decisions' ? {} : { 'Idempotency-Key': randomUUID() },
  });

test('subject-api does what it declares, and nothing else', async () => {
  const done = await actionsOf(
    subjectApi,
    (platform) => createApp(platform, subjectRoutes, subjectHandlers(platform)),
    async (app) => {
      const [subject, other] = [byUserId(), byUserId()];
      await post(app, '/v1/subjects', { subject });
      await post(app, '/v1/subjects', { subject, residence: 'DE' });
      await post(app, '/v1/subjects/link', { subject, other, assurance: 'service-asserted' });
      await post(app, '/v1/subjects/unlink', { subject, other });
      const caller = newPerson();
      await call(app, {
        method: 'PATCH',
        path: '/v1/me/settings',
        body: { training: 'off' },
        caller,
        headers: { 'If-Match': '*' },
      });
      for (const path of ['/v1/me/settings', '/v1/me/identities']) {
        expect((await call(app, { method: 'GET', path, caller })).status).toBe(200);
      }
    },
  );

  expect(done).toEqual(declaredBy(subjectApi));
});

test('overview-api does what it declares, and nothing else', async () => {
  const erased = newPerson();
  const { subjectId } = (await people.subjects.register(erased, { by: 'subject' })).subject;
  const withheld = { requestId: newRequestId(), until: seconds(4_000_000_000), onHold: false };
  await people.subjects.forget(subjectId, withheld);
  const caller = newPerson();
  const { body } = await people.post('/v1/subjects', { subject: byEmail(caller.email) });
  const setId = await storeRow(people.deps.database, body.subjectId);
  await storeModel(people.deps, { name: 'shown', version: '1' }, 'trained', [setId]);

  const done = await actionsOf(
    overviewApi,
    (platform) => createApp(platform, overviewRoutes, overviewHandlers(platform)),
    async (app) => {
      for (const path of ['/v1/me/data', '/v1/me/activity']) {
        expect((await call(app, { method: 'GET', path, caller })).status).toBe(200);
        await call(app, { method: 'GET', path, caller: erased });
      }
    },
  );

  // Should a key of the person be missing, the first sign-in makes it.
  expect([...done, 'test-subject-keys insert'].sort()).toEqual(declaredBy(overviewApi));
});

test('my-notice-api does what it declares, and nothing else', async () => {
  const caller = newPerson();
  await people.post('/v1/subjects', { subject: byEmail(caller.email) });

  const done = await actionsOf(
    myNoticeApi,
    (platform) => createApp(platform, myNoticeRoutes, myNoticeHandlers(platform)),
    async (app) => {
      const { status } = await call(app, { method: 'GET', path: '/v1/me/notice', caller });
      expect(status).toBe(200);
    },
  );

  // Should a key of the person be missing, the first sign-in makes it.
  expect([...done, 'test-subject-keys insert'].sort()).toEqual(declaredBy(myNoticeApi));
});

test('consent-api does what it declares, and nothing else', async () => {
  const inCalifornia = byUserId();
  await people.post('/v1/subjects', { subject: inCalifornia, residence: 'US-CA' });

  const done = await actionsOf(
    consentApi,
    (platform) => createApp(platform, consentRoutes, consentHandlers(platform)),
    async (app) => {
      const caller = newPerson();
      const path = '/v1/me/consents/improvement';
      const headers = { 'Idempotency-Key': randomUUID() };
      for (const state of ['given', 'withdrawn']) {
        const body = state === 'given' ? yes(people.policy) : { state };
        expect((await call(app, { method: 'PUT', path, body, caller })).status).toBe(201);
      }
      const body = { state: 'refused' };
      for (let attempt = 0; attempt < 2; attempt += 1) {
        const { status } = await call(app, { method: 'PUT', path, body, caller, headers });
        expect(status).toBe(201);
      }
      const notice = { id: 'assistant', version: '0'.repeat(16) };
      const unheardOf = { ...yes(people.policy), notice };
      expect((await call(app, { method: 'PUT', path, body: unheardOf, caller })).status).toBe(422);
      await call(app, { method: 'GET', path: '/v1/me/consents', caller });
      await call(app, { method: 'GET', path: `${path}/history`, caller });
      expect((await post(app, '/v1/signals', { subject: inCalifornia, gpc: true })).status).toBe(
        200,
      );
      const receipt = `/v1/consents/receipts/${randomUUID()}`;
      const staff = { kind: 'staff', issuer: 'https://login.example.com', name: 'dpo' } as const;
      const { status } = await call(app, { method: 'GET', path: receipt, caller: staff });
      expect(status).toBe(404);
    },
  );

  expect(done).toEqual(declaredBy(consentApi));
});

test('decision-api does what it declares, and nothing else', async () => {
  const [subject, other] = [byUserId(), byUserId()];
  await people.post('/v1/subjects', { subject });
  await people.post('/v1/subjects', { subject: other });
  const caller = newPerson();
  await people.post('/v1/subjects', { subject: byEmail(caller.email) });

  const done = await actionsOf(
    decisionApi,
    (platform) => createApp(platform, decisionRoutes, decisionHandlers(platform)),
    async (app) => {
      for (const purpose of ['improvement', 'service-provision']) {
        await post(app, '/v1/decisions', { subject, purpose, category: 'prompt-text' });
      }
      const [purpose, category] = ['improvement', 'prompt-text'];
      const about = { purpose, category, model: 'unknown/1' };
      const items = [subject, other].map((one) => ({ subject: one, ...about }));
      expect((await post(app, '/v1/decisions', { items })).status).toBe(200);
      await call(app, { method: 'GET', path: '/v1/me/decisions', caller });
    },
  );

  // Should the `ledger` key of a person be missing, a denial makes it.
  expect([...done, 'test-subject-keys insert'].sort()).toEqual(declaredBy(decisionApi));
});
