import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { sweepFinality } from '../../lambda/finality/sweep.ts';
import { plusSeconds } from '../../lambda/value/time.ts';
import { erasures } from '../erasure/erasure-fixture.ts';
import { erase } from '../erasure/erasure-steps.ts';
import { accountThat, cleanAccount } from '../finality/answering-aws.ts';
import { passOn } from '../verification/pass-fixture.ts';
import type { Person, RequestFixture } from '../request/request-fixture.ts';
import {
  firstAttempt,
  follow,
  issuer,
  newPerson,
  openRequestFixture,
  signedIn,
  staff,
  submit,
} from '../request/request-fixture.ts';
import { examplePolicy } from '../support/example-policy.ts';
import type { MailFixture } from './mail-fixture.ts';
import { openMailFixture } from './mail-fixture.ts';

const { requests, law } = examplePolicy;
const uk = law['uk-gdpr']!;
const approving = {
  ...examplePolicy,
  // A team may decide that time stops until a fee is paid: the law lets it (UK GDPR Art. 12A(2)(c)).
  law: {
    ...law,
    'uk-gdpr': {
      ...uk,
      pauses: uk.pauses.map((pause) => ({ ...pause, stops: ['access' as const] })),
    },
  },
  requests: { ...requests, access: { ...requests.access, approvals: 1 as const } },
};
const deputy = { kind: 'staff', issuer, name: 'deputy@example.com' } as const;
const day = 86_400;

let fixture: RequestFixture;
let mail: MailFixture;
beforeAll(async () => {
  fixture = await openRequestFixture(approving);
  mail = await openMailFixture(fixture);
});
beforeEach(() => fixture.setClock('2026-11-24T10:00:00Z'));
afterAll(async () => {
  await mail.stop();
  await fixture.stop();
});

const asked = async (person: Person, body: object) => {
  const sent = await submit(fixture, person.caller, body);
  return sent.body.request.requestId as string;
};
/** What was sent to a person, oldest first. */
const letters = async ({ email }: Pick<Person, 'email'>) => {
  await mail.deliver();
  return mail.lettersTo(email);
};
const templatesOf = async (requestId: string) => {
  await mail.deliver();
  return (await mail.rowsOf(requestId)).map(({ template }) => template);
};
const act = async (path: string, body?: object, caller?: typeof deputy) => {
  const { status } = await staff(fixture, 'POST', path, {
    ...(body && { body }),
    ...(caller && { caller }),
  });
  expect(status, path).toBe(200);
};
const tokenIn = (text = '') => /cft_[\w.-]+/.exec(text)?.[0] ?? '';

describe('a person is written to when what was missing is there', () => {
  it('with the day that holds now, because the time of the pause does not count', async () => {
    const person = await newPerson(fixture, 'GB');
    const requestId = await asked(person, { kind: 'access', locale: 'de' });
    await mail.deliver();
    await act(`/${requestId}/pause`, { ground: 'clarification-needed' });
    fixture.pass(8 * day);
    await act(`/${requestId}/resume`);

    expect(await templatesOf(requestId)).toEqual(['receipt', 'need-more', 'resumed']);
    const [receipt, , resumed] = await letters(person);
    const dayIn = (text = '') => /spätestens am ([^.]+\. \w+ \d{4})/.exec(text)?.[1];
    expect(resumed?.subject).toBe('Wir machen mit Ihrem Antrag weiter');
    expect(dayIn(receipt?.text)).toBe('24. Dezember 2026');
    expect(dayIn(resumed?.text)).toBe('4. Januar 2027');
  });

  it('once where staff approve what is paused', async () => {
    const person = await newPerson(fixture, 'GB');
    const requestId = await asked(person, { kind: 'access' });
    await act(`/${requestId}/pause`, { ground: 'clarification-needed' });
    await act(`/${requestId}/approve`);

    expect(await templatesOf(requestId)).toEqual(['receipt', 'need-more', 'resumed']);
  });

  it('says what a pause waits for, a fee as well', async () => {
    const person = await newPerson(fixture, 'GB');
    const requestId = await asked(person, { kind: 'access' });
    await act(`/${requestId}/pause`, { ground: 'fee-paid' });

    const [, needed] = await letters(person);
    expect(needed?.text).toContain('A fee is to be paid before we can answer.');
    expect(needed?.text).not.toContain('sign in to your account');
  });

  it('not about a request that is refused in the meantime', async () => {
    const person = await newPerson(fixture, 'GB');
    const requestId = await asked(person, { kind: 'access' });
    await act(`/${requestId}/pause`, { ground: 'clarification-needed' });
    await act(`/${requestId}/deny`, { ground: 'manifestly-excessive' });

    expect(await templatesOf(requestId)).toEqual(['receipt', 'need-more', 'refusal']);
  });
});

