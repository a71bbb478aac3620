import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { listEntries } from '../../lambda/ledger/store.ts';
import { modelsOf } from '../../lambda/model/register/store.ts';
import { openSets } from '../../lambda/model/set/store.ts';
import { newTrainingSetId } from '../../lambda/value/ids.ts';
import { milliseconds } from '../../lambda/value/time.ts';
import { newModel, openRegisterFixture, steward, trainer } from './register-fixture.ts';
import type { RegisterFixture } from './register-fixture.ts';

let fixture: RegisterFixture;
beforeAll(async () => {
  fixture = await openRegisterFixture();
  fixture.setClock('2026-11-24T10:00:00Z');
});
afterAll(() => fixture.stop());

let count = 0;
/** A trained model of its own name. */
async function trained(rest: object = {}) {
  count += 1;
  const name = `model-${count}`;
  const body = newModel({ name, state: 'trained', ...rest });
  const registered = await fixture.send('POST', '', { body });
  expect(registered.status).toBe(201);
  return { path: `/${name}/1.0.0`, name, body: registered.body };
}
const entriesOf = async (modelId: string) => {
  const { entries } = await listEntries(fixture.database, {
    from: milliseconds(Date.UTC(2026, 10, 24)),
    to: milliseconds(Date.UTC(2026, 10, 25)),
    limit: 1_000,
  });
  return entries
    .filter(({ codes }) => 'modelId' in codes && codes.modelId === modelId)
    .map(({ type, codes }) => ({ type, ...codes, modelId: undefined }));
};
const exception = { reason: 'Decides about no one.' };

describe('a program', () => {
  test('registers a model and reads it, with its tag', async () => {
    const set = await fixture.storeSet();
    const body = newModel({
      trainingSets: [set.setId],
      limits: 'No decisions about people.',
      riskClass: 'limited',
      evaluation: [{ metric: 'accuracy', value: 0.91 }],
    });

    const registered = await fixture.send('POST', '', { body });
    const read = await fixture.send('GET', '/answer-ranking/1.0.0');

    expect(registered.status).toBe(201);
    expect(registered.body).toMatchObject({ ...body, state: 'planned', affectedBy: [] });
    expect(read.body).toEqual(registered.body);
    expect(read.headers['etag']).toBe(registered.headers['etag']);
    expect(await entriesOf(read.body.modelId)).toEqual([
      { type: 'model.registered', sets: 1, riskClass: 'limited' },
    ]);
  });

  test('registers a version once; a repeated call with its key returns the same', async () => {
    const body = newModel({ name: 'twice' });
    const headers = { 'Idempotency-Key': 'register-twice' };

    const first = await fixture.send('POST', '', { body, headers });
    const again = await fixture.send('POST', '', { body, headers });
    const another = await fixture.send('POST', '', { body });

    expect(again.body).toEqual(first.body);
    expect(again.headers['idempotency-replayed']).toBe('true');
    expect(another.status).toBe(409);
  });

  test.each([
    ['a name with capitals', { name: 'Ranking' }, '/name'],
    ['a name that leaves the path', { name: '../etc' }, '/name'],
    [
      'a version that looks like the id of a person',
      {
        version: '3f0e5a52-8bf9-4c6c-9c5f-2f1d0c9a7b11',
      },
      '/version',
    ],
    ['a set that there is not', { trainingSets: [newTrainingSetId()] }, '/trainingSets/0'],
    ['a person in the text', { intendedUse: 'Ask ada@example.org.' }, '/intendedUse'],
    ['a state of staff', { state: 'approved' }, '/state'],
  ])('cannot register %s', async (_, rest, pointer) => {
    const { status, body } = await fixture.send('POST', '', { body: newModel(rest) });

    expect(status).toBe(422);
    expect(body.errors).toMatchObject([{ pointer }]);
  });

  test('moves a model to trained, and no further', async () => {
    await fixture.send('POST', '', { body: newModel({ name: 'mover' }) });

    const done = await fixture.change('/mover/1.0.0', { state: 'trained' }, trainer);
    const refused = await fixture.change('/mover/1.0.0', { state: 'approved' }, trainer);
    const measure = { measure: { kind: 'filter' } };

    expect([done.status, done.body.state]).toEqual([200, 'trained']);
    expect([refused.status, refused.body.type]).toEqual([403, 'urn:custos:problem:scope-missing']);
    expect((await fixture.change('/mover/1.0.0', measure, trainer)).status).toBe(403);
  });

  test('does not overwrite what changed meanwhile', async () => {
    const { path, body: before } = await trained();
    const { headers } = await fixture.send('GET', path);
    await fixture.change(path, { title: 'Another title' }, trainer);

    const late = await fixture.send('PATCH', path, {
      body: { title: 'Mine' },
      headers: { 'If-Match': headers['etag']! },
    });

    expect(late.status).toBe(412);
    expect(before.title).not.toBe('Mine');
    expect((await fixture.send('PATCH', path, { body: { title: 'Mine' } })).status).toBe(422);
  });
});

