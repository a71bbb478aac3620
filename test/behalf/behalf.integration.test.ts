import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { randomUUID } from 'node:crypto';
import { decodeJwt } from 'jose';
import * as z from 'zod';
import { answerNothingHeld } from '../../lambda/fulfilment/nothing-held.ts';
import { addressOf } from '../../lambda/ledger/activity.ts';
import { activity, outbox } from '../../lambda/ledger/table.ts';
import { mails } from '../../lambda/mail/table.ts';
import { openJson } from '../../lambda/platform/keyring/sealed-json.ts';
import { staffMark } from '../../lambda/request/approval.ts';
import { begin } from '../../lambda/request/attempt.ts';
import { followUpToken } from '../../lambda/opening/follow-up-token.ts';
import { openText } from '../../lambda/request/text.ts';
import type { RequestId, SubjectId } from '../../lambda/value/ids.ts';
import { leaksIn, scanEverything } from '../support/leaks.ts';
import { examplePolicy } from '../support/example-policy.ts';
import type { CallResult } from '../support/call.ts';
import {
  follow,
  newPerson,
  officer,
  openRequestFixture,
  staff,
  submit,
} from '../request/request-fixture.ts';
import type { RequestFixture } from '../request/request-fixture.ts';

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
/** What the person reads of it. */
async function activityOf(subjectId: SubjectId) {
  const rows = (await fixture.rows(activity)).filter((row) => row['subjectId'] === subjectId);
  const opened = await Promise.all(
    rows.map(async ({ activityId, content }) => {
      const address = addressOf({ subjectId, activityId: String(activityId) });
      const sealed = content as Uint8Array;
      return openJson(fixture.subjectKeys, subjectId, 'ledger', address, sealed, activityContent);
    }),
  );
  return opened.flatMap((one) => (one.kind === 'opened' ? [one.value] : []));
}
const activityContent = z.object({
  kind: z.string(),
  codes: z.record(z.string(), z.unknown()),
});
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

  test.each([
    ['email', newAddress, (value: string) => value.toUpperCase()],
    ['phone', () => `+4915${String(Date.now()).slice(-9)}`, (value: string) => ` ${value}`],
    ['user-id', () => randomUUID(), (value: string) => value],
  ] as const)(
    'of an unknown person is one for a kind as well, by %s, until it is closed',
    async (type, newValue, written) => {
      const value = newValue();
      const subject = { type, value };
      const again = { ...subject, value: written(value) };
      const first = (await enter(value, { subject })).body.request;

      const second = await enter(value, { subject: again, channel: 'telephone' });

      expect(second.status).toBe(409);
      expect(second.body.openRequestId).toBe(first.requestId);
      expect((await enter(value, { subject, kind: 'erasure' })).status).toBe(202);
      expect((await enter(newValue(), { subject: { type, value: newValue() } })).status).toBe(202);
      const rows = await scanEverything(fixture.server.endpoint);
      expect(rows.flatMap(({ table, text }) => leaksIn(table, text, [value]))).toEqual([]);

      await staff(fixture, 'POST', `/${first.requestId}/deny`, {
        body: { ground: 'person-not-identifiable' },
      });
      expect((await enter(value, { subject })).status).toBe(202);
    },
  );

  test('of an unknown person that two members of staff enter at the same moment is one, with one mail', async () => {
    const address = newAddress();

    const entered = await Promise.all([enter(address), enter(address), enter(address)]);

    expect(entered.map(({ status }) => status).sort()).toEqual([202, 409, 409]);
    const ids = entered.flatMap(({ body }) => body.request?.requestId ?? []);
    const queued = (await fixture.rows(mails)).filter(({ requestId }) => ids.includes(requestId));
    expect(queued).toHaveLength(1);
  });

  test('of an erased person is one for a kind as well', async () => {
    const { email, subjectId } = await newPerson(fixture);
    await fixture.subjects.forget(subjectId);

    const first = (await enter(email)).body.request;

    expect((await enter(email)).body.openRequestId).toBe(first.requestId);
  });

  test('with a mandate that the agent only declares names the field: staff were shown nothing', async () => {
    const { email } = await newPerson(fixture);
    const agent = { name: 'Grace', contact: 'grace@example.org', mandate: 'self-declared' };
    const { requestId } = (await enter(email, { agent })).body.request;
    const mandate = (body: object) => staff(fixture, 'POST', `/${requestId}/mandate`, { body });

    const refused = [await mandate({}), await mandate({ mandate: 'self-declared' })];

    for (const { status, body } of refused) {
      expect(status).toBe(422);
      expect(body.errors).toMatchObject([
        { pointer: '/mandate', message: expect.stringMatching(/signed, power-of-attorney/) },
      ]);
    }
    await identity(requestId);
    const waits = await staff(fixture, 'GET', `/${requestId}`);
    expect(waits.body).toMatchObject({ status: 'identity-required', agent: { checked: false } });

    // What the agent sends later is what counts.
    const shown = await mandate({ mandate: 'signed', note: 'A letter that the person signed.' });
    expect(shown.body).toMatchObject({
      ...{ status: 'in-progress', agent: { mandate: 'signed', checked: true } },
    });
    expect((await mandate({ mandate: 'signed' })).status).toBe(409);
    const more = await mandate({ mandate: 'power-of-attorney' });
    expect(more.body.agent).toEqual({
      ...{ mandate: 'power-of-attorney', confirmed: false, checked: true },
    });
  });

  test('is identified and mandated without a copy of a document: no field takes one', async () => {
    const { email } = await newPerson(fixture);
    const { requestId } = (await enter(email)).body.request;
    const copy = { copy: 'aGVsbG8=', document: 'C01X00T47', image: 'aGVsbG8=' };

    for (const [act, body] of [
      ['identity', { assurance: 'document-checked-by-staff', ...copy }],
      ['mandate', { mandate: 'signed', ...copy }],
    ] as const) {
      const refused = await staff(fixture, 'POST', `/${requestId}/${act}`, { body });
      expect(refused.status).toBe(422);
      expect(refused.body.errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual([
        ...['/copy', '/document', '/image'],
      ]);
    }
  });

  test('without an agent has no mandate to check', async () => {
    const { email } = await newPerson(fixture);
    const { requestId } = (await enter(email)).body.request;
    const body = { mandate: 'signed' };

    expect((await staff(fixture, 'POST', `/${requestId}/mandate`, { body })).status).toBe(409);
  });

  test('names who entered it by a mark, and keeps its address and its token for mail, encrypted', async () => {
    const { email, subjectId } = await newPerson(fixture);

    const { requestId } = (await enter(email)).body.request;

    const row = await fixture.requests.get(requestId);
    expect(row?.enteredBy).toBe(await staffMark(fixture.keyring, officer));
    const { mail } = await openText(fixture.subjectKeys, row!);
    expect(mail?.address).toBe(email);
    const token = await followUpToken(fixture.keyring, requestId, mail?.nonce ?? '');
    expect((await follow(fixture, token)).body).toMatchObject({ requestId, channel: 'letter' });
    const read = await activityOf(subjectId);
    const ofRequest = read.filter(({ codes }) => codes['requestId'] === requestId);
    expect(ofRequest.sort((one, other) => one.kind.localeCompare(other.kind))).toEqual([
      { kind: 'request-made', codes: { kind: 'access', requestId, channel: 'letter' } },
      {
        kind: 'staff-access',
        codes: { role: 'privacy-team', operation: 'enterRequest', requestId },
      },
    ]);
    const ledger = (await fixture.rows(outbox)).filter(({ type }) => type === 'request.received');
    expect(ledger.map(({ codes }) => codes)).toContainEqual(
      expect.objectContaining({ kind: 'access', channel: 'letter' }),
    );
    const rows = await scanEverything(fixture.server.endpoint);
    expect(rows.flatMap(({ table, text }) => leaksIn(table, text, [email]))).toEqual([]);
    expect(leaksIn('log', fixture.logged.join('\n'), [email])).toEqual([]);
  });

  test('of an unknown person is certified as such, once it is known who asks', async () => {
    const { requestId } = (await enter(newAddress(), { kind: 'erasure' })).body.request;
    const run = { requestId: requestId as RequestId, attempt: 1 };
    expect(await begin(fixture, run)).toEqual({ kind: 'superseded' });

    await identity(requestId);

    expect(await begin(fixture, run)).toMatchObject({ isNothingHeld: true });
    await answerNothingHeld(fixture, run);
    const { body } = await staff(fixture, 'GET', `/${requestId}`);
    expect(body).toMatchObject({ status: 'completed', unchanged: { reason: 'nothing-held' } });
    expect(decodeJwt(body.certificate)['lookedUp']).toBe(
      'the identifier that staff entered for this request',
    );
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

test('an erasure that one person entered and identified is carried out by another approval alone', async () => {
  const { requests } = examplePolicy;
  const strict = await openRequestFixture({
    ...examplePolicy,
    requests: { ...requests, erasure: { ...requests.erasure, approvals: 1 } },
  });
  const { email } = await newPerson(strict);
  const letter = {
    ...{ kind: 'erasure', subject: { type: 'email', value: email }, channel: 'letter' },
    receivedOn: new Date().toISOString().slice(0, 10),
  };
  const { requestId } = (await staff(strict, 'POST', '/on-behalf', { body: letter })).body.request;
  const proof = { assurance: 'document-checked-by-staff' };
  await staff(strict, 'POST', `/${requestId}/identity`, { body: proof });

  const same = await staff(strict, 'POST', `/${requestId}/approve`);
  const started = await strict.started();
  const caller = { ...officer, name: 'deputy@example.com' };
  const other = await staff(strict, 'POST', `/${requestId}/approve`, { caller });
  const ledger = await strict.rows(outbox);
  await strict.stop();

  expect(same.status).toBe(409);
  expect(same.body.detail).toMatch(/You have entered it/);
  expect(started).not.toContain(`${requestId}-1`);
  expect(other.body.status).toBe('in-progress');
  const acts = ledger.filter(({ type }) => type === 'staff.acted').map(({ codes }) => codes);
  expect(acts).toEqual(
    expect.arrayContaining([{ route: 'identifyRequest' }, { route: 'approveRequest' }]),
  );
  const received = ledger.find(({ type }) => type === 'request.received');
  expect(received?.['codes']).toMatchObject({ kind: 'erasure', channel: 'letter' });
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
