import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openConsents } from '../../lambda/consent/consents.ts';
import { consents as eventTable } from '../../lambda/consent/table.ts';
import { keepNotices } from '../../lambda/notice/store.ts';
import type { StaffCaller } from '../../lambda/platform/http/handlers.ts';
import { milliseconds } from '../../lambda/value/time.ts';
import type { SubjectFixture } from '../subject/subject-fixture.ts';
import {
  byEmail,
  issuer,
  openSubjectFixture,
  pointers,
  newPerson,
  yes,
} from '../subject/subject-fixture.ts';

let people: SubjectFixture;
beforeAll(async () => {
  people = await openSubjectFixture();
});
afterAll(() => people.stop());

const staff: StaffCaller = { kind: 'staff', issuer, name: 'dpo' };
const parent = byEmail('parent@example.org');
const signed = { name: 'Ada Agent', contact: 'agent@example.org', mandate: 'signed' };

async function registered(facts: object) {
  const caller = newPerson();
  const subject = byEmail(caller.email);
  const { status } = await people.post('/v1/subjects', { subject, ...facts });
  expect(status).toBe(201);
  return { caller, subject };
}
const give = (subject: object, rest: object = {}) =>
  people.post('/v1/consents', {
    ...{ subject, purpose: 'training', ...yes(people.policy) },
    ...rest,
  });
const say = (caller: ReturnType<typeof newPerson>, body: object) =>
  people.send({ method: 'PUT', path: '/v1/me/consents/training', body, caller });
const decision = async (subject: object) => {
  const { body } = await people.send({
    method: 'POST',
    path: '/v1/decisions',
    body: { subject, purpose: 'training', category: 'prompt-text' },
    caller: { kind: 'service', issuer, name: 'assistant' },
  });
  return body as unknown as { decision: string; reasons: readonly string[] };
};
const byParent = { givenBy: 'responsible-person' };
const byAgent = { givenBy: 'authorised-agent' };

describe('GDPR Art. 8: who is responsible consents for a child, and for nobody else', () => {
  test.each([
    ['an adult', { residence: 'DE', ageBand: 'adult' }],
    ['16 or 17', { residence: 'DE', ageBand: '16-to-17', responsiblePerson: parent }],
    ['14 in Austria', { residence: 'AT', age: 14, responsiblePerson: parent }],
    ['nobody said an age', { residence: 'DE' }],
    [
      '13 to 15 in California',
      { residence: 'US-CA', ageBand: '13-to-15', responsiblePerson: parent },
    ],
    ['a child of whom no parent is on record', { residence: 'DE', ageBand: 'under-13' }],
  ])('%s: 409, and nothing is permitted', async (_title, facts) => {
    const { subject } = await registered(facts);

    const { status, body } = await give(subject, byParent);

    expect(status).toBe(409);
    expect(body.type).toBe('urn:custos:problem:conflict');
    expect(body.detail).toMatch(/send|register/);
    expect(await decision(subject)).toMatchObject({ decision: 'deny' });
  });

  test('below it: 201, permitted, and the evidence names who, sealed', async () => {
    const facts = { residence: 'DE', ageBand: 'under-13', responsiblePerson: parent };
    const { caller, subject } = await registered(facts);

    expect((await give(subject, byParent)).status).toBe(201);

    expect(await decision(subject)).toMatchObject({ decision: 'permit' });
    const found = await people.subjects.resolveCaller(caller);
    if (found.kind !== 'known') throw new Error('not known');
    const [event] = await Array.fromAsync(people.consents.history(found.subject.subjectId));
    expect(event?.evidence).toMatchObject({
      givenBy: 'responsible-person',
      responsiblePerson: parent,
    });
    expect(JSON.stringify(await people.rows(eventTable))).not.toContain('parent@');
  });

  test('a teenager who refused is not overruled', async () => {
    const facts = { residence: 'DE', ageBand: '16-to-17', responsiblePerson: parent };
    const { caller, subject } = await registered(facts);
    await say(caller, { state: 'refused' });

    expect((await give(subject, byParent)).status).toBe(409);
    expect(await decision(subject)).toMatchObject({ reasons: ['consent-refused'] });
  });

  test('nor one who may be old enough: the band reaches over the age of their country', async () => {
    const facts = { residence: 'FR', ageBand: '13-to-15', responsiblePerson: parent };
    const { caller, subject } = await registered(facts);
    expect((await give(subject, byParent)).status).toBe(201);
    await say(caller, { state: 'withdrawn' });

    expect((await give(subject, byParent)).status).toBe(409);
    // Known to be 13, the child does not decide.
    await people.post('/v1/subjects', { subject, age: 13 });
    expect((await give(subject, byParent)).status).toBe(201);
    expect(await decision(subject)).toMatchObject({ decision: 'permit' });
  });

  test.each([
    ['16-to-17', 'DE', { ageBand: 'under-13' }],
    ['adult', 'DE', { age: 15 }],
    ['13-to-15', 'FR', { age: 12 }],
  ])('nor is %s in %s by a lower age declared afterwards', async (ageBand, residence, lower) => {
    const { caller, subject } = await registered({ residence, ageBand });
    await say(caller, { state: 'refused' });
    await people.post('/v1/subjects', { subject, ...lower, responsiblePerson: parent });

    expect((await give(subject, byParent)).status).toBe(409);
    // More changes of what is declared do not bring it about.
    await people.post('/v1/subjects', { subject, residence: 'AT' });
    expect((await give(subject, byParent)).status).toBe(409);
  });

  test('who refused before any age was declared is a child once one is', async () => {
    const { caller, subject } = await registered({ residence: 'DE' });
    await say(caller, { state: 'refused' });
    await people.post('/v1/subjects', { subject, ageBand: 'under-13', responsiblePerson: parent });

    expect((await give(subject, byParent)).status).toBe(201);
  });

  test('a parent refuses for anybody', async () => {
    const { subject } = await registered({ residence: 'DE', ageBand: 'adult' });

    expect((await give(subject, { ...byParent, state: 'refused' })).status).toBe(201);
  });
});

