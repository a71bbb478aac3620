import { randomUUID } from 'node:crypto';
import { decodeJwt } from 'jose';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { answerNothingHeld } from '../../lambda/fulfilment/nothing-held.ts';
import { followUpToken } from '../../lambda/opening/follow-up-token.ts';
import { begin } from '../../lambda/request/attempt.ts';
import { openText } from '../../lambda/request/text.ts';
import type { RequestId } from '../../lambda/value/ids.ts';
import { newPerson, officer, openRequestFixture, staff } from '../request/request-fixture.ts';
import type { RequestFixture } from '../request/request-fixture.ts';

const deputy = { ...officer, name: 'deputy@example.com' };
let fixture: RequestFixture;
beforeAll(async () => {
  fixture = await openRequestFixture();
});
afterAll(() => fixture.stop());

const newAddress = (): string => `${randomUUID()}@example.org`;
const enter = (value: string) => {
  const subject = { type: 'email', value };
  const receivedOn = new Date(fixture.clock()).toISOString().slice(0, 10);
  const body = { kind: 'access', subject, channel: 'letter', receivedOn };
  return staff(fixture, 'POST', '/on-behalf', { body });
};
const identity = (requestId: string) =>
  staff(fixture, 'POST', `/${requestId}/identity`, {
    body: { assurance: 'document-checked-by-staff', note: 'Came to the desk.' },
  });

test.each([false, true])(
  'a letter of an unknown person, refused and granted on appeal, is looked up again (registered since: %s)',
  async (registeredSince) => {
    const person = await newPerson(fixture);
    const address = registeredSince ? person.email : newAddress();
    const { requestId } = (await enter(registeredSince ? newAddress() : address)).body.request;
    if (registeredSince) {
      const lockedUnder = await fixture.subjects.aliasOf({ type: 'email', value: address });
      await fixture.requests.change(requestId, () => ({ kind: 'change', set: { lockedUnder } }));
    }
    await staff(fixture, 'POST', `/${requestId}/deny`, {
      body: { ground: 'manifestly-unfounded' },
    });
    const row = await fixture.requests.get(requestId);
    const { mail } = await openText(fixture.subjectKeys, row!);
    const token = await followUpToken(fixture.keyring, requestId, mail?.nonce ?? '');
    const appealed = await fixture.send({
      ...{ method: 'POST', path: '/v1/follow-up/appeal', body: { reason: 'It is about me.' } },
      caller: { kind: 'follow-up', token },
    });
    const { body } = await staff(fixture, 'POST', `/${appealed.body.request.requestId}/answer`, {
      caller: deputy,
      body: { outcome: 'upheld', reasons: 'We look again.' },
    });

    const again = body.carriedOutAs;
    const next = await fixture.requests.get(again);
    expect(next).toMatchObject({ status: 'identity-required', gatesPassed: [] });
    if (registeredSince) {
      expect(next).toMatchObject({ subjectId: person.subjectId, assurance: 'none' });
      expect([next?.nothingHeld, next?.unregistered]).toEqual([undefined, undefined]);
      return;
    }
    await identity(again);
    const run = { requestId: again as RequestId, attempt: 1 };
    expect(await begin(fixture, run)).toMatchObject({ isNothingHeld: true });
    await answerNothingHeld(fixture, run);
    const { certificate, unchanged } = (await staff(fixture, 'GET', `/${again}`)).body;
    expect(unchanged.reason).toBe('nothing-held');
    expect(decodeJwt(certificate)['lookedUpAt']).toBe(next?.timeline[1]?.at);
  },
);
