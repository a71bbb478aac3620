import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { consents } from '../../lambda/consent/table.ts';
import { outbox } from '../../lambda/ledger/table.ts';
import { requests } from '../../lambda/request/table.ts';
import { isAttachedToAll } from '../../lambda/opening/model/choices.ts';
import type { SubjectId } from '../../lambda/value/ids.ts';
import { examplePolicy } from '../support/example-policy.ts';
import { follow, newPerson, submit } from '../request/request-fixture.ts';
import { asking, codeIn, newAddress, openIntakeFixture } from './intake-fixture.ts';
import type { IntakeFixture } from './intake-fixture.ts';

let intake: IntakeFixture;
beforeAll(async () => {
  intake = await openIntakeFixture();
});
beforeEach(() => intake.fixture.setClock(undefined));
afterAll(() => intake.stop());

const status = async (token: string) => (await follow(intake.fixture, token)).body;
/** Asked for without a code, and carried out. */
async function optOut(email: string, kind = 'opt-out-sale-share', more: object = {}) {
  const { body, status: code } = await intake.ask(asking(email, { kind, ...more }));
  expect(code).toBe(202);
  await intake.open(body.requestId);
  return body as { requestId: string; followUpToken: string };
}
const ofPerson = async (subjectId: SubjectId) =>
  (await intake.fixture.rows(requests)).filter((row) => row['subjectId'] === subjectId);
const eventsOf = async (subjectId: SubjectId) =>
  (await intake.fixture.rows(consents)).filter((row) => row['subjectId'] === subjectId);

describe.each(['opt-out-sale-share', 'limit-sensitive'])(
  '%s without a code, however often it comes (11 CCR 7026(d), 7027(e))',
  (kind) => {
    test('is one request of the person, and answered alike each time', async () => {
      intake.fixture.setClock('2026-11-24T10:00:00Z');
      const { email, subjectId, caller } = await newPerson(intake.fixture, 'US-CA');
      const first = await optOut(email, kind);
      const events = await eventsOf(subjectId);
      const entries = await intake.fixture.rows(outbox);

      const again = [await optOut(email, kind), await optOut(email, kind)];
      const ofOther = await optOut(newAddress(), kind);

      const [view, ...views] = await Promise.all(
        [first, ofOther, ...again].map(async ({ requestId, followUpToken }) =>
          JSON.stringify(await status(followUpToken)).replace(requestId, 'ID'),
        ),
      );
      expect(views).toEqual([view, view, view]);
      expect(view).toContain('"status":"completed"');
      const listed = await intake.fixture.send({ method: 'GET', path: '/v1/me/requests', caller });
      expect(listed.body.items).toHaveLength(1);
      expect(await ofPerson(subjectId)).toHaveLength(1);
      expect(await eventsOf(subjectId)).toHaveLength(events.length);
      expect(await intake.fixture.rows(outbox)).toHaveLength(entries.length);
    });

    test('of an address that names no one is recorded once its code has come', async () => {
      const before = (await intake.fixture.rows(requests)).length;
      const address = newAddress();

      const { requestId, followUpToken } = await optOut(address, kind);

      expect(await intake.fixture.rows(requests)).toHaveLength(before);
      await intake.deliver(requestId);
      const code = /^[0-9A-Z]{5}-[0-9A-Z]{5}/m.exec((await intake.letter(requestId)) ?? '')?.[0];
      expect((await intake.verify(requestId, code ?? '')).status).toBe(202);
      await intake.open(requestId);
      expect(await status(followUpToken)).toMatchObject({
        ...{ requestId, status: 'completed', unchanged: { reason: 'not-registered' } },
      });
      expect(await intake.fixture.rows(requests)).toHaveLength(before + 1);
    });
  },
);

const ofSale = Object.keys(examplePolicy.purposes).filter((purpose) =>
  isAttachedToAll(examplePolicy, 'opt-out-sale-share', [purpose]),
);

