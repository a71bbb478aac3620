import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ConsentEvent } from '../../lambda/consent/model/event.ts';
import type { ConsentCommand } from '../../lambda/consent/model/command.ts';
import { openConsents } from '../../lambda/consent/consents.ts';
import { consents as eventTable, consentStates } from '../../lambda/consent/table.ts';
import { outbox } from '../../lambda/ledger/table.ts';
import { subjectKeys } from '../../lambda/platform/keyring/table.ts';
import { toEpochSeconds } from '../../lambda/value/time.ts';
import { deleteRows } from '../../lambda/erasure/delete-rows.ts';
import type { Subject } from '../../lambda/subject/model/subject.ts';
import { byUserId, openSubjectFixture } from '../subject/subject-fixture.ts';
import type { SubjectFixture } from '../subject/subject-fixture.ts';
import { losingAnswer } from '../faults/connections.ts';
import { anyOrder } from '../support/destruction.ts';

let people: SubjectFixture;
beforeAll(async () => {
  people = await openSubjectFixture();
});
afterAll(() => people.stop());

const deleteStates = (subjectId: Subject['subjectId']) =>
  deleteRows(people.deps.database, consentStates, subjectId);
const recorder = { kind: 'subject' } as const;
const person = async (): Promise<Subject> =>
  (await people.subjects.register(byUserId(), { by: 'service' })).subject;
const say = (state: ConsentCommand['state'], purpose = 'improvement'): ConsentCommand => ({
  purpose,
  state,
  givenBy: 'subject',
  locale: 'en',
  method: 'privacy-centre',
  notice: { id: 'assistant', version: people.policy.published['assistant']!.version },
});
async function historyOf(subject: Subject, purpose?: string): Promise<ConsentEvent[]> {
  const events: ConsentEvent[] = [];
  for await (const event of people.consents.history(subject.subjectId, purpose)) events.push(event);
  return events;
}
const entriesOf = async () =>
  (await people.rows(outbox)).filter(({ type }) => type === 'consent.recorded');

describe('choices made at the same moment', () => {
  /** One process each, as Lambda would run them: only versions tell them apart. */
  const apart = (subject: Subject, count: number) =>
    Array.from({ length: count }, (_, index) =>
      openConsents(people.deps).record(subject, say(index % 3 === 0 ? 'withdrawn' : 'given'), {
        recorder,
      }),
    );
  const checkReplay = async (subject: Subject, count: number, entriesBefore: number) => {
    const events = await historyOf(subject);
    expect(events.map(({ version }) => version)).toEqual(
      Array.from({ length: count }, (_, index) => index + 1),
    );
    expect(new Set(events.map(({ eventId }) => eventId)).size).toBe(count);
    const last = events.at(-1)!;
    const states = await people.consents.states(subject.subjectId);
    expect(states.get('improvement')).toMatchObject({
      state: last.state,
      version: count,
      eventId: last.eventId,
      at: last.at,
    });
    const times = events.map(({ at }) => at);
    expect(times).toEqual(times.toSorted((one, other) => one - other));
    expect((await entriesOf()).length - entriesBefore).toBe(count);
  };

  test('a hundred in one process are all kept, in order, and the state is their replay', async () => {
    const subject = await person();
    const before = (await entriesOf()).length;

    const outcomes = await Promise.all(
      Array.from({ length: 100 }, (_, index) =>
        people.consents.record(subject, say(index % 2 === 0 ? 'given' : 'refused'), { recorder }),
      ),
    );

    expect(outcomes.every(({ kind }) => kind === 'recorded')).toBe(true);
    await checkReplay(subject, 100, before);
  });

  test('twenty in processes of their own are all kept as well', async () => {
    const subject = await person();
    const before = (await entriesOf()).length;

    const outcomes = await Promise.all(apart(subject, 20));

    expect(outcomes.every(({ kind }) => kind === 'recorded')).toBe(true);
    await checkReplay(subject, 20, before);
  });

  test('choices about two purposes do not wait for each other and share no numbers', async () => {
    const subject = await person();

    await Promise.all([
      people.consents.record(subject, say('given'), { recorder }),
      people.consents.record(subject, say('withdrawn', 'support'), { recorder }),
    ]);

    expect((await historyOf(subject)).map(({ purpose, version }) => [purpose, version])).toEqual([
      ['improvement', 1],
      ['support', 1],
    ]);
  });
});

describe('a write without an answer', () => {
  const nothing = () => Promise.resolve();
  test.each([
    ['nobody else wrote', nothing, ['refused', 'given']],
    [
      'another choice followed at once',
      (subject: Subject) => people.consents.record(subject, say('withdrawn'), { recorder }),
      ['refused', 'given', 'withdrawn'],
    ],
  ])('is recognised as the own one and done once: %s', async (_title, meanwhile, expected) => {
    const subject = await person();
    await people.consents.record(subject, say('refused'), { recorder });
    const proxy = await losingAnswer(people.server, 'ExecuteTransaction', () => meanwhile(subject));
    const consents = openConsents({ ...people.deps, database: proxy.database });

    const outcome = await consents.record(subject, say('given'), { recorder });

    expect(proxy.wasLost()).toBe(true);
    expect(outcome).toMatchObject({ kind: 'recorded', event: { version: 2, state: 'given' } });
    expect((await historyOf(subject)).map(({ state }) => state)).toEqual(expected);
    await proxy.stop();
  });
});

