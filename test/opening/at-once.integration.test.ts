import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { outbox } from '../../lambda/ledger/table.ts';
import { update } from '../../lambda/platform/dynamo/statement.ts';
import { transact } from '../../lambda/platform/dynamo/transact.ts';
import { choiceKinds } from '../../lambda/request/model/kinds.ts';
import { openRequests } from '../../lambda/request/table.ts';
import { subjects } from '../../lambda/subject/table.ts';
import { erase } from '../erasure/erasure-steps.ts';
import {
  consent,
  firstAttempt,
  follow,
  keep,
  long,
  openRequestFixture,
  signedIn,
  newPerson,
  staff,
  submit,
} from '../request/request-fixture.ts';
import type { RequestFixture, Person } from '../request/request-fixture.ts';
import { examplePolicy } from '../support/example-policy.ts';

let fixture: RequestFixture;
const policy = examplePolicy;
beforeAll(async () => {
  fixture = await openRequestFixture();
});
afterAll(() => fixture.stop());

const own = ({ caller }: Pick<Person, 'caller'>, path: string, method = 'GET') =>
  fixture.send({ method, path: `/v1/me/requests${path}`, caller });
const restrictedOf = async ({ subjectId }: Person) =>
  (await fixture.subjects.get(subjectId))?.restrictedPurposes;
const eventsOf = (request: { timeline: { event: string }[] }) =>
  request.timeline.map(({ event }) => event);
async function stateOf({ subjectId }: Person, purpose: string) {
  return (await fixture.consents.states(subjectId)).get(purpose)?.state;
}

async function agreeToTraining({ subjectId }: Person): Promise<void> {
  const subject = (await fixture.subjects.get(subjectId))!;
  const { id, version } = policy.published['improvement']!;
  const given = await fixture.consents.record(
    subject,
    {
      ...{ purpose: 'training', state: 'given', notice: { id, version }, locale: 'en' },
      ...{ method: 'express-form', givenBy: 'subject' },
    },
    { recorder: { kind: 'subject' } },
  );
  expect(given.kind).toBe('recorded');
}