describe('of a request that staff entered', () => {
  const enter = async (subject: object, more: object = {}) => {
    const { status, body } = await staff(fixture, 'POST', '/on-behalf', {
      body: {
        ...{ kind: 'access', subject, channel: 'letter', receivedOn: '2026-11-20', locale: 'de' },
        ...more,
      },
    });
    expect(status).toBe(202);
    return body.request.requestId as string;
  };
  const identity = { assurance: 'document-checked-by-staff' };

  it('the address gets every mail, with a token that opens it', async () => {
    const person = await newPerson(fixture);
    const requestId = await enter({ type: 'email', value: person.email });
    await mail.deliver();
    await act(`/${requestId}/identity`, identity);
    await mail.deliver();
    await act(`/${requestId}/deny`, { ground: 'manifestly-excessive' });

    expect(await templatesOf(requestId)).toEqual(['need-more', 'resumed', 'refusal']);
    const sent = await letters(person);
    expect(sent.map(({ subject }) => subject)).toEqual([
      'Für Ihren Antrag fehlt uns etwas',
      'Wir machen mit Ihrem Antrag weiter',
      expect.any(String),
    ]);
    for (const { text } of sent) {
      expect((await follow(fixture, tokenIn(text))).body.requestId).toBe(requestId);
    }
  });

  it('an address of nobody who is registered gets them as well', async () => {
    const email = `${randomUUID()}@example.org`;
    const requestId = await enter({ type: 'email', value: email }, { channel: 'telephone' });

    expect(await templatesOf(requestId)).toEqual(['need-more']);
    expect(await letters({ email })).toHaveLength(1);
  });

  it.each([
    ['an account', { type: 'user-id', issuer, value: '' }],
    ['a telephone number', { type: 'phone', value: '+493012345678' }],
  ])('nobody is written to where %s was named, not at an address that is known', async (_, who) => {
    const person = await newPerson(fixture);
    const { sub } = person.caller as { readonly sub: string };
    const requestId = await enter(who.type === 'user-id' ? { ...who, value: sub } : who);
    await act(`/${requestId}/identity`, identity);

    await mail.deliver();
    const rows = await mail.rowsOf(requestId);
    expect(rows.map(({ state, reason }) => [state, reason])).toEqual([
      ['not-sent', 'no-address'],
      ['not-sent', 'no-address'],
    ]);
    expect((await staff(fixture, 'GET', `/${requestId}`)).body.mails).toEqual([]);
    expect(await letters(person)).toEqual([]);
  });
});

