import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { lookAfterMails } from '../../lambda/mail/look-after.ts';
import { recordMailReport } from '../../lambda/mail/reports.ts';
import { messageIdOf } from '../../lambda/mail/store.ts';
import type { Mail } from '../../lambda/platform/mail/mail.ts';
import { milliseconds } from '../../lambda/value/time.ts';
import type { Behaviour, SesServer } from '../platform/mail/ses-server.ts';
import { startSes } from '../platform/mail/ses-server.ts';
import type { RequestFixture } from '../request/request-fixture.ts';
import { newPerson, openRequestFixture, submit } from '../request/request-fixture.ts';
import type { MailFixture } from './mail-fixture.ts';
import { openMailFixture } from './mail-fixture.ts';

let fixture: RequestFixture;
let mail: MailFixture;
let ses: SesServer;
beforeAll(async () => {
  fixture = await openRequestFixture();
  mail = await openMailFixture(fixture);
});
beforeEach(async () => {
  fixture.setClock('2026-11-28T12:00:00Z');
  ses = await startSes();
});
afterEach(() => ses.stop());
afterAll(async () => {
  await mail.stop();
  await fixture.stop();
});

const asked = async () => {
  const { caller, email } = await newPerson(fixture);
  const { body } = await submit(fixture, caller, { kind: 'access' });
  return { requestId: body.request.requestId as string, email };
};
const sweep = () => lookAfterMails(fixture, milliseconds(fixture.clock() + 60_000));
const sentTo = (email: string) => ses.accepted.filter(({ to }) => to === email);
const stateOf = async (requestId: string) => (await mail.rowsOf(requestId))[0];
/** The process ends as it would with SIGKILL: nothing after the call runs. */
const killed = (before: Mail): Mail => ({
  perSecond: before.perSecond,
  async send(message) {
    await before.send(message);
    throw new Error('killed');
  },
});

describe('a run that ends', () => {
  it('between claim and message: the message is sent once, a quarter of an hour later', async () => {
    const { requestId, email } = await asked();
    const dead: Mail = { perSecond: 1_000, send: () => Promise.reject(new Error('killed')) };
    await mail.deliver(dead);
    expect(await stateOf(requestId)).toMatchObject({ state: 'sending', tries: 1 });

    fixture.pass(14 * 60);
    await sweep();
    await mail.deliver(ses.mail);
    expect(sentTo(email)).toEqual([]);
    fixture.pass(2 * 60);
    await sweep();
    await mail.deliver(ses.mail);

    expect(sentTo(email)).toHaveLength(1);
    expect(await stateOf(requestId)).toMatchObject({ state: 'sent', tries: 2 });
  });

  it('between message and record: the event of SES records it, and nothing is sent again', async () => {
    const { requestId, email } = await asked();
    await mail.deliver(killed(ses.mail));
    const [{ id: messageId } = { id: '' }] = sentTo(email);
    await recordMailReport(fixture, { event: 'Send', messageId, at: '2026-11-28T12:00:01Z' });

    fixture.pass(3_600);
    await sweep();
    await mail.deliver(ses.mail);

    expect(sentTo(email)).toHaveLength(1);
    expect(await stateOf(requestId)).toMatchObject({ state: 'sent', tries: 1 });
  });

  it('whose event is lost as well: the message is sent once more under the same id, then given up', async () => {
    const { requestId, email } = await asked();
    for (let round = 0; round < 5; round += 1) {
      await mail.deliver(killed(ses.mail));
      fixture.pass(16 * 60);
      await sweep();
    }

    const ids = sentTo(email).map(({ id }) => id);
    const row = (await stateOf(requestId))!;
    expect(ids).toEqual([messageIdOf(row), messageIdOf(row)]);
    expect(row).toMatchObject({ state: 'failed', reason: 'unanswered', tries: 2 });
    expect(fixture.logged.some((line) => line.includes('MAIL_FAILED'))).toBe(true);
    // Late, but true.
    await recordMailReport(fixture, {
      ...{ event: 'Send', messageId: messageIdOf(row), at: '2026-11-28T14:00:00Z' },
    });
    expect(await stateOf(requestId)).toMatchObject({ state: 'sent' });
    expect(await stateOf(requestId)).not.toHaveProperty('reason');
  });

  it('before the claim: the sweep queues the mail again', async () => {
    const { requestId, email } = await asked();
    fixture.pass(3 * 60);
    await sweep();
    expect(await stateOf(requestId)).toMatchObject({ state: 'queued', rounds: 1 });
    await mail.deliver(ses.mail);

    expect(sentTo(email)).toHaveLength(1);
  });
});

describe('a mail service that', () => {
  it.each<[string, Behaviour]>([
    ['asks for a pause', 'throttle'],
    ['refuses the sender', 'refuse'],
  ])('%s gets the mail later, with longer and longer pauses', async (_, behaviour) => {
    const { requestId, email } = await asked();
    ses.behave(() => behaviour);
    await mail.deliver(ses.mail);
    expect(await stateOf(requestId)).toMatchObject({ state: 'queued', tries: 0 });
    // The stream delivers the change at once: it is not time yet.
    ses.behave(() => 'accept');
    await mail.deliver(ses.mail);
    expect(sentTo(email)).toEqual([]);

    fixture.pass(121);
    await sweep();
    await mail.deliver(ses.mail);
    expect(sentTo(email)).toHaveLength(1);
  });

  it('refuses the sender for three days: the mail is given up, and the alarm fires', async () => {
    const { requestId } = await asked();
    ses.behave(() => 'refuse');
    for (let hour = 0; hour < 75; hour += 1) {
      await mail.deliver(ses.mail);
      fixture.pass(3_601);
      await sweep();
    }

    expect(await stateOf(requestId)).toMatchObject({ state: 'failed', reason: 'not-accepted' });
  });

  it('loses its answer is not asked twice at once', async () => {
    const { requestId, email } = await asked();
    ses.behave(() => 'lost');
    await mail.deliver(ses.mail);
    await mail.deliver(ses.mail);

    expect(sentTo(email)).toHaveLength(1);
    expect(await stateOf(requestId)).toMatchObject({ state: 'sending' });
  });
});

describe('reports of SES', () => {
  it('count in any order: what came back stays so', async () => {
    const { requestId } = await asked();
    await mail.deliver(killed(ses.mail));
    const messageId = messageIdOf((await stateOf(requestId))!);
    for (const event of ['Bounce', 'Send', 'Complaint', 'Bounce'] as const) {
      await recordMailReport(fixture, { event, messageId, at: '2026-11-28T12:00:05Z' });
    }

    expect(await stateOf(requestId)).toMatchObject({ state: 'bounced' });
  });

  it('about a mail that was never handed to SES change nothing', async () => {
    const { requestId } = await asked();
    const messageId = messageIdOf((await stateOf(requestId))!);
    await recordMailReport(fixture, { event: 'Bounce', messageId, at: '2026-11-28T12:00:05Z' });

    expect(await stateOf(requestId)).toMatchObject({ state: 'queued' });
  });
});