describe('a request that has no gate', () => {
  test.each([
    ['objection', 'US-CA'],
    ['withdraw-consent', 'US-CA'],
    ['opt-out-sale-share', 'DE'],
    ['limit-sensitive', 'DE'],
    ['opt-out-automated-decision', 'DE'],
    ['restriction', 'US-CA'],
  ])(
    '%s is carried out at once, without a recent sign-in, for somebody in %s too',
    async (kind, residence) => {
      const { caller } = await newPerson(fixture, residence);

      const { status, body } = await submit(fixture, long(caller), { kind });

      expect(status).toBe(202);
      expect(body.request).toMatchObject({
        kind,
        status: 'completed',
        clock: { state: 'stopped' },
        tasks: [{ system: 'custos', status: 'completed' }],
      });
      expect(eventsOf(body.request)).toEqual(['received', 'in-progress', 'completed']);
    },
  );

  test.each([
    ['a language that is none', { locale: 'en_US' }],
    ['null for everything', { locale: null, reason: null, purposes: null, categories: null }],
    ['more words than are kept', { reason: 'x'.repeat(9_000) }],
    ['a field of another system', { consentString: 'CPX' }],
  ])('is not turned down for what goes with it: %s', async (_title, more) => {
    for (const kind of [...choiceKinds, 'restriction']) {
      const { caller } = await newPerson(fixture, 'US-CA');

      const { status, body } = await submit(fixture, caller, { kind, ...more });

      expect([kind, status, body.request?.status]).toEqual([kind, 202, 'completed']);
    }
  });

  test('says what it is about, or is asked again; one with a gate is held to the contract', async () => {
    const { caller } = await newPerson(fixture);
    const bodies = [
      { kind: 'objection', purposes: 'aggregates' },
      { kind: 'objection', purposes: [] },
      { kind: 'restriction', purposes: ['nothing'] },
      { kind: 'access', locale: 'en_US' },
      { kind: 'erasure', reason: null },
    ];

    const answers = await Promise.all(bodies.map((body) => submit(fixture, caller, body)));

    expect(answers.map(({ status }) => status)).toEqual(bodies.map(() => 422));
  });

  test('is taken again and again: no request of the kind stays open', async () => {
    const { caller } = await newPerson(fixture);

    const first = await submit(fixture, caller, { kind: 'objection' });
    const second = await submit(fixture, caller, { kind: 'objection' });

    expect(second.status).toBe(202);
    expect(second.body.request.choices).toEqual(first.body.request.choices);
  });

  test('GDPR Art. 12(3): shows the date by which the law wants an answer', async () => {
    fixture.setClock('2026-11-24T12:00:00Z');
    const { caller } = await newPerson(fixture);

    const { body } = await submit(fixture, caller, { kind: 'restriction' });

    fixture.setClock(undefined);
    expect(body.request.dueAt).toBe('2026-12-24T22:59:59.999Z');
  });

  test('of an unknown person is accepted, so that nothing is done with their data later', async () => {
    const caller = signedIn(fixture);

    const { body } = await submit(fixture, caller, { kind: 'objection', purposes: ['aggregates'] });

    expect(body.request.choices).toEqual([
      {
        purpose: 'aggregates',
        state: 'refused',
        effect: 'objection-honoured',
        receiptId: expect.any(String),
      },
    ]);
    const found = await fixture.subjects.resolveCaller(caller);
    if (found.kind !== 'known') throw new Error(found.kind);
    expect(
      (await fixture.consents.states(found.subject.subjectId)).get('aggregates'),
    ).toMatchObject({ state: 'refused', eventId: body.request.choices[0].receiptId });
  });

  test('GDPR Art. 7(3): takes back the consents that were given, and is read like any other', async () => {
    const person = await newPerson(fixture);
    await agreeToTraining(person);

    const { body } = await submit(fixture, person.caller, { kind: 'withdraw-consent' });

    expect(body.request.choices).toMatchObject([
      { purpose: 'training', state: 'withdrawn', effect: 'processing-stopped' },
    ]);
    expect(await stateOf(person, 'training')).toBe('withdrawn');
    // What is read later has the mail that waits to be sent as well.
    const read = { ...body.request, mails: [expect.objectContaining({ template: 'outcome' })] };
    expect((await own(person, `/${body.request.requestId}`)).body).toEqual(read);
    expect((await follow(fixture, body.followUpToken)).body).toEqual(read);
    expect((await own(person, `/${body.request.requestId}`, 'DELETE')).status).toBe(409);
  });

  test('a choice that overwrites the proof of the one before: a withdrawal by request leaves both', async () => {
    const person = await newPerson(fixture);
    const history = () => Array.fromAsync(fixture.consents.history(person.subjectId));
    await agreeToTraining(person);
    const [proof] = await history();

    await submit(fixture, person.caller, { kind: 'withdraw-consent' });
    await submit(fixture, person.caller, { kind: 'objection' });

    const events = (await history()).filter(({ purpose }) => purpose === 'training');
    expect(events.map(({ state }) => state).sort()).toEqual(['given', 'withdrawn']);
    expect(events).toContainEqual(proof);
  });

  test('11 CCR 7026: an opt-out stops sale and sharing; what was refused before stays as it was', async () => {
    const person = await newPerson(fixture, 'US-CA');
    await consent(fixture, person, 'refused');
    const before = (await fixture.consents.states(person.subjectId)).get('improvement');

    const { body } = await submit(fixture, person.caller, { kind: 'opt-out-sale-share' });

    const choices = body.request.choices as { purpose: string; receiptId: string }[];
    expect(choices.map(({ purpose }) => purpose)).toContain('training');
    expect(choices.find(({ purpose }) => purpose === 'improvement')?.receiptId).toBe(
      before!.eventId,
    );
    expect(await stateOf(person, 'training')).toBe('refused');
    expect(await stateOf(person, 'profiling')).toBeUndefined();
  });

  test('repeated with its key, answers the same and stops nothing twice', async () => {
    const person = await newPerson(fixture);
    const headers = { 'idempotency-key': 'once' };
    const first = await submit(fixture, person.caller, { kind: 'objection' }, headers);

    const again = await submit(fixture, person.caller, { kind: 'objection' }, headers);

    expect(again.body).toEqual(first.body);
    expect((await own(person, '')).body.items).toHaveLength(1);
  });

  test.each([
    [{ kind: 'objection', purposes: ['unheard-of'] }, '/purposes/0'],
    [{ kind: 'restriction', categories: ['prompt-text'] }, '/categories'],
    [{ kind: 'withdraw-consent', corrections: { name: 'x' } }, '/corrections'],
  ])('with the body %j is refused at %s', async (body, pointer) => {
    const answer = await submit(fixture, signedIn(fixture), body);

    expect(answer.status).toBe(422);
    expect(answer.body.errors[0].pointer).toBe(pointer);
  });

  test('enters the ledger as received and completed', async () => {
    const person = await newPerson(fixture);
    const before = (await fixture.rows(outbox)).length;

    await submit(fixture, person.caller, { kind: 'restriction', purposes: ['support', 'safety'] });

    const entries = (await fixture.rows(outbox)).sort((one, other) =>
      String(one['entryId']) < String(other['entryId']) ? -1 : 1,
    );
    expect(entries.slice(before).map(({ type, codes }) => [type, codes])).toEqual(
      expect.arrayContaining([
        ['restriction.changed', { purposes: ['safety', 'support'] }],
        ['request.received', { kind: 'restriction', jurisdiction: 'gdpr' }],
        ['request.changed', { kind: 'restriction', from: 'received', to: 'completed' }],
      ]),
    );
  });
});

