import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { randomUUID } from 'node:crypto';
import { examplePolicy } from '../support/example-policy.ts';
import type { CallResult } from '../support/call.ts';
import { newPerson, openRequestFixture, staff, submit } from './request-fixture.ts';
import type { RequestFixture } from './request-fixture.ts';

let fixture: RequestFixture;
beforeAll(async () => {
  fixture = await openRequestFixture();
});
beforeEach(() => fixture.setClock('2026-11-24T10:00:00Z'));
afterAll(() => fixture.stop());

const newAddress = (): string => `${randomUUID()}@example.org`;
const enter = (value: string, more: object = {}): Promise<CallResult> => {
  const subject = { type: 'email', value };
  const body = { kind: 'access', subject, channel: 'letter', receivedOn: '2026-11-20', ...more };
  return staff(fixture, 'POST', '/on-behalf', { body });
};
const identity = (requestId: string) =>
  staff(fixture, 'POST', `/${requestId}/identity`, {
    body: { assurance: 'document-checked-by-staff', note: 'Came to the desk.' },
  });

describe('a request that came by letter', () => {
  test('is due from the day on which it came, and waits until it is known who asks', async () => {
    const { email, subjectId } = await newPerson(fixture);

    const { status, body } = await enter(email);

    expect(status).toBe(202);
    expect(body.request).toMatchObject({
      ...{ status: 'identity-required', channel: 'letter', assurance: 'none' },
      receivedAt: '2026-11-20T11:00:00.000Z',
      dueAt: '2026-12-21T22:59:59.999Z',
      needs: { assurance: 'email-verified', why: expect.stringContaining('yours') as string },
      clock: { state: 'running', pauses: [] },
    });
    expect(body.followUpToken).toBeUndefined();
    expect((await fixture.requests.get(body.request.requestId))?.subjectId).toBe(subjectId);
    expect(await fixture.started()).not.toContain(`${body.request.requestId}-1`);

    const checked = await identity(body.request.requestId);

    expect(checked.body).toMatchObject({
      ...{ status: 'in-progress', assurance: 'document-checked-by-staff' },
    });
    expect(checked.body.timeline.map(({ event }: { event: string }) => event)).toEqual([
      ...['received', 'identity-required', 'identity-checked', 'in-progress'],
    ]);
    expect(await fixture.started()).toContain(`${body.request.requestId}-1`);
    expect((await identity(body.request.requestId)).status).toBe(409);
  });

  test.each([
    ['GB', 'uk-gdpr', '2026-12-24', '2027-01-04'],
    ['DE', 'gdpr', '2026-12-24', '2026-12-24'],
    ['US-CA', 'ccpa', '2027-01-08', '2027-01-08'],
  ])(
    'from %s is due by %s: only where the law says so does time run from the proof',
    async (residence, jurisdiction, before, after) => {
      const { email } = await newPerson(fixture, residence);
      const { body } = await enter(email, { receivedOn: '2026-11-24' });
      expect(body.request).toMatchObject({ jurisdiction, clock: { state: 'running', pauses: [] } });
      expect(body.request.dueAt.slice(0, 10)).toBe(before);

      fixture.pass(8 * 86_400);
      const { body: checked } = await identity(body.request.requestId);

      expect(checked.status).toBe('in-progress');
      expect(checked.dueAt.slice(0, 10)).toBe(after);
    },
  );

  test('with an agent waits for the mandate as well', async () => {
    const { email } = await newPerson(fixture);
    const agent = { name: 'Grace', contact: 'grace@example.org', mandate: 'power-of-attorney' };
    const { body } = await enter(email, { agent });
    const { requestId } = body.request;
    expect(body.request.agent).toEqual({
      ...{ mandate: 'power-of-attorney', confirmed: false, checked: false },
    });

    const checked = await identity(requestId);
    expect(checked.body.status).toBe('identity-required');
    const mandated = await staff(fixture, 'POST', `/${requestId}/mandate`, { body: {} });

    expect(mandated.body).toMatchObject({ status: 'in-progress', agent: { checked: true } });
    const seen = await staff(fixture, 'GET', `/${requestId}`);
    expect(seen.body.askedBy).toEqual({ name: 'Grace', contact: 'grace@example.org' });
  });

  test('answers with the open one of the kind, and registers no one who is unknown', async () => {
    const { email, caller } = await newPerson(fixture);
    const open = (await submit(fixture, caller, { kind: 'access' })).body.request;

    expect((await enter(email)).body).toMatchObject({ openRequestId: open.requestId });

    const address = newAddress();
    expect((await enter(address)).status).toBe(202);
    const found = await fixture.subjects.resolve({ type: 'email', value: address });
    expect(found.kind).toBe('unknown');
  });

  test('that refuses something is carried out at once', async () => {
    const { email } = await newPerson(fixture);

    const { body } = await enter(email, { kind: 'objection', channel: 'telephone' });

    expect(body.request).toMatchObject({ status: 'completed', channel: 'telephone' });
  });

  test.each([
    ['2026-11-25', 'send a day that is not in the future'],
    ['2025-11-23', 'send a day at most a year ago'],
  ])('on %s: %s', async (receivedOn, message) => {
    const { status, body } = await enter(newAddress(), { receivedOn });

    expect(status).toBe(422);
    expect(body.errors).toEqual([{ pointer: '/receivedOn', message }]);
  });

  test('on the first day of a time zone that is ahead is not in the future', async () => {
    fixture.setClock('2026-11-24T23:30:00Z');
    expect(examplePolicy.controller.timeZone).toBe('Europe/Berlin');

    expect((await enter(newAddress(), { receivedOn: '2026-11-25' })).status).toBe(202);
  });
});

test('no identification opens the gate of approval', async () => {
  const { requests } = examplePolicy;
  const strict = await openRequestFixture({
    ...examplePolicy,
    requests: { ...requests, access: { ...requests.access, approvals: 1 } },
  });
  try {
    const { email } = await newPerson(strict);
    const body = {
      ...{ kind: 'access', subject: { type: 'email', value: email } },
      ...{ channel: 'in-person', receivedOn: new Date().toISOString().slice(0, 10) },
    };
    const { requestId } = (await staff(strict, 'POST', '/on-behalf', { body })).body.request;

    const checked = await staff(strict, 'POST', `/${requestId}/identity`, {
      body: { assurance: 'document-checked-by-staff' },
    });

    expect(checked.body.status).toBe('approval-required');
  } finally {
    await strict.stop();
  }
});