describe('the age of consent of each country', () => {
  test.each([
    ['AT', 13, 409],
    ['AT', 14, 201],
    ['ES', 14, 201],
    ['IT', 14, 201],
    ['FR', 14, 409],
    ['FR', 15, 201],
    ['DE', 15, 409],
    ['DE', 16, 201],
    ['BE', 13, 201],
  ])('%s at %d: %d', async (residence, age, status) => {
    const { caller } = await registered({ residence, age });

    expect((await say(caller, yes(people.policy))).status).toBe(status);
  });

  test('a single year is a band, too; the wide one counts as a child', async () => {
    const fine = await registered({ residence: 'AT', ageBand: '14' });
    const wide = await registered({ residence: 'AT', ageBand: '13-to-15' });

    expect((await say(fine.caller, yes(people.policy))).status).toBe(201);
    expect((await say(wide.caller, yes(people.policy))).status).toBe(409);
    // What is declared again replaces it.
    await people.post('/v1/subjects', { subject: wide.subject, age: 15 });
    expect((await say(wide.caller, yes(people.policy))).status).toBe(201);
  });

  test.each([
    [{ age: 14, ageBand: 'adult' }, ['/age']],
    [{ age: -1 }, ['/age']],
    [{ age: 14.5 }, ['/age']],
    [{ age: 40, responsiblePerson: parent }, ['/responsiblePerson']],
  ])('%j is 422', async (facts, expected) => {
    const { status, body } = await people.post('/v1/subjects', {
      subject: byEmail(newPerson().email),
      ...facts,
    });

    expect(status).toBe(422);
    expect(pointers(body)).toEqual(expected);
  });
});

describe('an agent consents on a mandate', () => {
  test.each([
    ['none', {}, 409],
    ['self-declared', { agent: { ...signed, mandate: 'self-declared' } }, 409],
    ['signed', { agent: signed }, 201],
    ['a power of attorney', { agent: { ...signed, mandate: 'power-of-attorney' } }, 201],
    ['a word of their own', { agent: { ...signed, mandate: 'verbal' } }, 422],
    ['no name', { agent: { contact: 'x', mandate: 'signed' } }, 422],
    [
      'a contact that ends in what cannot be seen',
      { agent: { ...signed, contact: 'a@example.org\u200b' } },
      422,
    ],
  ])('%s: the answer', async (_title, agent, status) => {
    const { subject } = await registered({ residence: 'DE', ageBand: 'adult' });

    expect((await give(subject, { ...byAgent, ...agent })).status).toBe(status);
    expect((await decision(subject)).decision).toBe(status === 201 ? 'permit' : 'deny');
  });

  test('refusing and withdrawing takes none', async () => {
    const { subject } = await registered({ residence: 'DE', ageBand: 'adult' });

    for (const state of ['refused', 'withdrawn']) {
      expect((await give(subject, { ...byAgent, state, agent: { name: 1 } })).status).toBe(201);
    }
  });

  test('who it was is kept with the evidence, sealed', async () => {
    const { caller, subject } = await registered({ residence: 'DE', ageBand: 'adult' });
    await give(subject, { ...byAgent, agent: signed });

    const found = await people.subjects.resolveCaller(caller);
    if (found.kind !== 'known') throw new Error('not known');
    const [event] = await Array.fromAsync(people.consents.history(found.subject.subjectId));
    expect(event?.evidence).toMatchObject({ agent: signed });
    expect(JSON.stringify(await people.rows(eventTable))).not.toContain('Ada Agent');
  });
});

