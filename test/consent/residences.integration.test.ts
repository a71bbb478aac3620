import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { SubjectFixture } from '../subject/subject-fixture.ts';
import {
  assistant,
  byEmail,
  openSubjectFixture,
  newPerson,
  yes,
} from '../subject/subject-fixture.ts';

let people: SubjectFixture;
beforeAll(async () => {
  people = await openSubjectFixture();
});
afterAll(() => people.stop());

async function living(residence: string) {
  const caller = newPerson();
  const subject = byEmail(caller.email);
  await people.post('/v1/subjects', { subject, residence });
  return { caller, subject };
}
const training = async (subject: object) => {
  const body = { subject, purpose: 'training', category: 'prompt-text' };
  return (await people.send({ method: 'POST', path: '/v1/decisions', body, caller: assistant }))
    .body;
};

describe('a signal of people whose law the policy does not name', () => {
  test.each([
    ['US-CO', 'us-co-cpa'],
    ['US-CT', 'us-ct-ctdpa'],
    ['US-TX', 'us-tx-tdpsa'],
  ])('%s: obeyed under %s', async (residence, jurisdiction) => {
    const { caller, subject } = await living(residence);
    const path = '/v1/me/consents/training';
    await people.send({ method: 'PUT', path, body: yes(people.policy), caller });
    expect(await training(subject)).toMatchObject({ decision: 'permit' });

    const { status, body } = await people.post('/v1/signals', { subject, gpc: true });

    expect(status).toBe(200);
    expect(body).toEqual({
      honoured: [
        { purpose: 'improvement', state: 'refused' },
        { purpose: 'training', state: 'refused', conflict: 'consent-ended' },
      ],
      jurisdiction,
      advisory: true,
      display: 'Opt-Out Request Honored',
    });
    expect(await training(subject)).toMatchObject({
      decision: 'deny',
      reasons: ['consent-refused'],
    });
  });

  test('where no law has the duty nothing happens, and the answer says whose law that is', async () => {
    const { subject } = await living('BR');

    const { body } = await people.post('/v1/signals', { subject, gpc: true });

    expect(body).toEqual({
      honoured: [],
      jurisdiction: 'gdpr',
      appliedAs: 'default',
      advisory: true,
    });
  });
});

describe('a law that applies by default only says so', () => {
  test.each([
    ['BR', 'default'],
    ['US-VA', 'default'],
    ['NZ', 'default'],
    ['DE', undefined],
    ['US-CA', undefined],
  ])('%s: %s', async (residence, applied) => {
    const { caller } = await living(residence);

    for (const path of ['/v1/me/settings', '/v1/me/notice']) {
      const { body } = await people.send({ method: 'GET', path, caller });
      expect(body).toMatchObject(applied === undefined ? {} : { appliedAs: applied });
      expect('appliedAs' in body).toBe(applied !== undefined);
    }
  });

  test('of somebody nobody knows nothing is claimed', async () => {
    const { body } = await people.send({
      method: 'GET',
      path: '/v1/me/settings',
      caller: newPerson(),
    });

    expect(body).not.toHaveProperty('appliedAs');
  });
});