describe('GDPR Art. 18: a restriction', () => {
  test('holds for what it names until the person ends it; what another restricts stays restricted', async () => {
    const person = await newPerson(fixture);
    const first = (await submit(fixture, person.caller, { kind: 'restriction' })).body.request;
    expect(await restrictedOf(person)).toBe('all');
    const body = { kind: 'restriction', purposes: ['training'] };
    const second = (await submit(fixture, person.caller, body)).body.request;
    expect(second.restriction).toEqual({ purposes: ['training'], inForce: true });

    const ended = await own(person, `/${first.requestId}`, 'DELETE');

    expect(ended.body).toMatchObject({ status: 'completed', restriction: { inForce: false } });
    expect(eventsOf(ended.body).at(-1)).toBe('restriction-lifted');
    expect(await restrictedOf(person)).toEqual(['training']);
    await own(person, `/${second.requestId}`, 'DELETE');
    expect(await restrictedOf(person)).toEqual([]);
    expect((await own(person, `/${second.requestId}`, 'DELETE')).status).toBe(409);
    expect(await fixture.requests.locks(person.subjectId)).toEqual([]);
  });

  test('is ended by no one else', async () => {
    const [person, outsider] = [await newPerson(fixture), await newPerson(fixture)];
    const { request } = (await submit(fixture, person.caller, { kind: 'restriction' })).body;

    expect((await own(outsider, `/${request.requestId}`, 'DELETE')).status).toBe(404);

    expect(await restrictedOf(person)).toBe('all');
  });

  test('asked for ten times at once with different purposes restricts all of them', async () => {
    const person = await newPerson(fixture);
    const purposes = ['training', 'improvement', 'support', 'safety', 'profiling'];

    await Promise.all(
      purposes.map((purpose) =>
        submit(fixture, person.caller, { kind: 'restriction', purposes: [purpose] }),
      ),
    );

    expect(await restrictedOf(person)).toEqual([...purposes].sort());
  });

  test('Art. 18(3): is lifted by staff seven days after the person was informed, unless they ask again', async () => {
    fixture.setClock('2026-11-24T12:00:00Z');
    const person = await newPerson(fixture);
    const body = { kind: 'restriction', purposes: ['training', 'support'] };
    const { request } = (await submit(fixture, person.caller, body)).body;

    const announced = await staff(fixture, 'POST', `/${request.requestId}/lift`);

    expect(announced.body.restriction).toMatchObject({
      inForce: true,
      liftsAt: '2026-12-01T12:00:00.000Z',
    });
    expect((await staff(fixture, 'POST', `/${request.requestId}/lift`)).status).toBe(409);
    fixture.setClock('2026-12-01T11:59:00Z');
    await fixture.sweep();
    expect(await restrictedOf(person)).toEqual(['support', 'training']);
    await submit(fixture, person.caller, { kind: 'restriction', purposes: ['support'] });
    fixture.setClock('2026-12-01T12:01:00Z');
    await fixture.sweep();
    expect(await restrictedOf(person)).toEqual(['support']);
    const seen = (await own(person, `/${request.requestId}`)).body;
    fixture.setClock(undefined);
    expect(eventsOf(seen).slice(-2)).toEqual(['lifting-announced', 'restriction-lifted']);
    expect(seen.restriction.inForce).toBe(false);
  });

  test('Art. 18(3): goes on when staff call the announced lifting off, and can be announced again', async () => {
    fixture.setClock('2026-11-24T12:00:00Z');
    const person = await newPerson(fixture);
    const { request } = (await submit(fixture, person.caller, { kind: 'restriction' })).body;
    const lift = (method: string) => staff(fixture, method, `/${request.requestId}/lift`);
    expect((await lift('DELETE')).status).toBe(409);
    await lift('POST');

    const retained = await lift('DELETE');

    fixture.setClock('2026-12-02T12:00:00Z');
    await fixture.sweep();
    expect(retained.body.restriction).toEqual({ inForce: true });
    expect(await restrictedOf(person)).toBe('all');
    const again = await lift('POST');
    fixture.setClock(undefined);
    expect(again.body.restriction.liftsAt).toBe('2026-12-09T12:00:00.000Z');
    expect(eventsOf(again.body).slice(-3)).toEqual([
      'lifting-announced',
      'lifting-called-off',
      'lifting-announced',
    ]);
  });

  test('GDPR Art. 18(2): prevents neither a deletion nor an erasure by the same person', async () => {
    const person = await newPerson(fixture);
    await keep(fixture, person, [{}, {}]);
    const { records } = await fixture.records.page(person.subjectId, {
      accepts: () => true,
      limit: 1,
    });
    const { request } = (await submit(fixture, person.caller, { kind: 'restriction' })).body;
    expect(await fixture.records.delete(person.subjectId, records[0]!.recordId)).toEqual({
      kind: 'deleted',
    });

    const answer = await submit(fixture, person.caller, { kind: 'erasure' });
    await erase(fixture, firstAttempt(answer));

    expect((await follow(fixture, answer.body.followUpToken)).body.status).toBe('completed');
    expect(await fixture.records.count(person.subjectId)).toEqual([]);
    const locks = (await fixture.rows(openRequests)).filter(
      (row) => row['subjectId'] === person.subjectId,
    );
    expect(locks).toEqual([]);
    const row = await fixture.requests.get(request.requestId);
    expect(row?.timeline.at(-1)?.event).toBe('overtaken-by-erasure');
    expect(row?.restriction?.liftedAt).toEqual(expect.any(String));
  });
});

test('of two laws that apply, each right gets the earlier date', async () => {
  fixture.setClock('2026-11-24T12:00:00Z');
  const caller = signedIn(fixture);
  await fixture.subjects.register(caller, { by: 'subject', residence: 'US-CA' });
  const found = await fixture.subjects.resolveCaller(caller);
  if (found.kind !== 'known') throw new Error(found.kind);
  const { subjectId, version } = found.subject;
  const declared = update(subjects, { subjectId }, version, { declaredResidence: 'DE' });
  await transact(fixture.database, [declared]);

  const { body } = await submit(fixture, caller, { kind: 'erasure' });

  fixture.setClock(undefined);
  expect(body.request).toMatchObject({
    jurisdiction: 'gdpr',
    jurisdictions: ['gdpr', 'ccpa'],
    dueAt: '2026-12-24T22:59:59.999Z',
    acknowledgeBy: expect.stringContaining('2026-12-08'),
  });
});
