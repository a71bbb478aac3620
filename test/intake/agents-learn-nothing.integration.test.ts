import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { mails } from '../../lambda/mail/table.ts';
import { begin } from '../../lambda/request/attempt.ts';
import type { RequestId } from '../../lambda/value/ids.ts';
import { follow, newPerson, staff, submit } from '../request/request-fixture.ts';
import { examplePolicy } from '../support/example-policy.ts';
import { asking, newAddress, openIntakeFixture } from './intake-fixture.ts';
import type { IntakeFixture } from './intake-fixture.ts';

const { requests } = examplePolicy;
const assurance = 'document-checked-by-staff' as const;
const strict = {
  ...examplePolicy,
  requests: {
    ...requests,
    access: { ...requests.access, assurance },
    portability: { ...requests.portability, assurance },
    erasure: { ...requests.erasure, assurance },
  },
};

let intake: IntakeFixture;
beforeAll(async () => {
  intake = await openIntakeFixture(strict);
});
beforeEach(() => intake.fixture.setClock('2026-11-24T10:00:00Z'));
afterAll(() => intake.stop());

const agent = { name: 'Grace Example', contact: 'grace@example.org', mandate: 'signed' };
const tokenIn = (letter: string | undefined): string => /cft_\S+/.exec(letter ?? '')?.[0] ?? '';

/** Addresses of people about whose data different things are known. */
const addresses: readonly (readonly [string, (kind: string) => Promise<string>])[] = [
  ['of a person who lives elsewhere', async () => (await newPerson(intake.fixture, 'US-CA')).email],
  ['of a person in the United Kingdom', async () => (await newPerson(intake.fixture, 'GB')).email],
  [
    'of an erased person',
    async () => {
      const { email, subjectId } = await newPerson(intake.fixture);
      await intake.fixture.subjects.forget(subjectId);
      return email;
    },
  ],
  [
    'of a person who has asked for the same',
    async (kind) => {
      const { email, caller } = await newPerson(intake.fixture);
      await submit(intake.fixture, caller, { kind });
      return email;
    },
  ],
  [
    'of a person who is being erased',
    async () => {
      const { email, caller } = await newPerson(intake.fixture);
      const { body } = await submit(intake.fixture, caller, { kind: 'erasure' });
      const { requestId, subjectId } = (await intake.fixture.requests.get(body.request.requestId))!;
      await intake.fixture.requests.change(requestId, (row) => ({
        ...({ kind: 'change', events: ['person-fenced'] } as const),
        set: { erasure: { ...row.erasure, fencedAt: '2026-11-24T10:00:00.000Z' } },
      }));
      await intake.fixture.subjects.fence(subjectId);
      return email;
    },
  ],
  [
    'that was asked for before, and names no one',
    async (kind) => {
      const address = newAddress();
      await intake.through(asking(address, { kind }));
      intake.fixture.pass(3_700);
      return address;
    },
  ],
];

const appeal = (token: string) =>
  intake.fixture.send({
    ...{ method: 'POST', path: '/v1/follow-up/appeal', body: { reason: 'I disagree.' } },
    caller: { kind: 'follow-up', token },
  });

/** What an agent gets to see and is answered, without what differs between any two requests. */
async function seenBy(address: string, kind: string, more: object = {}) {
  const at = new Date(intake.fixture.clock()).toISOString();
  const { requestId, followUpToken } = await intake.through(
    asking(address, { kind, agent, ...more }),
  );
  const answers = [
    await follow(intake.fixture, followUpToken),
    await follow(intake.fixture, followUpToken, 'DELETE'),
    await follow(intake.fixture, followUpToken, 'POST', '/download'),
    await appeal(followUpToken),
    await follow(intake.fixture, followUpToken),
  ];
  const seen = answers.map(({ status, body: { dueAt, requestId: id, ...body } }) => ({
    ...{ status, body, isOwn: status !== 200 || id === requestId },
    daysUntilDue: dueAt && Math.floor((Date.parse(dueAt) - Date.parse(at)) / 86_400_000),
  }));
  return { requestId, followUpToken, seen: JSON.stringify(seen).replaceAll(at, 'AT') };
}

