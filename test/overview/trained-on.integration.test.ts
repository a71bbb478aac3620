import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { trainingRows } from '../../lambda/model/set/table.ts';
import { openModels } from '../../lambda/model/register/store.ts';
import { openSets } from '../../lambda/model/set/store.ts';
import { shardIdOf } from '../../lambda/model/set/rows.ts';
import { insert } from '../../lambda/platform/dynamo/statement.ts';
import { transact } from '../../lambda/platform/dynamo/transact.ts';
import type { SubjectCaller } from '../../lambda/platform/http/handlers.ts';
import { newEventId, newRecordId, newTrainingSetId } from '../../lambda/value/ids.ts';
import type { SubjectId, TrainingSetId } from '../../lambda/value/ids.ts';
import { modelStates } from '../../lambda/value/models.ts';
import type { ModelState } from '../../lambda/value/models.ts';
import { toRfc3339 } from '../../lambda/value/time.ts';
import { newPerson, openSubjectFixture } from '../subject/subject-fixture.ts';
import type { SubjectFixture } from '../subject/subject-fixture.ts';

let people: SubjectFixture;
let caller: SubjectCaller;
let subjectId: SubjectId;
beforeAll(async () => {
  people = await openSubjectFixture();
});
afterAll(() => people.stop());
beforeEach(async () => {
  caller = newPerson();
  ({ subjectId } = (await people.subjects.register(caller, { by: 'subject' })).subject);
});

async function storeSet(): Promise<TrainingSetId> {
  const at = toRfc3339(people.deps.clock());
  const setId = newTrainingSetId();
  await openSets(people.deps).create({
    ...{ setId, version: 1, state: 'ready', purpose: 'training', categories: ['prompt-text'] },
    ...{ policyVersion: people.policy.version, requestedAt: at, changedAt: at, endsAt: at },
    ...{ people: 1, shards: 1, counts: {}, excludedBy: {}, left: {} },
  });
  return setId;
}
async function addRows(setId: TrainingSetId, shard: number, amount: number, addedAt: string) {
  const row = {
    ...{ subjectId, shardId: shardIdOf(setId, shard), version: 1, purpose: 'training', addedAt },
    records: Array.from({ length: amount }, newRecordId),
    contentVersions: Array.from({ length: amount }, () => 1),
  };
  expect(await transact(people.deps.database, [insert(trainingRows, row)])).toEqual({
    kind: 'committed',
  });
}
async function storeModel(name: string, state: ModelState, trainingSets: TrainingSetId[]) {
  const at = toRfc3339(people.deps.clock());
  const steps = modelStates.slice(0, modelStates.indexOf(state) + 1);
  await openModels(people.deps).register({
    ...{ name, version: '1', state, modelId: newEventId(), revision: 1, title: `Title of ${name}` },
    ...{ trainingSets, systems: [], intendedUse: 'A test.', registeredAt: at, changedAt: at },
    history: steps.map((each) => ({ state: each, at, by: 'service' as const })),
  });
}
const trainedOn = async () => {
  const { body } = await people.send({ method: 'GET', path: '/v1/me/data', caller });
  return (body as unknown as { trainedOn: unknown[] }).trainedOn;
};

describe('GET /v1/me/data', () => {
  test('shows no set and no model to a person who is in none', async () => {
    expect(await trainedOn()).toEqual([]);
  });

  test('shows each set with the records of the person, and the models that used it', async () => {
    const [older, newer, other] = [await storeSet(), await storeSet(), await storeSet()];
    await addRows(older, 1, 3, '2026-11-20T10:00:00.000Z');
    await addRows(older, 2, 2, '2026-11-20T10:00:01.000Z');
    await addRows(newer, 1, 1, '2026-11-21T10:00:00.000Z');
    await storeModel('in-use', 'deployed', [older, other]);
    await storeModel('retired', 'retired', [older]);
    await storeModel('planned', 'planned', [older, newer]);
    await storeModel('of-others', 'deployed', [other]);

    const shown = await trainedOn();

    const model = (name: string, state: ModelState) => ({
      ...{ name, version: '1', title: `Title of ${name}`, state },
      trainedAt: expect.any(String) as string,
    });
    const set = { purpose: 'training', title: expect.any(String) as string, state: 'ready' };
    expect(shown).toEqual([
      { ...set, trainingSetId: newer, records: 1, since: '2026-11-21T10:00:00.000Z', models: [] },
      {
        ...{ ...set, trainingSetId: older, records: 5, since: '2026-11-20T10:00:00.000Z' },
        models: expect.arrayContaining([
          model('in-use', 'deployed'),
          model('retired', 'retired'),
        ]) as unknown,
      },
    ]);
    expect((shown[1] as { models: unknown[] }).models).toHaveLength(2);
  });
});
