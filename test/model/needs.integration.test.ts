import { afterAll, beforeAll, expect, test } from 'vitest';
import { modelApi } from '../../lambda/model/register/needs.ts';
import { actionsDuring, declaredBy } from '../support/actions.ts';
import { newModel, openRegisterFixture } from './register-fixture.ts';
import type { RegisterFixture } from './register-fixture.ts';

let fixture: RegisterFixture;
beforeAll(async () => {
  fixture = await openRegisterFixture();
});
afterAll(() => fixture.stop());

test('model-api does what it declares, and nothing else', async () => {
  const { setId } = await fixture.storeSet();
  const body = newModel({ trainingSets: [setId], systems: ['fair-a'] });
  const headers = { 'Idempotency-Key': crypto.randomUUID() };

  const done = await actionsDuring(fixture.database, async () => {
    expect((await fixture.send('POST', '', { body, headers })).status).toBe(201);
    const path = '/answer-ranking/1.0.0';
    expect((await fixture.change(path, { trainingSets: [] })).status).toBe(200);
    expect((await fixture.send('GET', '')).body.items).toHaveLength(1);
    expect((await fixture.send('GET', `${path}/card`)).status).toBe(200);
  });

  expect(done).toEqual(declaredBy(modelApi));
});
