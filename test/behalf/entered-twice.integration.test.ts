import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { isDirect, requestKinds } from '../../lambda/request/model/kinds.ts';
import { consent, newPerson, openRequestFixture, staff } from '../request/request-fixture.ts';
import type { Person, RequestFixture } from '../request/request-fixture.ts';
import type { RequestId } from '../../lambda/value/ids.ts';
import { outbox } from '../../lambda/ledger/table.ts';

let fixture: RequestFixture;
beforeAll(async () => {
  fixture = await openRequestFixture();
});
beforeEach(() => fixture.setClock('2026-11-24T10:00:00Z'));
afterAll(() => fixture.stop());

const enter = async ({ email }: Person, kind: string, more: object = {}, headers = {}) => {
  const subject = { type: 'email', value: email };
  const body = { kind, subject, channel: 'letter', receivedOn: '2026-11-20', ...more };
  const entered = await staff(fixture, 'POST', '/on-behalf', { body, headers });
  expect(entered.status).toBe(202);
  return String(entered.body.request.requestId);
};
const countOf = ({ subjectId }: Person) => fixture.requests.countOf(subjectId);

describe.each(requestKinds.filter(isDirect))('a letter for %s that is entered twice', (kind) => {
  test('is one request, and is entered in the ledger once', async () => {
    const person = await newPerson(fixture, 'US-CA');
    await consent(fixture, person);
    const first = await enter(person, kind);
    const entries = (await fixture.rows(outbox)).length;
    const headers = { 'idempotency-key': `twice-${kind}-${person.subjectId}` };

    const again = [await enter(person, kind), await enter(person, kind, {}, headers)];
    const replayed = await enter(person, kind, {}, headers);

    expect([...again, replayed]).toEqual([first, first, first]);
    expect(await countOf(person)).toBe(1);
    expect(await fixture.rows(outbox)).toHaveLength(entries);
  });

  test('is two requests where it came on another day, or another way', async () => {
    const person = await newPerson(fixture, 'US-CA');
    await enter(person, kind);
    await enter(person, kind, { receivedOn: '2026-11-21' });
    await enter(person, kind, { channel: 'telephone' });

    expect(await countOf(person)).toBe(3);
  });
});

test('a withdrawal of what the person has permitted again since is carried out again', async () => {
  const person = await newPerson(fixture, 'DE');
  const { version } = fixture.policy.published['assistant']!;
  const give = async () => {
    const subject = (await fixture.subjects.get(person.subjectId))!;
    await fixture.consents.record(
      subject,
      {
        ...{ purpose: 'improvement', state: 'given', givenBy: 'subject', locale: 'en' },
        ...{ notice: { id: 'assistant', version }, method: 'privacy-centre' },
      },
      { recorder: { kind: 'subject' } },
    );
    return (await fixture.consents.states(person.subjectId)).get('improvement')?.state;
  };
  expect(await give()).toBe('given');
  const first = await enter(person, 'withdraw-consent');
  expect(await enter(person, 'withdraw-consent')).toBe(first);
  expect(await give()).toBe('given');

  expect(await enter(person, 'withdraw-consent')).not.toBe(first);
  const states = await fixture.consents.states(person.subjectId);
  expect(states.get('improvement')?.state).toBe('withdrawn');
});

test('a restriction that was lifted since is placed again', async () => {
  const person = await newPerson(fixture);
  const first = await enter(person, 'restriction');
  await fixture.requests.change(first as RequestId, () => ({
    ...{ kind: 'change', set: { restriction: { liftedAt: '2026-11-24T09:00:00.000Z' } } },
  }));

  expect(await enter(person, 'restriction')).not.toBe(first);
});

test('a letter that names a purpose more is a request of its own', async () => {
  const person = await newPerson(fixture, 'US-CA');
  const first = await enter(person, 'opt-out-sale-share', { purposes: ['improvement'] });
  await consent(fixture, person);

  expect(
    await enter(person, 'opt-out-sale-share', { purposes: ['improvement', 'training'] }),
  ).not.toBe(first);
});