describe('what another system kept', () => {
  const load = async (subject: object, rest: object) => {
    const line = {
      ...{ subject, purpose: 'training', ...yes(people.policy), source: 'crm' },
      ...{ at: '2026-11-20T10:00:00Z', ...rest },
    };
    const { body } = await people.send({
      method: 'POST',
      path: '/v1/consents/import',
      body: { items: [line] },
      caller: staff,
    });
    return body.items[0] as unknown as { outcome: string };
  };

  test.each([
    ['on a notice that did not apply yet', { ageBand: 'adult' }, { at: '2025-03-01T10:00:00Z' }],
    ['the day before it applied', { ageBand: 'adult' }, { at: '2026-10-31T22:59:59Z' }],
    ['by a parent of whom nobody knows', { ageBand: 'under-13' }, byParent],
    ['for an adult, by a parent', { ageBand: 'adult' }, byParent],
    ['by an agent without a mandate', { ageBand: 'adult' }, byAgent],
  ])('%s is unproven and denies', async (_title, facts, rest) => {
    const { subject } = await registered({ residence: 'DE', ...facts });

    expect(await load(subject, rest)).toMatchObject({ outcome: 'imported-unproven' });
    expect(await decision(subject)).toMatchObject({ reasons: ['consent-unproven'] });
  });

  test.each([
    ['since it applied', { ageBand: 'adult' }, {}],
    ['by a parent on record', { ageBand: 'under-13', responsiblePerson: parent }, byParent],
    ['by an agent with a mandate', { ageBand: 'adult' }, { ...byAgent, agent: signed }],
  ])('%s permits', async (_title, facts, rest) => {
    const { subject } = await registered({ residence: 'DE', ...facts });

    expect(await load(subject, rest)).toMatchObject({ outcome: 'imported' });
    expect(await decision(subject)).toMatchObject({ decision: 'permit' });
  });
});

describe('GDPR Art. 7(1): a consent on an earlier version that is compatible', () => {
  test.each([
    ['before that one applied proves nothing', '2026-10-31T22:59:59Z', 'imported-unproven'],
    ['once it applied proves it', '2026-10-31T23:00:00Z', 'imported'],
  ])('%s', async (_title, at, outcome) => {
    const { caller } = await registered({ residence: 'DE', ageBand: 'adult' });
    await keepNotices(people.deps, people.policy);
    const { notice, ...said } = yes(people.policy);
    const published = {
      ...people.policy.published,
      [notice.id]: {
        ...people.policy.published[notice.id]!,
        ...{ version: 'b'.repeat(16), compatibleWith: [notice.version] },
        effectiveFrom: '2026-11-20',
      },
    };
    const consents = openConsents({ ...people.deps, policy: { ...people.policy, published } });
    const found = await people.subjects.resolveCaller(caller);
    if (found.kind !== 'known') throw new Error('not known');

    const imported = await consents.import(found.subject, {
      command: { ...said, purpose: 'training', state: 'given', notice, givenBy: 'subject' },
      ...{ at: milliseconds(Date.parse(at)), source: 'crm', by: staff },
    });

    expect(imported.kind).toBe(outcome);
  });
});

