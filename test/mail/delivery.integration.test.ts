import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fulfilExport } from '../../lambda/export/export.ts';
import { begin } from '../../lambda/request/attempt.ts';
import type { RequestFixture } from '../request/request-fixture.ts';
import {
  firstAttempt,
  follow,
  keep,
  newPerson,
  openRequestFixture,
  signedIn,
  staff,
  submit,
} from '../request/request-fixture.ts';
import { examplePolicy } from '../support/example-policy.ts';
import type { MailFixture } from './mail-fixture.ts';
import { openMailFixture } from './mail-fixture.ts';

const { requests } = examplePolicy;
const approving = {
  ...examplePolicy,
  requests: { ...requests, erasure: { ...requests.erasure, approvals: 1 as const } },
};

let fixture: RequestFixture;
let mail: MailFixture;
beforeAll(async () => {
  fixture = await openRequestFixture(approving);
  mail = await openMailFixture(fixture);
});
afterAll(async () => {
  await mail.stop();
  await fixture.stop();
});

const tokenIn = (text = '') => /cft_[\w.-]+/.exec(text)?.[0] ?? '';

describe('a person is written to about a request', () => {
  it('with a receipt that opens it, in their language', async () => {
    const { caller, email } = await newPerson(fixture);
    const { body } = await submit(fixture, caller, { kind: 'access', locale: 'de-AT' });
    await mail.deliver();

    const [letter] = await mail.lettersTo(email);
    expect(letter?.subject).toBe('Wir haben Ihren Antrag erhalten');
    expect(letter?.text).toContain('eine Kopie Ihrer Daten');
    expect(letter?.text).toContain(body.request.requestId);
    expect(letter?.html).toContain('<html lang="de" dir="ltr">');
    const followed = await follow(fixture, tokenIn(letter?.text));
    expect(followed.body.requestId).toBe(body.request.requestId);
    expect(await mail.rowsOf(body.request.requestId)).toMatchObject([
      { template: 'receipt', state: 'sent', tries: 1 },
    ]);
  });

  it('as an automatic message that has nothing to unsubscribe from', async () => {
    const { caller, email } = await newPerson(fixture);
    await submit(fixture, caller, { kind: 'access' });
    await mail.deliver();

    const [letter] = await mail.lettersTo(email);
    const headers = Object.fromEntries(letter!.headers.map(({ key, value }) => [key, value]));
    expect(headers).toMatchObject({ 'auto-submitted': 'auto-generated', 'content-language': 'en' });
    expect(headers).not.toHaveProperty('list-unsubscribe');
    expect(letter?.replyTo).toEqual([{ name: '', address: 'privacy@example.com' }]);
  });

  it('once about what is carried out at once', async () => {
    const { caller, email } = await newPerson(fixture);
    await submit(fixture, caller, { kind: 'objection' });
    await mail.deliver();

    expect((await mail.lettersTo(email)).map(({ subject }) => subject)).toEqual([
      'The answer to your request',
    ]);
  });

  it('when the export is ready, and until when', async () => {
    const { caller, email } = await newPerson(fixture);
    const answer = await submit(fixture, caller, { kind: 'access' });
    await mail.deliver();
    await begin(fixture, firstAttempt(answer));
    await fulfilExport(fixture, firstAttempt(answer));
    await mail.deliver();

    const [, ready] = await mail.lettersTo(email);
    expect(ready?.subject).toBe('Your data is ready');
    expect(ready?.text).toMatch(/until \w+ \d+, \d{4}/);
  });

  it('at an address that the sign-in vouches for, and else at none', async () => {
    const caller = { ...signedIn(fixture), email: undefined };
    const { body } = await submit(fixture, caller, { kind: 'access' });
    await mail.deliver();

    const { requestId } = body.request;
    expect(await mail.rowsOf(requestId)).toMatchObject([
      { state: 'not-sent', reason: 'no-address' },
    ]);
    expect((await staff(fixture, 'GET', `/${requestId}`)).body.mails).toEqual([]);
  });

  it('never about the same change twice', async () => {
    const { caller, email } = await newPerson(fixture);
    await submit(fixture, caller, { kind: 'access' });
    await Promise.all([mail.deliver(), mail.deliver(), mail.deliver()]);
    await mail.deliver();

    expect(await mail.lettersTo(email)).toHaveLength(1);
  });

  it('with the ground and what can be done when it is refused, and no note of staff', async () => {
    const { caller, email } = await newPerson(fixture);
    const { body } = await submit(fixture, caller, { kind: 'erasure' });
    const denied = await staff(fixture, 'POST', `/${body.request.requestId}/deny`, {
      body: { ground: 'manifestly-unfounded', note: 'never seen by anybody' },
    });
    expect(denied.status).toBe(200);
    await mail.deliver();

    const text = (await mail.lettersTo(email)).at(-1)?.text ?? '';
    expect(text).toContain('The request is manifestly unfounded.');
    expect(text).toContain(denied.body.refusal.remedies.authority);
    expect(text).toContain(denied.body.refusal.remedies.court);
    expect(text).toContain(denied.body.refusal.remedies.appeal);
    expect(text).toContain('You can ask us to look at our decision again');
    expect(text).not.toContain('never seen');
  });

  it.each([
    ['de', 'partially-completed', 'Den Rest haben wir aus diesen Gründen nicht getan:'],
    ['en', 'denied', 'This is why:'],
  ])('with the ground of each correction that is refused (%s, %s)', async (locale, status, why) => {
    const person = await newPerson(fixture);
    const { caller, email } = person;
    await keep(fixture, person, [{ content: { city: 'Bonn', name: 'Ada' } }]);
    const corrections = ['/city', '/name'].map((pointer) => ({
      ...{ category: 'prompt-text', pointer, value: 'another' },
    }));
    const { body } = await submit(fixture, caller, { kind: 'rectification', locale, corrections });
    const decide = async (number: number, decision: object) =>
      staff(fixture, 'POST', `/${body.request.requestId}/corrections/${number}`, {
        body: decision,
      });
    const refuse = { decision: 'refuse', ground: 'found-accurate' };
    await decide(1, status === 'denied' ? refuse : { decision: 'accept' });
    const last = await decide(2, refuse);
    expect(last.body.status).toBe(status);
    await mail.deliver();

    const text = ((await mail.lettersTo(email)).at(-1)?.text ?? '').replaceAll(/\s+/g, ' ');
    expect(text).toContain(why);
    expect(text).toMatch(/die Daten sind richtig|the data is right/i);
  });

  it('what the answer is, and that its reasons are with the request', async () => {
    const { caller, email } = await newPerson(fixture);
    const wish = { kind: 'complaint', locale: 'de', reason: 'Zu langsam.' };
    const { body } = await submit(fixture, caller, wish);
    await staff(fixture, 'POST', `/${body.request.requestId}/answer`, {
      body: { outcome: 'upheld', reasons: 'Words of the privacy team.' },
    });
    await mail.deliver();

    const text = (await mail.lettersTo(email)).at(-1)?.text ?? '';
    expect(text).toContain('Ihre Beschwerde ist berechtigt.');
    expect(text).not.toContain('Words of the privacy team');
  });

  it('that nothing has changed, and why', async () => {
    const { caller, email } = await newPerson(fixture);
    const [, second] = [
      await submit(fixture, caller, { kind: 'opt-out-sale-share' }),
      await submit(fixture, caller, { kind: 'opt-out-sale-share' }),
    ];
    expect(second.body.request.unchanged).toBeDefined();
    await mail.deliver();

    const text = (await mail.lettersTo(email)).at(-1)?.text ?? '';
    expect(text.replaceAll(/\s+/g, ' ')).toContain(second.body.request.unchanged.explanation);
  });
});

