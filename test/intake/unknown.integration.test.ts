import { decodeJwt } from 'jose';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { answerNothingHeld } from '../../lambda/fulfilment/nothing-held.ts';
import { begin } from '../../lambda/request/attempt.ts';
import { kindsWithoutAccount } from '../../lambda/request/model/kinds.ts';
import { needsNoProof } from '../../lambda/request/model/assurance.ts';
import type { RequestId } from '../../lambda/value/ids.ts';
import { follow, newPerson, staff, submit } from '../request/request-fixture.ts';
import { examplePolicy } from '../support/example-policy.ts';
import { asking, newAddress, openIntakeFixture } from './intake-fixture.ts';
import type { IntakeFixture } from './intake-fixture.ts';

const { requests } = examplePolicy;
const strict = {
  ...examplePolicy,
  requests: {
    ...requests,
    access: { ...requests.access, assurance: 'document-checked-by-staff' as const },
    erasure: { ...requests.erasure, approvals: 1 as const },
  },
};

let intake: IntakeFixture;
beforeAll(async () => {
  intake = await openIntakeFixture(strict);
});
beforeEach(() => intake.fixture.setClock(undefined));
afterAll(() => intake.stop());

const status = async (token: string) => (await follow(intake.fixture, token)).body;

test('a complaint from an unknown address goes to the privacy team: it need not be about data that is held', async () => {
  const reason = 'You keep calling me.';

  const { requestId, followUpToken } = await intake.through(
    asking(newAddress(), { kind: 'complaint', reason }),
  );

  const { status: state, unchanged } = await status(followUpToken);
  expect([state, unchanged]).toEqual(['in-progress', undefined]);
  const row = await intake.fixture.requests.get(requestId as RequestId);
  expect(row?.nothingHeld).toBeUndefined();
});

test('no proof beyond the address is asked for where nothing is held (GDPR Art. 12(6))', async () => {
  const { email } = await newPerson(intake.fixture);

  const ofUnknown = await intake.through(asking(newAddress()));
  const ofKnown = await intake.through(asking(email));

  expect((await status(ofUnknown.followUpToken)).status).toBe('in-progress');
  expect(await status(ofKnown.followUpToken)).toMatchObject({
    ...{ status: 'identity-required', assurance: 'email-verified' },
    needs: { assurance: 'document-checked-by-staff', why: expect.any(String) as string },
    clock: { state: 'running', pauses: [] },
  });
});

test('an open request of the kind is the one that a second code leads to, where nothing is held as well', async () => {
  const address = newAddress();
  const first = await intake.through(asking(address, { kind: 'erasure' }));
  intake.fixture.pass(3_700);

  const second = await intake.through(asking(address.toUpperCase(), { kind: 'erasure' }));

  expect((await status(second.followUpToken)).requestId).toBe(first.requestId);
  expect(await intake.fixture.requests.get(second.requestId as RequestId)).toBeUndefined();
  await follow(intake.fixture, first.followUpToken, 'DELETE');
  intake.fixture.pass(3_700);
  const third = await intake.through(asking(address, { kind: 'erasure' }));
  expect((await status(third.followUpToken)).requestId).toBe(third.requestId);
});

test('an approval that the policy asks for is asked for where nothing is held as well', async () => {
  const { requestId, followUpToken } = await intake.through(
    asking(newAddress(), { kind: 'erasure' }),
  );
  expect(await status(followUpToken)).toMatchObject({ status: 'approval-required' });
  const run = { requestId: requestId as RequestId, attempt: 1 };
  expect(await begin(intake.fixture, run)).toEqual({ kind: 'superseded' });

  intake.fixture.pass(86_400);
  await staff(intake.fixture, 'POST', `/${requestId}/approve`);

  expect(await begin(intake.fixture, run)).toMatchObject({ isNothingHeld: true });
  await answerNothingHeld(intake.fixture, run);
  const { certificate, timeline } = await status(followUpToken);
  // It says when the address was looked up, which is not when it was signed.
  expect(decodeJwt(certificate)['lookedUpAt']).toBe(timeline[1].at);
});

test.each(kindsWithoutAccount)(
  '%s of an unknown address ends, or waits for people',
  async (kind) => {
    const more = kind === 'complaint' ? { reason: 'A complaint.' } : {};

    const { requestId, followUpToken } = await intake.through(
      asking(newAddress(), { kind, ...more }),
    );

    const row = await intake.fixture.requests.get(requestId as RequestId);
    const gates = kind === 'erasure' ? ['identity', 'approval'] : ['identity'];
    if (row?.status === 'in-progress') expect(row.gatesPassed).toEqual(gates);
    const ends = needsNoProof(kind) ? 'completed' : 'in-progress';
    expect((await status(followUpToken)).status).toBe(
      kind === 'erasure' ? 'approval-required' : ends,
    );
  },
);

// Elsewhere a request that was classified again as a duplicate went past both gates.
test('GHSA-qx5f-ghc2-7g5c: a duplicate leads to the open request, and takes it through no gate', async () => {
  const { email, subjectId, caller } = await newPerson(intake.fixture);
  const entered = await staff(intake.fixture, 'POST', '/on-behalf', {
    body: {
      ...{ kind: 'access', subject: { type: 'email', value: email }, channel: 'letter' },
      receivedOn: new Date(intake.fixture.clock()).toISOString().slice(0, 10),
    },
  });
  const open = entered.body.request;
  const before = await intake.fixture.requests.get(open.requestId);

  const { followUpToken } = await intake.through(asking(email));

  const askedAgain = { times: 1, assurance: 'email-verified', at: expect.any(String) as string };
  const after = await intake.fixture.requests.get(open.requestId);
  // That it came in is noted, and nothing else changes.
  expect(after).toEqual({ ...before, version: (before?.version ?? 0) + 1, askedAgain });
  const shown = await staff(intake.fixture, 'GET', `/${open.requestId}`);
  expect(shown.body).toMatchObject({ status: 'identity-required', askedAgain });
  expect(await status(followUpToken)).not.toHaveProperty('askedAgain');
  expect(before).toMatchObject({ subjectId, status: 'identity-required', gatesPassed: [] });
  // Nothing of a letter that may be somebody else's is confirmed by it: it can be called off instead.
  expect((await submit(intake.fixture, caller, { kind: 'access' })).status).toBe(409);
  expect((await follow(intake.fixture, followUpToken, 'DELETE')).status).toBe(409);
  const called = await intake.fixture.send({
    ...{ method: 'DELETE', path: `/v1/me/requests/${open.requestId}`, caller },
  });
  expect(called.body.status).toBe('cancelled');
});
