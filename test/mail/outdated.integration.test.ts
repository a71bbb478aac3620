import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { lookAfterMails } from '../../lambda/mail/look-after.ts';
import { recordMailReport } from '../../lambda/mail/reports.ts';
import { messageIdOf } from '../../lambda/mail/store.ts';
import type { Mail } from '../../lambda/platform/mail/mail.ts';
import { milliseconds } from '../../lambda/value/time.ts';
import type { Person, RequestFixture } from '../request/request-fixture.ts';
import { newPerson, openRequestFixture, staff, submit } from '../request/request-fixture.ts';
import { examplePolicy } from '../support/example-policy.ts';
import type { MailFixture } from './mail-fixture.ts';
import { openMailFixture } from './mail-fixture.ts';

const { requests } = examplePolicy;
const policy = {
  ...examplePolicy,
  requests: { ...requests, access: { ...requests.access, approvals: 1 as const } },
};

let fixture: RequestFixture;
let mail: MailFixture;
beforeAll(async () => {
  fixture = await openRequestFixture(policy);
  mail = await openMailFixture(fixture);
});
beforeEach(() => fixture.setClock('2026-11-24T10:00:00Z'));
afterAll(async () => {
  await mail.stop();
  await fixture.stop();
});

const asked = async ({ caller }: Person): Promise<string> => {
  const { body } = await submit(fixture, caller, { kind: 'access' });
  return body.request.requestId as string;
};
const act = async (path: string, body?: object) =>
  expect((await staff(fixture, 'POST', path, { ...(body && { body }) })).status, path).toBe(200);
const callOff = async (requestId: string) =>
  expect((await staff(fixture, 'DELETE', `/${requestId}/lift`)).status).toBe(200);
const subjects = async ({ email }: Person) =>
  (await mail.lettersTo(email)).map(({ subject }) => subject);
const shown = async (requestId: string) =>
  (
    (await staff(fixture, 'GET', `/${requestId}`)).body.mails as {
      template: string;
      state: string;
      reason?: string;
    }[]
  ).map(({ template, state, reason }) => [template, state, reason]);
const refusal = 'We cannot do what you asked for';

describe('a mail that is delayed', () => {
  it('is not sent once its request is closed: no question and no extension after the refusal', async () => {
    const person = await newPerson(fixture, 'GB');
    const requestId = await asked(person);
    await act(`/${requestId}/pause`, { ground: 'clarification-needed' });
    await act(`/${requestId}/resume`);
    await act(`/${requestId}/extend`, { ground: 'complexity' });
    await act(`/${requestId}/deny`, { ground: 'manifestly-excessive' });
    await mail.deliver();

    expect(await shown(requestId)).toEqual([
      ['receipt', 'not-sent', 'outdated'],
      ['need-more', 'not-sent', 'outdated'],
      ['resumed', 'not-sent', 'outdated'],
      ['extension', 'not-sent', 'outdated'],
      ['refusal', 'sent', undefined],
    ]);
    expect(await subjects(person)).toEqual([refusal]);
  });

  it('is sent where the request is still open when sending goes on', async () => {
    const person = await newPerson(fixture);
    const requestId = await asked(person);
    const throttled: Mail = {
      perSecond: 1_000,
      send: () => Promise.resolve({ kind: 'throttled' }),
    };
    await mail.deliver(throttled);
    fixture.pass(86_400);
    await mail.deliver();
    await act(`/${requestId}/deny`, { ground: 'manifestly-excessive' });
    await mail.deliver();

    expect(await shown(requestId)).toEqual([
      ['receipt', 'sent', undefined],
      ['refusal', 'sent', undefined],
    ]);
    expect(await subjects(person)).toEqual(['We have received your request', refusal]);
  });

  it('is not sent where the lifting of a restriction was called off or announced meanwhile', async () => {
    const person = await newPerson(fixture);
    const { body } = await submit(fixture, person.caller, { kind: 'restriction' });
    const { requestId } = body.request;
    await mail.deliver();
    await act(`/${requestId}/lift`);
    await callOff(requestId);
    await mail.deliver();
    await act(`/${requestId}/lift`);
    await callOff(requestId);
    await act(`/${requestId}/lift`);
    await mail.deliver();

    const [, ...rest] = await shown(requestId);
    expect(rest).toEqual([
      ['restriction-lifting', 'not-sent', 'outdated'],
      ['restriction-continues', 'sent', undefined],
      ['restriction-lifting', 'sent', undefined],
      ['restriction-continues', 'not-sent', 'outdated'],
      ['restriction-lifting', 'sent', undefined],
    ]);
  });

  it('counts as sent where an earlier try turns out to have reached the mail service', async () => {
    const person = await newPerson(fixture);
    const requestId = await asked(person);
    await mail.deliver({ perSecond: 1_000, send: () => Promise.reject(new Error('killed')) });
    await act(`/${requestId}/deny`, { ground: 'manifestly-excessive' });
    fixture.pass(16 * 60);
    await lookAfterMails(fixture, milliseconds(fixture.clock() + 60_000));
    await mail.deliver();
    expect((await shown(requestId))[0]).toEqual(['receipt', 'not-sent', 'outdated']);

    const [row] = await mail.rowsOf(requestId);
    const messageId = messageIdOf(row!);
    await recordMailReport(fixture, { event: 'Send', messageId, at: '2026-11-24T10:20:00Z' });
    expect((await shown(requestId))[0]).toEqual(['receipt', 'sent', undefined]);
  });
});