describe('a request shows its mails', () => {
  it('to the person, to who has the token, and to staff; and that one came back', async () => {
    const email = `${randomUUID()}@bounce.example`;
    const caller = signedIn(fixture, email);
    const { body } = await submit(fixture, caller, { kind: 'access' });
    await mail.deliver();
    await mail.report();

    const path = `/v1/me/requests/${body.request.requestId}`;
    const shown = [{ template: 'receipt', state: 'bounced', at: expect.any(String) }];
    expect((await fixture.send({ method: 'GET', path, caller })).body.mails).toEqual(shown);
    expect((await follow(fixture, body.followUpToken)).body.mails).toEqual(shown);
    const seen = await staff(fixture, 'GET', `/${body.request.requestId}`);
    expect(seen.body.mails).toEqual(shown);
  });
});

describe('without a sender', () => {
  it('a mail is marked, and says why', async () => {
    const { caller } = await newPerson(fixture);
    const { body } = await submit(fixture, caller, { kind: 'access' });
    await mail.deliver('no-sender');

    const path = `/${body.request.requestId}`;
    expect((await staff(fixture, 'GET', path)).body.mails).toEqual([
      { template: 'receipt', state: 'not-sent', reason: 'no-sender', at: expect.any(String) },
    ]);
  });
});