describe('GDPR Art. 8(2): who answers for a child is not the child under another name', () => {
  const device = () => ({ type: 'device-id', value: randomUUID() });
  const link = (subject: object, other: object) =>
    people.post('/v1/subjects/link', { subject, other, assurance: 'service-verified' });

  test('named by what the child has', async () => {
    const { subject } = await registered({ residence: 'DE', ageBand: 'under-13' });
    const own = device();
    await link(subject, own);

    for (const [child, named] of [
      [subject, own],
      [own, subject],
    ] as const) {
      const body = { subject: child, ageBand: 'under-13', responsiblePerson: named };
      const refused = await people.post('/v1/subjects', body);
      expect([refused.status, ...pointers(refused.body)]).toEqual([422, '/responsiblePerson']);
    }
  });

  test('named by what the child has got since', async () => {
    const later = device();
    const facts = { residence: 'DE', ageBand: 'under-13', responsiblePerson: later };
    const { subject } = await registered(facts);
    expect((await give(subject, byParent)).status).toBe(201);

    expect((await link(subject, later)).status).toBe(200);

    expect((await give(subject, byParent)).body.detail).toContain(
      'No responsible person is on record',
    );
    expect((await give(subject, { ...byParent, state: 'withdrawn' })).status).toBe(201);
  });

  test('somebody else who is known is somebody else', async () => {
    const known = await registered({ residence: 'DE', ageBand: 'adult' });
    const facts = { residence: 'DE', ageBand: 'under-13', responsiblePerson: known.subject };
    const { subject } = await registered(facts);

    expect((await give(subject, byParent)).status).toBe(201);
  });
});

describe('11 CCR 7028(a): opting in after an opt-out takes two steps', () => {
  const twoSteps = { method: 'two-step-confirmation' };
  const optOuts = {
    refused: (caller: ReturnType<typeof newPerson>) => say(caller, { state: 'refused' }),
    withdrawn: (caller: ReturnType<typeof newPerson>) => say(caller, { state: 'withdrawn' }),
    signal: (caller: ReturnType<typeof newPerson>) =>
      people.post('/v1/signals', { subject: byEmail(caller.email), gpc: true }),
  };

  test.each(Object.keys(optOuts) as (keyof typeof optOuts)[])('after: %s', async (name) => {
    for (const facts of [{}, { ageBand: '13-to-15' }, { age: 14 }, { ageBand: 'adult' }]) {
      const { caller, subject } = await registered({ residence: 'US-CA', ...facts });
      await optOuts[name](caller);

      const one = await say(caller, { ...yes(people.policy), method: 'checkbox' });
      expect(one.status).toBe(409);
      expect(one.body.detail).toContain('two-step-confirmation');
      expect((await give(subject, { method: 'signature' })).status).toBe(409);
      expect(await decision(subject)).toMatchObject({ decision: 'deny' });

      expect((await say(caller, { ...yes(people.policy), ...twoSteps })).status).toBe(201);
      expect(await decision(subject)).toMatchObject({ decision: 'permit' });
    }
  });

  test.each(['refused', 'signal'] as const)(
    'also once the consent after it lapsed: %s',
    async (name) => {
      const { caller, subject } = await registered({ residence: 'US-CA', ageBand: 'adult' });
      await optOuts[name](caller);
      await say(caller, { ...yes(people.policy), ...twoSteps });
      // A consent that counts is given again in one step, and the opt-out is not forgotten by it.
      expect((await say(caller, yes(people.policy))).status).toBe(201);
      people.setClock('2036-01-01T00:00:00Z');

      const one = await say(caller, yes(people.policy));
      const two = await say(caller, { ...yes(people.policy), ...twoSteps });
      people.setClock(undefined);

      expect([one.status, two.status]).toEqual([409, 201]);
      expect(await decision(subject)).toMatchObject({ decision: 'permit' });
    },
  );

  test('a consent that lapsed without an opt-out before it is renewed in one', async () => {
    const { caller } = await registered({ residence: 'US-CA', ageBand: 'adult' });
    const years = ['2027', '2036', '2045'];
    for (const year of years) {
      people.setClock(`${year}-01-01T00:00:00Z`);
      expect((await say(caller, yes(people.policy))).status).toBe(201);
    }
    people.setClock(undefined);
  });

  test('elsewhere, and the first time, one is enough', async () => {
    const german = await registered({ residence: 'DE' });
    await say(german.caller, { state: 'refused' });
    const minor = await registered({ residence: 'US-CA', age: 15 });

    for (const { caller } of [german, minor]) {
      expect((await say(caller, yes(people.policy))).status).toBe(201);
    }
  });
});