describe('an approval', () => {
  beforeAll(() => fixture.storeReport('of-sets'));

  test('needs a report of the last periods, on a system that the policy monitors', async () => {
    await fixture.storeReport('long-ago', [], '2026-09-01T10:00:00.000Z');
    await fixture.storeReport('not-monitored');

    for (const system of ['long-ago', 'not-monitored']) {
      const { path } = await trained({ systems: [system] });
      const { body } = await fixture.change(path, { state: 'approved' });
      expect([system, body.reasons]).toEqual([system, ['fairness-report-missing']]);
    }
  });

  test('needs a report on fairness that passes for each system', async () => {
    const { path, body } = await trained({ systems: ['fair-a', 'fair-b'] });
    await fixture.storeReport('fair-a');

    const early = await fixture.change(path, { state: 'approved' });
    await fixture.storeReport('fair-b');
    const done = await fixture.change(path, { state: 'approved' });

    expect([early.status, early.body.reasons]).toEqual([409, ['fairness-report-missing']]);
    expect(done.status).toBe(200);
    expect(done.body.approval).toEqual({ at: '2026-11-24T10:00:00.000Z', by: 'privacy-team' });
    expect(JSON.stringify(done.body)).not.toContain(steward.name);
    const entries = await entriesOf(body.modelId);
    expect(entries).toHaveLength(3);
    expect(entries).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ type: 'model.registered', sets: 0 }),
        expect.objectContaining({ from: 'planned', to: 'trained', by: 'service' }),
        expect.objectContaining({ from: 'trained', to: 'approved', by: 'staff' }),
      ]),
    );
  });

  test('under a breached threshold, or of no system, takes a reasoned exception', async () => {
    await fixture.storeReport('unfair', ['ratio']);
    const { path } = await trained({ systems: ['unfair'] });
    const { path: other, body } = await trained();

    const refused = await fixture.change(path, { state: 'approved' });
    const lifted = await fixture.change(path, { state: 'approved', exception });
    await fixture.change(other, { state: 'approved', exception });

    expect(refused.body.reasons).toEqual(['fairness-threshold-breached']);
    expect(lifted.body.approval.exception).toEqual({
      ...exception,
      lifted: ['fairness-threshold-breached'],
    });
    expect(await entriesOf(body.modelId)).toContainEqual(
      expect.objectContaining({ to: 'approved', lifted: ['fairness-system-missing'] }),
    );
  });

  test('on a report without groups that are large enough takes one, too, and says so', async () => {
    await fixture.storeReport('few', [], undefined, { verdicts: [], comparisons: [] });
    const { path } = await trained({ systems: ['few'] });

    const refused = await fixture.change(path, { state: 'approved' });
    const lifted = await fixture.change(path, { state: 'approved', exception });
    const card = await fixture.send('GET', `${path}/card`);

    expect(refused.body).toMatchObject({
      reasons: ['fairness-report-empty'],
      detail: expect.stringMatching(/compares no groups.*`exception` with a `reason`/u),
    });
    expect(lifted.body.approval.exception.lifted).toEqual(['fairness-report-empty']);
    expect(card.body.quantitativeAnalyses.fairness).toEqual([
      { system: 'few', period: '2026-10', breached: [], compared: false },
    ]);
  });

  test('of a risk class of the policy needs an assessment, which no exception lifts', async () => {
    const { path } = await trained({ riskClass: 'high' });

    const refused = await fixture.change(path, { state: 'approved', exception });
    const assessment = { reference: 'DPIA 12', date: '2026-11-01' };
    const done = await fixture.change(path, { state: 'approved', exception, assessment });

    expect([refused.status, refused.body.reasons]).toEqual([409, ['assessment-missing']]);
    expect([done.status, done.body.assessment]).toEqual([200, assessment]);
  });

  test.each([
    ['is built', { state: 'building' }, ['training-set-building'], false],
    ['failed', { state: 'failed' }, ['training-set-failed'], false],
    ['was rejected', { state: 'rejected' }, ['training-set-rejected'], false],
    ['has expired', { endsAt: '2026-11-24T09:00:00.000Z' }, ['training-set-expired'], true],
    [
      'someone left long ago',
      { firstLeftAt: '2026-10-01T00:00:00.000Z' },
      ['training-set-stale'],
      true,
    ],
    ['someone left lately', { firstLeftAt: '2026-11-22T00:00:00.000Z' }, [], true],
  ] as const)('where a set %s', async (_, facts, reasons, liftable) => {
    const { setId } = await fixture.storeSet(facts as object);
    const { path } = await trained({ trainingSets: [setId], systems: ['of-sets'] });

    const plain = await fixture.change(path, { state: 'approved' });

    expect(plain.body.reasons ?? []).toEqual(reasons);
    if (reasons.length === 0) return;
    const read = await fixture.send('GET', path);
    expect(read.body.holding).toEqual(reasons);
    const excepted = await fixture.change(path, { state: 'approved', exception });
    expect(excepted.status).toBe(liftable ? 200 : 409);
  });

  test('fixes what it has judged; the register keeps a retired model', async () => {
    const { path } = await trained();
    await fixture.change(path, { state: 'approved', exception });

    expect((await fixture.change(path, { title: 'By a program' }, trainer)).status).toBe(403);
    expect((await fixture.change(path, { systems: ['another'] })).status).toBe(409);
    expect((await fixture.change(path, { limits: 'By staff' })).status).toBe(200);
    for (const state of ['deployed', 'retired']) {
      expect((await fixture.change(path, { state })).body.state).toBe(state);
    }
    expect((await fixture.change(path, { state: 'deployed' })).status).toBe(409);
    expect((await fixture.send('GET', path)).body.history).toHaveLength(5);
  });

  test('cannot be had by taking a set out of a model that was trained on it', async () => {
    const { setId } = await fixture.storeSet({ state: 'rejected' });
    const { path } = await trained({ trainingSets: [setId] });

    for (const caller of [trainer, steward]) {
      expect((await fixture.change(path, { trainingSets: [] }, caller)).status).toBe(409);
    }
  });

  test('asks staff for a recent sign-in', async () => {
    const { path } = await trained();
    const { status } = await fixture.send('PATCH', path, {
      body: { state: 'retired' },
      headers: { 'If-Match': '*' },
      caller: { ...steward, authenticatedAt: 1 as never },
    });

    expect(status).toBe(401);
  });
});

