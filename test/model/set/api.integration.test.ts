import { afterAll, beforeAll, expect, test } from 'vitest';
import { setHandlers } from '../../../lambda/model/set/api.ts';
import { trainingSetApi } from '../../../lambda/model/set/needs.ts';
import { setRoutes } from '../../../lambda/model/set/routes.ts';
import { openSets } from '../../../lambda/model/set/store.ts';
import { createApp } from '../../../lambda/platform/http/app.ts';
import type { App } from '../../../lambda/platform/http/app.ts';
import type { TrainingSetId } from '../../../lambda/value/ids.ts';
import { assistant } from '../../record/calls.ts';
import { boundTo } from '../../record/record-fixture.ts';
import { call } from '../../support/call.ts';
import type { TrainingSetView } from '../../../lambda/model/set/contract.ts';
import type { SetFixture } from './set-fixture.ts';
import { openSetFixture } from './set-fixture.ts';

let fixture: SetFixture;
let app: App;
beforeAll(async () => {
  fixture = await openSetFixture();
  const { policy, clock, log, keyring, objects, workflow } = fixture;
  const database = boundTo(trainingSetApi, fixture, fixture.database);
  const deps = { database, policy, clock, log, keyring, objects, workflow };
  app = createApp(deps, setRoutes, setHandlers(deps));
});
afterAll(() => fixture.stop());

interface Reply {
  readonly status: number;
  readonly body: TrainingSetView & {
    readonly errors?: readonly { readonly pointer: string; readonly message: string }[];
  };
}

const create = async (body: object, key: string = crypto.randomUUID()): Promise<Reply> => {
  const headers = { 'idempotency-key': key };
  const request = { method: 'POST', path: '/v1/training-sets', caller: assistant, body, headers };
  const reply = await call(app, request);
  return { status: reply.status, body: reply.body as Reply['body'] };
};
const get = async (id: string): Promise<Reply> => {
  const reply = await call(app, {
    method: 'GET',
    path: `/v1/training-sets/${id}`,
    caller: assistant,
  });
  return { status: reply.status, body: reply.body as Reply['body'] };
};
const asked = { purpose: 'training', categories: ['prompt-text'] };

test('a set is asked for once, built, and shown with shards and a manifest', async () => {
  const { ids } = await fixture.trainee([{ text: 'one' }, { text: 'two' }]);
  const key = crypto.randomUUID();

  const first = await create(asked, key);
  const again = await create(asked, key);
  expect(first).toMatchObject({ status: 202, body: { state: 'building' } });
  expect(again.body.trainingSetId).toBe(first.body.trainingSetId);
  const { trainingSetId } = first.body;
  expect((await get(trainingSetId)).body).toMatchObject({ state: 'building', shards: [] });

  await fixture.build(trainingSetId as TrainingSetId);

  const { status, body } = await get(trainingSetId);
  expect(status).toBe(200);
  expect(body).toMatchObject({
    ...{ state: 'ready', purpose: 'training', people: 1, counts: { 'prompt-text': ids.length } },
    left: {},
    shards: [{ number: 1, rows: 2, url: `/v1/training-shards/${trainingSetId}/1` }],
  });
  const link = await fixture.objects.serveLink(body.manifest?.url ?? '');
  expect(link.kind).toBe('served');
  expect(JSON.stringify(body)).not.toContain('two');
});

test('staff of governance see a set; nobody sees one that is none', async () => {
  const { body } = await create(asked);
  const shown = await call(app, {
    method: 'GET',
    path: `/v1/training-sets/${body.trainingSetId}`,
    caller: { kind: 'staff', issuer: assistant.issuer, name: 'officer' },
  });
  expect(shown.status).toBe(200);
  expect((await get(crypto.randomUUID())).status).toBe(404);
  expect((await get('no-id')).status).toBe(404);
});

test.each([
  ['another purpose', { purpose: 'improvement' }, '/purpose', /training/],
  ['a category of no use', { categories: ['account'] }, '/categories/0', /prompt-text/],
  ['files', { categories: ['prompt-image'] }, '/categories/0', /takes files/],
  ['no time', { from: '2026-11-02T00:00:00Z', to: '2026-11-01T00:00:00Z' }, '/to', /after/],
  ['k without quasi', { k: 5 }, '/k', /with quasi/],
  ['what is no pointer', { quasi: ['age'], k: 5 }, '/quasi/0', /JSON pointer/],
])('a set of %s is refused', async (_, change, pointer, message) => {
  const { status, body } = await create({ ...asked, ...change });

  expect(status).toBe(422);
  expect(body.errors).toContainEqual(
    expect.objectContaining({ pointer, message: expect.stringMatching(message) as unknown }),
  );
});

test('a set is stale once someone left longer ago than the policy allows, and expires by itself', async () => {
  const { body } = await create(asked);
  const setId = body.trainingSetId as TrainingSetId;
  await fixture.build(setId);
  const now = fixture.clock();
  const later = (days: number) => fixture.setClock(new Date(now + days * 86_400_000).toISOString());
  await openSets(fixture).change(setId, () => ({
    firstLeftAt: new Date(now).toISOString() as never,
  }));

  expect((await get(setId)).body.state).toBe('ready');
  later(8);
  expect((await get(setId)).body.state).toBe('stale');
  expect((await get(setId)).body.shards).not.toEqual([]);
  later(31);
  expect((await get(setId)).body).toMatchObject({ state: 'expired', shards: [] });
  expect((await get(setId)).body.manifest).toBeUndefined();
  fixture.setClock(undefined);
});

test('groups of fewer than k people reject a set, however many records one of them has', async () => {
  const rate = (region: string, rating: number) => ({ region, rating });
  for (let person = 0; person < 3; person += 1) {
    await fixture
      .trainee([])
      .then(({ subjectId }) =>
        fixture.keep(subjectId, [rate('one', person)], { category: 'feedback' }),
      );
  }
  const one = await fixture.trainee([]);
  await fixture.keep(one.subjectId, [rate('two', 1), rate('two', 2), rate('two', 3)], {
    category: 'feedback',
  });
  const gated = { purpose: 'training', categories: ['feedback'], quasi: ['/region'] };

  const small = await create({ ...gated, k: 2 });
  const rejected = await fixture.build(small.body.trainingSetId as TrainingSetId);
  expect(rejected).toMatchObject({ state: 'rejected', failingGroups: 1 });
  expect(await fixture.linesIn(rejected.setId)).toEqual([]);
  expect(await fixture.rowsOf(one.subjectId)).toEqual([]);
  expect(await fixture.manifestOf(rejected.setId)).toBe('');

  for (const rating of [1, 2]) {
    const { subjectId } = await fixture.trainee([]);
    await fixture.keep(subjectId, [rate('two', rating)], { category: 'feedback' });
  }
  const large = await create({ ...gated, k: 3, sensitive: ['/rating'], l: 3 });
  const ready = await fixture.build(large.body.trainingSetId as TrainingSetId);
  expect(ready).toMatchObject({ state: 'ready' });
  expect((await get(ready.setId)).body.anonymity).toEqual({
    ...{ quasi: ['/region'], k: 3, sensitive: ['/rating'], l: 3 },
  });
  expect((await get(small.body.trainingSetId)).body.anonymity).toEqual({
    quasi: ['/region'],
    k: 2,
  });
  const diverse = await create({ ...gated, k: 3, sensitive: ['/rating'], l: 4 });
  const alike = await fixture.build(diverse.body.trainingSetId as TrainingSetId);
  expect(alike).toMatchObject({ state: 'rejected', failingGroups: 2 });
});