describe('what a row shows', () => {
  test('state, purpose and law stand in clear, what was said stands sealed', async () => {
    const subject = await person();
    const before = toEpochSeconds(people.deps.clock());

    await people.consents.record(subject, say('given'), { recorder });

    const [row] = (await people.rows(eventTable)).filter(
      ({ subjectId }) => subjectId === subject.subjectId,
    );
    expect(Object.keys(row!).sort()).toEqual(
      ['at', 'basis', 'eventId', 'evidence', 'expiresAt', 'jurisdiction', 'policyVersion'].concat([
        'purpose',
        'purposeVersion',
        'state',
        'subjectId',
        'validUntil',
        'version',
      ]),
    );
    expect(row).toMatchObject({
      purposeVersion: 'improvement#0000000001',
      state: 'given',
      basis: 'consent',
      jurisdiction: 'gdpr',
      policyVersion: people.policy.version,
    });
    expect(Buffer.from(row!['evidence'] as Uint8Array).toString('latin1')).not.toContain(
      'privacy-centre',
    );
    const nineYears = 9 * 365 * 24 * 3600;
    expect(Number(row!['expiresAt'])).toBeGreaterThan(before + nineYears);
  });

  test('evidence past its period is not shown although its row may still be there', async () => {
    const subject = await person();
    people.setClock('2026-11-24T09:00:00Z');
    await people.consents.record(subject, say('refused'), { recorder });

    people.setClock('2033-11-25T09:00:00Z');
    expect(await historyOf(subject)).toEqual([]);
    people.setClock(undefined);
    expect(await historyOf(subject)).toHaveLength(1);
  });
});

test('GDPR Art. 5(1)(d): as long as a consent is told, so is the withdrawal that ended it', async () => {
  const subject = await person();
  people.setClock('2026-11-24T09:00:00Z');
  await people.consents.record(subject, say('given'), { recorder });
  people.setClock('2027-01-01T09:00:00Z');
  await people.consents.record(subject, say('withdrawn'), { recorder });
  const statesAt = async (time: string) => {
    people.setClock(time);
    return (await historyOf(subject)).map(({ state }) => state);
  };

  // Seven years after the withdrawal, and seven years after the consent would have ended.
  expect(await statesAt('2034-01-02T09:00:00Z')).toEqual(['given', 'withdrawn']);
  expect(await statesAt('2035-11-25T09:00:00Z')).toEqual([]);
  people.setClock(undefined);
});

describe('behind the fence of an erasure', () => {
  const fenced = async () => {
    const subject = await person();
    await people.consents.record(subject, say('given'), { recorder });
    const fence = await people.subjects.fence(subject.subjectId);
    return (fence as { subject: Subject }).subject;
  };

  test('nothing new is consented to', async () => {
    const outcome = await people.consents.record(await fenced(), say('given'), { recorder });

    expect(outcome).toEqual({ kind: 'subject-erased' });
  });

  test('a withdrawal is kept as evidence and makes neither a state nor a key anew', async () => {
    const subject = await fenced();
    await people.deps.subjectKeys.destroy(subject.subjectId, {
      order: anyOrder,
      keep: ['consent-evidence'],
    });
    expect(await deleteStates(subject.subjectId)).toBe(1);

    const outcome = await people.consents.record(subject, say('withdrawn'), { recorder });

    expect(outcome).toMatchObject({ kind: 'recorded', event: { version: 2, state: 'withdrawn' } });
    expect((await people.consents.states(subject.subjectId)).size).toBe(0);
    const keys = (await people.rows(subjectKeys)).filter(
      ({ subjectId }) => subjectId === subject.subjectId,
    );
    expect(keys.map(({ erasureClass }) => erasureClass)).toEqual(['consent-evidence']);
    const events = await historyOf(subject);
    expect(events.map(({ evidence }) => evidence?.method)).toEqual([
      'privacy-centre',
      'privacy-centre',
    ]);
  });

  test('states are deleted, events stay, and a second time nothing is left to do', async () => {
    const subject = await fenced();

    expect(await deleteStates(subject.subjectId)).toBe(1);
    expect(await deleteStates(subject.subjectId)).toBe(0);

    const rest = (await people.rows(consentStates)).filter(
      ({ subjectId }) => subjectId === subject.subjectId,
    );
    expect(rest).toEqual([]);
    expect(await historyOf(subject)).toHaveLength(1);
  });

  test('once its key is destroyed, an event says no more than its row', async () => {
    const subject = await fenced();
    await people.deps.subjectKeys.destroy(subject.subjectId, { order: anyOrder, keep: [] });

    const [event] = await historyOf(subject);

    expect(event).toMatchObject({ state: 'given', purpose: 'improvement' });
    expect(event).not.toHaveProperty('evidence');
  });
});
