import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { RequestId } from '../../lambda/value/ids.ts';
import { follow, newPerson, staff, submit } from '../request/request-fixture.ts';
import { asking, newAddress, openIntakeFixture } from './intake-fixture.ts';
import type { IntakeFixture } from './intake-fixture.ts';

let intake: IntakeFixture;
beforeAll(async () => {
  intake = await openIntakeFixture();
});
beforeEach(() => intake.fixture.setClock('2026-11-24T10:00:00Z'));
afterAll(() => intake.stop());

const reason = 'You have answered too late.';
const complaint = (address: string, about: string) =>
  intake.through(asking(address, { kind: 'complaint', reason, about }));
const aboutOf = async ({ requestId }: { readonly requestId: string }) =>
  (await intake.fixture.requests.get(requestId as RequestId))?.about;

test('a complaint without an account can be about a request that was made with one', async () => {
  const { email, caller } = await newPerson(intake.fixture);
  const { requestId } = (await submit(intake.fixture, caller, { kind: 'access' })).body.request;

  const opened = await complaint(email, requestId);

  expect((await follow(intake.fixture, opened.followUpToken)).body).toMatchObject({
    ...{ kind: 'complaint', status: 'in-progress', about: requestId },
  });
});

test('a complaint can be about a request of somebody who was never registered', async () => {
  const address = newAddress();
  const { requestId } = await intake.through(asking(address));
  intake.fixture.pass(3_700);

  expect(await aboutOf(await complaint(address, requestId))).toBe(requestId);
});

test('of a complaint about a request of somebody else no one learns that there is one', async () => {
  const { caller } = await newPerson(intake.fixture);
  const { requestId } = (await submit(intake.fixture, caller, { kind: 'access' })).body.request;

  const seen = [];
  for (const about of [requestId, randomUUID()]) {
    const opened = await complaint(newAddress(), about);
    expect(await aboutOf(opened)).toBeUndefined();
    const { body } = await follow(intake.fixture, opened.followUpToken);
    seen.push({ ...body, requestId: undefined });
  }

  expect(seen[0]).toEqual(seen[1]);
  expect((await staff(intake.fixture, 'GET', `/${requestId}`)).body.status).toBe('in-progress');
});

test('only a complaint names a request', async () => {
  const { status, body } = await intake.ask(asking(newAddress(), { about: randomUUID() }));

  expect(status).toBe(422);
  expect(body.errors).toEqual([
    { pointer: '/about', message: 'leave this out: the kind does not take it' },
  ]);
});