describe.each(['access', 'erasure'])(
  'an agent who asks for %s, which needs more than the code of the person',
  (kind) => {
    test.each(addresses)(
      'sees nothing that tells an address %s from an unknown one',
      async (_, of) => {
        const address = await of(kind);
        const known = await seenBy(address, kind);
        const unknown = await seenBy(newAddress(), kind);

        expect(known.seen).toBe(unknown.seen);
        expect(JSON.parse(unknown.seen)).toMatchObject([
          {
            ...{ status: 200, isOwn: true },
            body: {
              ...{ kind, status: 'identity-required', assurance: 'email-verified' },
              jurisdiction: examplePolicy.jurisdictions.default,
              needs: { assurance, why: expect.stringContaining('the person') as string },
              agent: { mandate: 'signed', confirmed: true, checked: false },
              timeline: [
                { at: 'AT', event: 'received' },
                { at: 'AT', event: 'identity-required' },
              ],
            },
          },
          { status: 409 },
          { status: 409 },
          { status: 409 },
          { status: 200 },
        ]);
      },
    );
  },
);

test('the law that an agent names is the one they see, wherever the person lives', async () => {
  const { email } = await newPerson(intake.fixture, 'DE');
  const named = { jurisdiction: 'ccpa' };

  const known = await seenBy(email, 'access', named);
  const unknown = await seenBy(newAddress(), 'access', named);

  expect(known.seen).toBe(unknown.seen);
  expect(known.seen).toContain('"jurisdiction":"ccpa"');
});

test.each([
  ['known', async () => (await newPerson(intake.fixture)).email],
  ['unknown', () => Promise.resolve(newAddress())],
] as const)(
  'a power of attorney that staff have checked opens nothing before the proof: of an address that is %s',
  async (_name, of) => {
    const mandate = 'power-of-attorney';
    const { requestId, followUpToken } = await intake.through(
      asking(await of(), { agent: { ...agent, mandate } }),
    );
    const run = { requestId: requestId as RequestId, attempt: 1 };
    const seen = async () => (await follow(intake.fixture, followUpToken)).body;

    await staff(intake.fixture, 'POST', `/${requestId}/mandate`, { body: {} });

    expect(await seen()).toMatchObject({
      ...{ status: 'identity-required', agent: { mandate, confirmed: true, checked: true } },
      jurisdiction: examplePolicy.jurisdictions.default,
    });
    expect((await follow(intake.fixture, followUpToken, 'POST', '/download')).status).toBe(409);
    expect(await begin(intake.fixture, run)).toEqual({ kind: 'superseded' });
    const queued = (await intake.fixture.rows(mails)).filter(
      (row) => row['requestId'] === requestId,
    );
    expect(queued.map(({ template }) => template)).toEqual(['need-more']);

    await staff(intake.fixture, 'POST', `/${requestId}/identity`, { body: { assurance } });

    expect(await seen()).toMatchObject({ status: 'in-progress' });
    expect((await begin(intake.fixture, run)).kind).toBe('begun');
  },
);

test('one that staff refuse before the proof says to an agent that it is refused, and not why', async () => {
  const seen = [];
  for (const address of [(await newPerson(intake.fixture, 'GB')).email, newAddress()]) {
    const { requestId, followUpToken } = await intake.through(asking(address, { agent }));
    await staff(intake.fixture, 'POST', `/${requestId}/deny`, {
      body: { ground: 'person-not-identifiable' },
    });
    const { requestId: _id, ...view } = (await follow(intake.fixture, followUpToken)).body;
    seen.push(view);
  }

  expect(seen[1]).toEqual(seen[0]);
  expect(seen[0]).toMatchObject({ status: 'denied', clock: { state: 'stopped' } });
  expect(seen[0]).not.toHaveProperty('refusal');
});

test('the person sees by their own token what the agent does not', async () => {
  const { email, caller } = await newPerson(intake.fixture, 'GB');
  const { requestId } = await intake.through(asking(email, { agent }));

  const own = (await follow(intake.fixture, tokenIn(await intake.letter(requestId)))).body;

  expect(own).toMatchObject({ requestId, jurisdiction: 'uk-gdpr', status: 'identity-required' });
  expect(own.needs.why).toContain('We do not know yet that this request is yours');
  const mine = await intake.fixture.send({
    ...{ method: 'GET', path: `/v1/me/requests/${requestId}`, caller },
  });
  expect(mine.body.agent).toEqual({ mandate: 'signed', confirmed: true, checked: false });
});
