import { afterEach, beforeEach, expect, test } from 'vitest';
import { countWithoutPlan } from '../../lambda/model/register/without-plan.ts';
import { trainingSweep } from '../../lambda/model/set/departure/needs.ts';
import { openSets } from '../../lambda/model/set/store.ts';
import { boundTo } from '../record/record-fixture.ts';
import { newModel, openRegisterFixture } from './register-fixture.ts';
import type { RegisterFixture } from './register-fixture.ts';

let fixture: RegisterFixture;
beforeEach(async () => {
  fixture = await openRegisterFixture();
  fixture.setClock('2026-11-24T10:00:00Z');
});
afterEach(() => fixture.stop());

const exception = { reason: 'Decides about no one.' };
const without = () => {
  const database = boundTo(trainingSweep, fixture, fixture.database);
  return countWithoutPlan({ ...fixture, database });
};
let number = 0;
async function approved(rest: object = {}) {
  number += 1;
  const body = newModel({ name: `used-${number}`, state: 'trained', ...rest });
  expect((await fixture.send('POST', '', { body })).status).toBe(201);
  const path = `/used-${number}/1.0.0`;
  const { status } = await fixture.change(path, { state: 'approved', exception });
  expect(status).toBe(200);
  return path;
}

test('a model in use whose people left for longer than an approval accepts has to have a measure', async () => {
  const { setId } = await fixture.storeSet();
  const path = await approved({ trainingSets: [setId] });
  expect((await fixture.change(path, { state: 'deployed' })).status).toBe(200);
  await openSets(fixture).change(setId, () => ({
    left: { '2026-11-25': { records: 2, people: 1 } },
    firstLeftAt: '2026-11-25T08:00:00.000Z' as never,
  }));

  // `staleAfter` of the set, P7D, then `models.staleFor`, P14D, from the day on which the first one left.
  fixture.setClock('2026-12-15T10:00:00Z');
  expect(await without()).toBe(0);
  fixture.setClock('2026-12-17T10:00:00Z');
  expect(await without()).toBe(1);
  // The set ends meanwhile: the people have left all the same.
  await openSets(fixture).change(setId, () => ({ state: 'expired' }));
  expect(await without()).toBe(1);

  await fixture.change(path, { measure: { kind: 'retrain-by', date: '2026-12-31' } });
  expect(await without()).toBe(0);
  fixture.setClock('2027-01-01T10:00:00Z');
  expect(await without()).toBe(1);
  await fixture.change(path, { state: 'retired' });
  expect(await without()).toBe(0);
});

test('those that the training left out need none', async () => {
  const left = { '2026-11-20': { records: 2, people: 1 } };
  const { setId } = await fixture.storeSet({
    left,
    firstLeftAt: '2026-11-20T08:00:00.000Z' as never,
  });
  const path = await approved({ trainingSets: [setId] });
  await fixture.change(path, { excludedUntil: '2026-11-22' });

  fixture.setClock('2027-02-01T10:00:00Z');

  expect(await without()).toBe(0);
});

test('every model in use is looked at, however many there are', async () => {
  const { setId } = await fixture.storeSet({ left: { '2026-11-20': { records: 2, people: 1 } } });
  for (let made = 0; made < 27; made += 1) await approved({ trainingSets: [setId] });

  fixture.setClock('2027-02-01T10:00:00Z');

  expect(await without()).toBe(27);
});
