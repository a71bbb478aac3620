import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { followUpToken } from '../../lambda/opening/follow-up-token.ts';
import { openText } from '../../lambda/request/text.ts';
import type { RequestId } from '../../lambda/value/ids.ts';
import { asking, openIntakeFixture } from '../intake/intake-fixture.ts';
import type { IntakeFixture } from '../intake/intake-fixture.ts';
import { follow, newPerson, staff } from '../request/request-fixture.ts';

const agent = { name: 'Grace', contact: 'grace@example.org', mandate: 'power-of-attorney' };
const reason = 'You wrote to them though they had objected.';

let intake: IntakeFixture;
beforeAll(async () => {
  intake = await openIntakeFixture();
});
afterAll(() => intake.stop());

const post = (path: string, body: object) => staff(intake.fixture, 'POST', path, { body });
const see = (token: string, method = 'GET') => follow(intake.fixture, token, method);
const appealBy = (token: string, headers: Readonly<Record<string, string>>) =>
  intake.fixture.send({
    ...{ method: 'POST', path: '/v1/follow-up/appeal', headers, body: { reason } },
    caller: { kind: 'follow-up', token },
  });

/** An answered complaint of an agent with a checked power of attorney. */
async function answered(outcome: 'rejected' | 'changed') {
  const { email } = await newPerson(intake.fixture);
  const asked = await intake.through(asking(email, { kind: 'complaint', reason, agent }));
  await post(`/${asked.requestId}/mandate`, {});
  const { status } = await post(`/${asked.requestId}/answer`, { outcome, reasons: 'A bill.' });
  expect(status).toBe(200);
  return asked;
}

test('an agent who appeals gets a token of their own, which opens what their mandate allows', async () => {
  const { requestId, followUpToken: token } = await answered('rejected');
  const headers = { 'idempotency-key': randomUUID() };

  const { status, body } = await appealBy(token, headers);
  const again = await appealBy(token, headers);

  expect([status, again.body]).toEqual([202, body]);
  const appealId: RequestId = body.request.requestId;
  const row = await intake.fixture.requests.get(appealId);
  const { mail } = await openText(intake.fixture.subjectKeys, row!);
  const ofPerson = await followUpToken(intake.fixture.keyring, appealId, mail?.nonce ?? '');
  expect(ofPerson).not.toBe(body.followUpToken);
  const before = await see(body.followUpToken);
  expect(before.body).toMatchObject({ requestId: appealId, about: requestId });

  expect((await post(`/${appealId}/mandate`, { mandate: 'signed' })).status).toBe(200);

  expect((await see(body.followUpToken)).body).not.toHaveProperty('about');
  expect((await see(body.followUpToken, 'DELETE')).status).toBe(409);
  expect((await see(ofPerson)).body).toMatchObject({ requestId: appealId, about: requestId });
  expect((await see(ofPerson, 'DELETE')).body.status).toBe('cancelled');
});

test('a repeated appeal does not answer an agent whose mandate no longer allows it', async () => {
  const { requestId, followUpToken: token } = await answered('changed');
  const headers = { 'idempotency-key': randomUUID() };
  expect((await appealBy(token, headers)).status).toBe(202);

  expect((await post(`/${requestId}/mandate`, { mandate: 'signed' })).status).toBe(200);

  expect((await appealBy(token, headers)).status).toBe(409);
});