describe('people who left', () => {
  const left = {
    '2026-11-20': { records: 9, people: 2 },
    '2026-11-23': { records: 4, people: 1 },
  };

  test('are counted by set from the day on that the training did not leave out', async () => {
    const { setId } = await fixture.storeSet({
      left,
      firstLeftAt: '2026-11-20T08:00:00.000Z' as never,
    });
    const { path } = await trained({ trainingSets: [setId] });

    expect((await fixture.send('GET', path)).body.affectedBy).toEqual([
      { trainingSetId: setId, since: '2026-11-20', people: 3 },
    ]);
    const later = await fixture.change(path, { excludedUntil: '2026-11-22' }, trainer);
    expect(later.body.affectedBy).toEqual([
      { trainingSetId: setId, since: '2026-11-23', people: 1 },
    ]);
  });

  test('after the training are never left out', async () => {
    const { path } = await trained();

    const { status, body } = await fixture.change(path, { excludedUntil: '2026-11-25' }, trainer);

    expect([status, body.errors[0].pointer]).toEqual([422, '/excludedUntil']);
  });

  test('have a planned measure, and those after it none yet', async () => {
    const { setId } = await fixture.storeSet({ left });
    const { path, body } = await trained({ trainingSets: [setId] });

    await fixture.change(path, { measure: { kind: 'retrain-by', date: '2026-11-23' } });
    await openSets(fixture).change(setId, () => ({
      left: { ...left, '2026-11-24': { records: 1, people: 5 } },
    }));

    expect((await fixture.send('GET', path)).body.affectedBy).toEqual([
      {
        ...{ trainingSetId: setId, since: '2026-11-20', people: 3 },
        measure: {
          ...{ kind: 'retrain-by', date: '2026-11-23', overdue: true },
          plannedAt: '2026-11-24T10:00:00.000Z',
        },
      },
      { trainingSetId: setId, since: '2026-11-24', people: 5 },
    ]);
    expect(await entriesOf(body.modelId)).toContainEqual(
      expect.objectContaining({
        type: 'model.measure-planned',
        measure: 'retrain-by',
        departures: 3,
      }),
    );
  });

  test('who leave later are in no measure for those that the training left out', async () => {
    const { setId } = await fixture.storeSet({ left: { '2026-11-20': { records: 4, people: 3 } } });
    const { path } = await trained({ trainingSets: [setId] });
    await fixture.change(path, { measure: { kind: 'filter' } });
    await fixture.change(path, { excludedUntil: '2026-11-22' }, trainer);
    await openSets(fixture).change(setId, ({ left: before }) => ({
      left: { ...before, '2026-11-24': { records: 1, people: 2 } },
    }));

    expect((await fixture.send('GET', path)).body.affectedBy).toEqual([
      { trainingSetId: setId, since: '2026-11-24', people: 2 },
    ]);
  });

  test('do not make an approval of what was read a conflict', async () => {
    const { setId } = await fixture.storeSet();
    const { path } = await trained({ trainingSets: [setId] });
    const { headers } = await fixture.send('GET', path, { caller: steward });
    await openSets(fixture).change(setId, () => ({ left }));

    const { status, headers: after } = await fixture.send('PATCH', path, {
      body: { limits: 'Some' },
      caller: steward,
      headers: { 'If-Match': headers['etag']! },
    });

    expect(status).toBe(200);
    expect(after['etag']).not.toBe(headers['etag']);
  });

  test.each([
    [{ kind: 'retrain-by' }, '/measure/date'],
    [{ kind: 'none-possible' }, '/measure/reason'],
    [{ kind: 'filter', date: '2027-01-01' }, '/measure/date'],
  ])('have no measure such as %j', async (measure, pointer) => {
    const { path } = await trained();

    const { status, body } = await fixture.change(path, { measure });

    expect(status).toBe(422);
    expect(body.errors).toMatchObject([{ pointer }]);
  });
});