describe('an answer is announced', () => {
  const reasons = 'We have looked at it: you are right, and we apologise.';

  it('without its reasons, which the link opens, and with what can be done', async () => {
    const person = await newPerson(fixture);
    const requestId = await asked(person, { kind: 'complaint', reason: 'You wrote to me.' });
    await act(`/${requestId}/answer`, { outcome: 'upheld', reasons });

    expect((await templatesOf(requestId)).at(-1)).toBe('answer');
    const letter = (await letters(person)).at(-1);
    expect(letter?.subject).toBe('We have answered you');
    expect(letter?.text).toContain('about your complaint.');
    expect(letter?.text).not.toContain(reasons);
    const seen = (await follow(fixture, tokenIn(letter?.text))).body;
    expect(seen.answer).toMatchObject({ outcome: 'upheld', reasons });
    expect(seen.answer.remedies.court).toEqual(expect.any(String));
    expect(letter?.text).toContain(seen.answer.remedies.court);
    expect(letter?.text).toContain(seen.answer.remedies.authority);
    // Nothing was refused, so there is nothing to appeal about.
    expect(seen.answer.remedies.appeal).toBeUndefined();
    expect(letter?.text).not.toContain('look at our decision again');
  });

  it('of an appeal as well, which has a receipt, a reference and a token of its own', async () => {
    const person = await newPerson(fixture);
    const first = await asked(person, { kind: 'access' });
    await act(`/${first}/deny`, { ground: 'manifestly-excessive' });
    const appealed = await fixture.send({
      ...{ method: 'POST', path: `/v1/me/requests/${first}/appeal`, caller: person.caller },
      body: { reason: 'It is my first request.' },
    });
    const appeal = appealed.body.request.requestId as string;
    await act(`/${appeal}/answer`, { outcome: 'rejected', reasons }, deputy);

    expect(await templatesOf(first)).toEqual(['receipt', 'refusal']);
    expect(await templatesOf(appeal)).toEqual(['receipt', 'answer']);
    const letter = (await letters(person)).at(-1);
    expect(letter?.text).toContain('about your appeal.');
    expect(letter?.text).toContain(`reference ${appeal}`);
    expect(letter?.text).not.toContain('look at our decision again');
    expect((await follow(fixture, tokenIn(letter?.text))).body).toMatchObject({
      ...{ kind: 'appeal', answer: { outcome: 'rejected' } },
    });
  });
});

describe('an erasure that is final', () => {
  it('is announced after everything else of the person is gone, and its certificate opens', async () => {
    const { user, ask } = erasures(() => fixture);
    const person = await user();
    const answer = await ask(person, { locale: 'de' });
    const run = firstAttempt(answer);
    await erase(fixture, run);
    const before = await templatesOf(run.requestId);
    fixture.pass(8 * day);
    await passOn(fixture);
    const { recovery } = accountThat(cleanAccount(fixture.clock), fixture.clock);
    await sweepFinality({ ...fixture, recovery }, plusSeconds(fixture.clock(), 60));

    expect(before.at(-1)).toBe('outcome');
    expect(await templatesOf(run.requestId)).toEqual([...before, 'finality']);
    const letter = (await letters(person)).at(-1);
    expect(letter?.subject).toBe('Die Löschung Ihrer Daten ist endgültig');
    expect(letter?.text).toContain('am 24. November 2026 gebeten');
    const seen = (await follow(fixture, tokenIn(letter?.text))).body;
    expect(seen).toMatchObject({ requestId: run.requestId });
    expect(seen.finalCertificate).toEqual(expect.any(String));
  });
});

describe('a very long address', () => {
  const label = 'a'.repeat(63);
  /** RFC 5321 section 4.5.3.1: 64 octets before the @, and 254 in all. */
  const longest = () => {
    const local = `${randomUUID()}${'b'.repeat(28)}`;
    const domain = `${label}.${label}.${'c'.repeat(254 - 65 - 128 - 4)}.org`;
    return `${local}@${domain}`;
  };

  it('of the greatest length that mail has gets its mail whole', async () => {
    const email = longest();
    expect(email).toHaveLength(254);
    const caller = signedIn(fixture, email);
    const { body } = await submit(fixture, caller, { kind: 'access' });

    expect(await letters({ email })).toHaveLength(1);
    expect((await staff(fixture, 'GET', `/${body.request.requestId}`)).body.mails).toMatchObject([
      { template: 'receipt', state: 'sent' },
    ]);
  });

  it('that is longer gets none, and the request says so', async () => {
    const caller = signedIn(fixture, `x${longest()}`);
    const { body } = await submit(fixture, caller, { kind: 'access' });
    await mail.deliver();

    const { requestId } = body.request;
    expect(await mail.rowsOf(requestId)).toMatchObject([
      { state: 'not-sent', reason: 'address-rejected' },
    ]);
    expect(fixture.logged.join('\n')).not.toContain(label);
  });

  it('that is longer is a mistake where staff enter it', async () => {
    const subject = { type: 'email', value: `x${longest()}` };
    const { status } = await staff(fixture, 'POST', '/on-behalf', {
      body: { kind: 'access', subject, channel: 'letter', receivedOn: '2026-11-20' },
    });

    expect(status).toBe(422);
  });
});