describe.each(['opt-out-sale-share', 'limit-sensitive'])(
  '%s that names a purpose which the right is not about',
  (kind) => {
    test.each([{ beside: [] }, { beside: ofSale }])(
      'changes no choice of a person before the code (beside $beside)',
      async ({ beside }) => {
        const { email, subjectId } = await newPerson(intake.fixture, 'DE');
        const purposes = ['profiling', ...beside];

        const { requestId, followUpToken } = await optOut(email, kind, { purposes });
        const ofOther = await optOut(newAddress(), kind, { purposes });

        expect(await eventsOf(subjectId)).toEqual([]);
        expect(await ofPerson(subjectId)).toEqual([]);
        expect((await status(followUpToken)).status).toBe('identity-required');
        expect((await status(ofOther.followUpToken)).status).toBe('identity-required');
        await intake.deliver(requestId);
        await intake.verify(requestId, codeIn((await intake.letter(requestId)) ?? ''));
        await intake.open(requestId);
        expect((await status(followUpToken)).status).toBe('completed');
        const states = await intake.fixture.consents.states(subjectId);
        expect(states.get('profiling')?.state).toBe('refused');
      },
    );
  },
);

describe('an opt-out of sale without a code', () => {
  test('that would stop something more is carried out and recorded again', async () => {
    const { email, subjectId } = await newPerson(intake.fixture, 'US-CA');
    const [one = '', other = ''] = ofSale;

    for (const purpose of [one, other, one, other, one]) {
      await optOut(email, 'opt-out-sale-share', { purposes: [purpose] });
    }

    expect(await ofPerson(subjectId)).toHaveLength(2);
    const states = await intake.fixture.consents.states(subjectId);
    expect([states.get(one)?.state, states.get(other)?.state]).toEqual(['refused', 'refused']);
  });

  test('is one request of the person when many come at the same moment', async () => {
    const { email, subjectId } = await newPerson(intake.fixture, 'US-CA');
    const asked = await Promise.all(
      Array.from({ length: 8 }, () => intake.ask(asking(email, { kind: 'opt-out-sale-share' }))),
    );
    const ids = asked.map(({ body }) => body.requestId as string);

    // The stream repeats what failed.
    for (let round = 0; round < 3; round += 1) {
      await Promise.allSettled(ids.map((id) => intake.open(id)));
    }

    expect(await ofPerson(subjectId)).toHaveLength(1);
    for (const { body } of asked) {
      expect(await status(body.followUpToken)).toMatchObject({ status: 'completed' });
    }
  });

  test('that repeats one is recorded with its code, and says that nothing has changed', async () => {
    const { email, subjectId } = await newPerson(intake.fixture, 'US-CA');
    await optOut(email);

    const { followUpToken } = await intake.through(asking(email, { kind: 'opt-out-sale-share' }));

    expect(await status(followUpToken)).toMatchObject({
      ...{ status: 'completed', assurance: 'email-verified' },
      unchanged: { reason: 'stopped-before' },
    });
    expect(await ofPerson(subjectId)).toHaveLength(2);
  });

  test('after one with an account is recorded once', async () => {
    const { email, caller, subjectId } = await newPerson(intake.fixture, 'US-CA');
    await submit(intake.fixture, caller, { kind: 'opt-out-sale-share' });

    for (let call = 0; call < 3; call += 1) await optOut(email);

    expect(await ofPerson(subjectId)).toHaveLength(2);
  });

  test('is counted by the limits though it is not recorded', async () => {
    const { email } = await newPerson(intake.fixture, 'US-CA');
    const wish = asking(email, { kind: 'opt-out-sale-share' });
    const { perClient } = examplePolicy.publicRequests.callsPerHour;

    const statuses: number[] = [];
    for (let call = 0; call <= perClient; call += 1) {
      const { status: code, body } = await intake.ask(wish, '192.0.2.77');
      if (code === 202) await intake.open(body.requestId);
      statuses.push(code);
    }

    expect(statuses.at(-1)).toBe(429);
    expect(statuses.filter((code) => code === 202)).toHaveLength(perClient);
  });
});