test('models are listed newest first, page by page, and by state', async () => {
  const names: string[] = [];
  let cursor: string | undefined;
  do {
    const { body } = await fixture.send('GET', '', {
      query: { limit: '3', ...(cursor !== undefined && { cursor }) },
      caller: steward,
    });
    names.push(...body.items.map(({ name }: { name: string }) => name));
    cursor = body.nextCursor;
  } while (cursor !== undefined);
  const retired = await fixture.send('GET', '', { query: { state: 'retired' } });

  expect(new Set(names).size).toBe(names.length);
  expect(names.length).toBeGreaterThan(10);
  expect(names.at(-1)).toBe('answer-ranking');
  expect(retired.body.items.map(({ state }: { state: string }) => state)).toEqual(['retired']);
});

test('models are found by their sets, also after a set was taken out while planned', async () => {
  const [one, other] = [await fixture.storeSet(), await fixture.storeSet()];
  const name = 'two-sets';
  const body = newModel({ name, trainingSets: [one.setId, other.setId] });
  await fixture.send('POST', '', { body });
  await fixture.change(`/${name}/1.0.0`, { trainingSets: [other.setId] }, trainer);

  const found = await modelsOf(fixture.database, [one.setId, other.setId]);

  expect([...found].map(([setId, models]) => [setId, models.map((model) => model.name)])).toEqual([
    [one.setId, []],
    [other.setId, [name]],
  ]);
});

describe('the card', () => {
  const left = { '2026-11-20': { records: 9, people: 2 } };

  test('shows what the register knows, as JSON and as Markdown', async () => {
    const { setId } = await fixture.storeSet({ left, people: 3 });
    await fixture.storeReport('card-system', ['ratio']);
    const { path } = await trained({
      ...{ trainingSets: [setId], systems: ['card-system'], limits: '# Not\n\n[a](b)' },
      card: { modelDetails: { contact: 'models@example.org' }, ethicalConsiderations: 'None.' },
      annexXI: { tasks: 'Ranks answers.', energy: { basis: 'estimated', kilowattHours: 12.5 } },
    });

    const json = await fixture.send('GET', `${path}/card`, { caller: steward });
    const markdown = await fixture.send('GET', `${path}/card`, {
      headers: { Accept: 'text/markdown' },
    });

    expect(json.body).toMatchObject({
      modelDetails: { state: 'trained', contact: 'models@example.org' },
      quantitativeAnalyses: {
        fairness: [{ system: 'card-system', period: '2026-10', breached: ['ratio'] }],
      },
      caveatsAndRecommendations: { affectedBy: [{ since: '2026-11-20', people: 'fewer than 5' }] },
      annexXI: { energy: { kilowattHours: 12.5 } },
    });
    expect(json.body.trainingData.sets).toEqual([
      expect.objectContaining({ trainingSetId: setId, people: 'fewer than 5' }),
    ]);
    expect(json.body.trainingData.sets[0]).not.toHaveProperty('records');
    expect(markdown.headers['content-type']).toBe('text/markdown; charset=utf-8');
    expect(markdown.text).toContain('\\# Not\n\n\\[a\\](b\\)');
    expect(markdown.text).toContain('fewer than 5 people left');
  });

  test('of no model is not found', async () => {
    expect((await fixture.send('GET', '/unknown/1/card')).status).toBe(404);
    expect((await fixture.send('GET', '/Unknown/1/card')).status).toBe(422);
  });
});
