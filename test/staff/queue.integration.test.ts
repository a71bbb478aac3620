import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { answeredKinds } from '../../lambda/request/model/kinds.ts';
import type { AnsweredKind } from '../../lambda/request/model/kinds.ts';
import { begin, fail } from '../../lambda/request/attempt.ts';
import { fulfilExport } from '../../lambda/export/export.ts';
import { openMailFixture } from '../mail/mail-fixture.ts';
import {
  firstAttempt,
  follow,
  newPerson,
  openRequestFixture,
  staff,
  submit,
} from '../request/request-fixture.ts';
import type { Person, RequestFixture } from '../request/request-fixture.ts';
import { decided } from '../review/decided.ts';

let fixture: RequestFixture;
beforeAll(async () => {
  fixture = await openRequestFixture();
  fixture.setClock('2026-11-24T12:00:00Z');
});
afterAll(() => fixture.stop());

const reason = 'It is not right.';
const correction = { category: 'prompt-text', pointer: '/city', value: 'Bonn' };

/** What a person sends of each kind that the privacy team answers. */
const bodies: Readonly<Record<AnsweredKind, (person: Person) => Promise<object>>> = {
  rectification: () => Promise.resolve({ corrections: [correction] }),
  'human-review': async (person) => ({
    ...{ automatedDecisionId: await decided(fixture, person), reason },
  }),
  complaint: () => Promise.resolve({ reason }),
  appeal: async ({ caller }) => {
    const { body } = await submit(fixture, caller, { kind: 'complaint', reason });
    const { requestId } = body.request;
    const ground = { ground: 'manifestly-unfounded' };
    await staff(fixture, 'POST', `/${requestId}/deny`, { body: ground });
    return { about: requestId, reason };
  },
};

describe('the queue of the privacy team', () => {
  test.each(answeredKinds)('of %s says what to decide, by when, under which law', async (kind) => {
    const person = await newPerson(fixture, 'GB');
    const sent = await submit(fixture, person.caller, { kind, ...(await bodies[kind](person)) });
    expect(sent.status, sent.text).toBe(202);

    const { body } = await staff(fixture, 'GET', '', { query: { kind } });

    expect(body.items).toMatchObject([
      {
        ...{ requestId: sent.body.request.requestId, kind, jurisdiction: 'uk-gdpr' },
        waitingFor: kind === 'rectification' ? 'corrections' : 'answer',
        dueAt: '2026-12-24T22:59:59.999Z',
      },
    ]);
  });

  test.each<[string, string | undefined]>([
    ['GB', '2026-12-24'],
    ['DE', undefined],
  ])('DPA 2018 s. 164A(3): a complaint from %s is acknowledged by %s', async (place, day) => {
    const mail = await openMailFixture(fixture);
    const person = await newPerson(fixture, place);

    const { body } = await submit(fixture, person.caller, { kind: 'complaint', reason });
    await mail.deliver();

    const [receipt] = await mail.lettersTo(person.email);
    await mail.stop();
    const { acknowledgeBy, requestId } = body.request;
    expect(acknowledgeBy?.slice(0, 10)).toBe(day);
    // The receipt, which goes out at once, acknowledges it.
    expect(receipt?.text).toContain(requestId);
  });
});

test('what cannot be retried once a cache has ended: a failed request is, 90 days later', async () => {
  const { caller } = await newPerson(fixture);
  const sent = await submit(fixture, caller, { kind: 'access' });
  await begin(fixture, firstAttempt(sent));
  await fail(fixture, firstAttempt(sent), 'attempt-failed');
  const { requestId } = firstAttempt(sent);

  fixture.pass(90 * 86_400);
  await fixture.sweep();
  const retried = await staff(fixture, 'POST', `/${requestId}/retry`);
  await begin(fixture, { requestId, attempt: 2 });
  await fulfilExport(fixture, { requestId, attempt: 2 });

  expect(retried.status, retried.text).toBe(200);
  const { body } = await follow(fixture, sent.body.followUpToken);
  expect(body.status).toBe('completed');
  fixture.setClock('2026-11-24T12:00:00Z');
});
