import { describe, expect, test } from 'vitest';
import { follow, newPerson, staff, submit } from '../request/request-fixture.ts';
import {
  accept,
  bonn,
  cologne,
  keepMany,
  ofCity,
  personWith,
  rectifications,
  refuse,
} from './rectifications.ts';

const world = rectifications();

describe('staff who may see content', () => {
  test('find what is stored beside what the person wants, and that they looked is entered', async () => {
    const person = await personWith(world, [bonn, bonn]);
    const [recordId = '', other = ''] = person.recordIds;
    const { requestId } = await world.ask(person, [
      { recordId, content: cologne, reason: 'I have moved.' },
      { recordId: other },
      ofCity,
    ]);

    const { corrections } = await world.seen(requestId);

    expect(corrections).toEqual([
      {
        ...{ number: 1, recordId, category: 'account-profile', state: 'waiting' },
        ...{ old: bonn, new: cologne, reason: 'I have moved.' },
      },
      { number: 2, recordId: other, category: 'account-profile', state: 'waiting', old: bonn },
      {
        ...{ number: 3, category: 'account-profile', state: 'waiting', pointer: '/city' },
        ...{ old: 'Bonn', new: 'Cologne' },
        records: {
          ...{ count: 2, more: false },
          items: [
            { recordId, old: 'Bonn' },
            { recordId: other, old: 'Bonn' },
          ],
        },
      },
    ]);
    const looked = await world.activity(person, 'staff-access');
    expect(looked).toMatchObject([{ operation: 'readRequest', shown: 'content' }]);
  });

  test('see what is stored now, not a copy from the day of the request', async () => {
    const person = await personWith(world, [bonn]);
    const [recordId = ''] = person.recordIds;
    const { requestId } = await world.ask(person, [{ recordId, content: cologne }]);
    const patched = await world.patch(person, recordId, { name: 'Ada', city: 'Kiel' });

    const { corrections } = await world.seen(requestId);

    expect(patched.status).toBe(200);
    expect(corrections[0].old).toEqual({ name: 'Ada', city: 'Kiel' });
  });
});

test('what is too large for one response is left out, and the response says so', async () => {
  const text = 'x'.repeat(250_000);
  const person = await personWith(world, [{ text }, { text, city: 'Bonn' }]);
  const [recordId = ''] = person.recordIds;
  const { requestId } = await world.ask(person, [
    { recordId, content: 'short' },
    { category: 'account-profile', pointer: '/text', value: 'short' },
    ofCity,
  ]);

  const { corrections } = await world.seen(requestId);

  expect(corrections).toMatchObject([
    { number: 1, tooLarge: true, new: 'short' },
    { number: 2, tooLarge: true, records: { count: 2, items: [] } },
    { number: 3, old: 'Bonn', records: { count: 1 } },
  ]);
  expect(corrections[2]).not.toHaveProperty('tooLarge');
});

test('staff without that scope see numbers, targets and decisions, and nothing that is stored', async () => {
  const person = await personWith(world, [bonn]);
  const [recordId = ''] = person.recordIds;
  const { requestId } = await world.ask(person, [
    { recordId, content: cologne, reason: 'I have moved.' },
    ofCity,
  ]);
  await world.decide(requestId, 2, refuse);

  const view = await world.seen(requestId, 'custos/requests');

  expect(view.corrections).toEqual([
    { number: 1, recordId, category: 'account-profile', state: 'waiting' },
    {
      ...{ number: 2, category: 'account-profile', state: 'refused' },
      ...{ decision: 'refuse', ground: 'found-accurate', decidedAt: expect.any(String) },
    },
  ]);
  expect(JSON.stringify(view)).not.toMatch(/Bonn|Cologne|moved|\/city/);
});

describe('a correction that is accepted', () => {
  test('changes the record, and the request is completed once it was the last', async () => {
    const person = await personWith(world, [bonn]);
    const [recordId = ''] = person.recordIds;
    const before = await world.own(person, recordId);
    const { requestId, token } = await world.ask(person, [{ recordId, content: cologne }]);

    const decided = await world.decide(requestId, 1, accept);

    expect(decided.status).toBe(200);
    expect(decided.body).toMatchObject({
      status: 'completed',
      corrections: [{ state: 'applied', counts: { changed: 1, removed: 0, withheld: [] } }],
    });
    const after = await world.own(person, recordId);
    expect(after.body).toEqual({ ...before.body, content: cologne });
    expect(after.headers['etag']).not.toBe(before.headers['etag']);
    const seen = (await follow(world.fixture, token)).body;
    expect(seen.status).toBe('completed');
    expect(seen.corrections[0]).toMatchObject({ state: 'applied', decision: 'accept' });
    expect(await world.activity(person, 'record-corrected')).toHaveLength(1);
    expect(await world.entries('record.corrected')).toContainEqual(
      expect.objectContaining({ category: 'account-profile', by: 'privacy-team' }),
    );
  });

  test('of a statement of others that the person may not change at once', async () => {
    const person = await personWith(world, [{ score: 0.9 }], {
      ...{ category: 'safety-score', purposes: ['safety'] },
    });
    const [recordId = ''] = person.recordIds;
    const atOnce = await world.patch(person, recordId, { score: 0.1 });
    const { requestId } = await world.ask(person, [{ recordId, content: { score: 0.1 } }]);

    await world.decide(requestId, 1, accept);

    expect(atOnce.body).toMatchObject({ status: 409, requestKind: 'rectification' });
    expect((await world.own(person, recordId)).body.content).toEqual({ score: 0.1 });
  });

  test('without content deletes the record', async () => {
    const person = await personWith(world, [bonn]);
    const [recordId = ''] = person.recordIds;
    const { requestId } = await world.ask(person, [{ recordId }]);

    const { body } = await world.decide(requestId, 1, accept);

    expect(body.corrections[0].counts).toEqual({ changed: 0, removed: 1, withheld: [] });
    expect((await world.own(person, recordId)).status).toBe(404);
    expect(await world.entries('record.deleted')).toContainEqual(
      expect.objectContaining({ by: 'privacy-team' }),
    );
  });

  test('of a value changes it in each record that has one there, and in no other', async () => {
    const contents = [bonn, { name: 'Ada' }, { ...bonn, city: null }, 'text', ['Bonn'], cologne];
    const person = await personWith(world, contents);
    const feedback = await world.store(person, {
      ...{ category: 'feedback', purposes: ['support'], content: bonn },
    });
    const { requestId } = await world.ask(person, [ofCity]);

    const { body } = await world.decide(requestId, 1, accept);

    expect(body.corrections[0].counts).toEqual({ changed: 2, removed: 0, withheld: [] });
    const now = await Promise.all(person.recordIds.map((id) => world.own(person, id)));
    expect(now.map((answer) => answer.body.content)).toEqual([
      ...[cologne, { name: 'Ada' }, cologne, 'text', ['Bonn'], cologne],
    ]);
    expect((await world.own(person, feedback)).body.content).toEqual(bonn);
  });

  test('deletes what was made from the record, because it reports the same', async () => {
    const person = await personWith(world, [bonn]);
    const [recordId = ''] = person.recordIds;
    const made = await world.store(person, { content: 'Lives in Bonn.', derivedFrom: recordId });
    const { requestId } = await world.ask(person, [{ recordId, content: cologne }]);

    const { body } = await world.decide(requestId, 1, accept);

    expect(body.corrections[0].counts).toEqual({ changed: 1, removed: 1, withheld: [] });
    expect((await world.own(person, made)).status).toBe(404);
    expect((await world.own(person, recordId)).body.content).toEqual(cologne);
  });

  test('stores no more than the policy lets: an address is cut to its network', async () => {
    const person = await personWith(world, [{ ip: '203.0.113.7' }], { category: 'usage-log' });
    const [recordId = ''] = person.recordIds;
    const { requestId } = await world.ask(person, [
      { recordId, content: { ip: '198.51.100.23', city: 'Cologne' } },
    ]);

    await world.decide(requestId, 1, accept);

    expect((await world.own(person, recordId)).body.content).toEqual({
      ...{ ip: '198.51.100.0', city: 'Cologne' },
    });
  });

  test('changes a larger category in steps, each record once', async () => {
    const person = await newPerson(world.fixture);
    await keepMany(
      world,
      person,
      Array.from({ length: 420 }, (_, index) => ({ index, city: 'Bonn' })),
    );
    const { requestId, request } = await world.ask(person, [ofCity]);

    const { body } = await world.decide(requestId, 1, accept);
    expect(body).toMatchObject({
      status: 'in-progress',
      corrections: [{ state: 'being-applied' }],
    });
    world.fixture.pass(61);
    await world.sweep();

    expect(request.status).toBe('in-progress');
    const ended = await world.seen(requestId);
    world.fixture.setClock(undefined);
    expect(ended).toMatchObject({
      status: 'completed',
      corrections: [{ state: 'applied', counts: { changed: 420, removed: 0 } }],
    });
    const contents = await world.contents(person);
    expect(contents.every(({ city }) => city === 'Cologne')).toBe(true);
    expect(contents.map(({ index }) => index).sort((one, other) => one - other)).toEqual(
      Array.from({ length: 420 }, (_, index) => index),
    );
  }, 120_000);

  test('is not carried out on what is stored after the decision', async () => {
    const person = await newPerson(world.fixture);
    await keepMany(
      world,
      person,
      Array.from({ length: 420 }, () => ({ city: 'Bonn' })),
    );
    const { requestId } = await world.ask(person, [ofCity]);
    await world.decide(requestId, 1, accept);
    const later = await world.store(person, { category: 'account-profile' }).catch(String);

    world.fixture.pass(61);
    await world.sweep();

    world.fixture.setClock(undefined);
    expect((await world.own(person, later)).body.content).toEqual(bonn);
  }, 120_000);
});

describe('a correction that is refused', () => {
  test('leaves the record as it is, and the request is denied with the ground and the remedies', async () => {
    const person = await personWith(world, [bonn]);
    const [recordId = ''] = person.recordIds;
    const { requestId, token } = await world.ask(person, [{ recordId, content: cologne }]);

    const decided = await world.decide(requestId, 1, { ...refuse, note: 'Seen in the register.' });

    expect(decided.body).toMatchObject({
      status: 'denied',
      corrections: [{ state: 'refused', ground: 'found-accurate' }],
      refusal: { reasons: ['found-accurate'], remedies: { authority: expect.any(String) } },
    });
    expect(JSON.stringify(decided.body)).not.toContain('register');
    expect((await world.own(person, recordId)).body.content).toEqual(bonn);
    expect((await follow(world.fixture, token)).body.refusal.reasons).toEqual(['found-accurate']);
    const { corrections } = await world.seen(requestId);
    expect(corrections[0].note).toBe('Seen in the register.');
  });

  test.each<[object, string]>([
    [{ decision: 'refuse' }, 'no ground'],
    [{ decision: 'refuse', ground: 'trade-secret' }, 'a ground that is none'],
    [{ decision: 'refuse', ground: 'disproportionate-effort' }, 'a ground of another law'],
    [{ decision: 'refuse', ground: 'legal-claims' }, 'a ground that does not apply to the data'],
    [{ decision: 'accept', ground: 'found-accurate' }, 'a ground though it is accepted'],
    [{ decision: 'perhaps' }, 'no decision'],
  ])('with %j is rejected: %s', async (body) => {
    const person = await personWith(world, [bonn]);
    const { requestId } = await world.ask(person, [ofCity]);

    const { status } = await world.decide(requestId, 1, body);

    expect(status).toBe(422);
    expect((await world.seen(requestId)).corrections[0].state).toBe('waiting');
  });

  test('of a Californian may rest on disproportionate effort (11 CCR 7023)', async () => {
    const person = await personWith(world, [bonn], { residence: 'US-CA' });
    const { requestId } = await world.ask(person, [ofCity]);

    const { body } = await world.decide(requestId, 1, {
      ...{ decision: 'refuse', ground: 'disproportionate-effort' },
    });

    expect(body.status).toBe('denied');
  });
});

describe('a request with several corrections', () => {
  test('ends with the last decision, in part completed where they differ', async () => {
    const person = await personWith(world, [bonn, bonn]);
    const [first = '', second = ''] = person.recordIds;
    const { requestId } = await world.ask(person, [
      { recordId: first, content: cologne },
      { recordId: second, content: cologne },
    ]);

    const before = await world.decide(requestId, 2, refuse);
    const after = await world.decide(requestId, 1, accept);

    expect(before.body).toMatchObject({
      status: 'in-progress',
      corrections: [{ state: 'waiting' }, { state: 'refused' }],
    });
    expect(after.body).toMatchObject({
      status: 'partially-completed',
      corrections: [{ state: 'applied' }, { state: 'refused' }],
      refusal: { reasons: ['found-accurate'], remedies: { court: expect.any(String) } },
    });
    expect((await world.own(person, first)).body.content).toEqual(cologne);
    expect((await world.own(person, second)).body.content).toEqual(bonn);
  });

  test('takes the same decision again, and no other', async () => {
    const person = await personWith(world, [bonn]);
    const [recordId = ''] = person.recordIds;
    const { requestId } = await world.ask(person, [{ recordId, content: cologne }, ofCity]);
    await world.decide(requestId, 1, accept);
    const tag = (await world.own(person, recordId)).headers['etag'];

    const again = await world.decide(requestId, 1, accept);
    const other = await world.decide(requestId, 1, refuse);

    expect(again.status).toBe(200);
    expect(other.status).toBe(409);
    expect((await world.own(person, recordId)).headers['etag']).toBe(tag);
    expect(again.body.corrections[0].counts.changed).toBe(1);
  });

  test('decided by several at the same moment changes each record once', async () => {
    const person = await personWith(world, [bonn, bonn, bonn]);
    const { requestId } = await world.ask(
      person,
      person.recordIds.map((recordId) => ({ recordId, content: cologne })),
    );

    const answers = await Promise.all(
      [1, 2, 3, 1, 2, 3].map((number) => world.decide(requestId, number, accept)),
    );

    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 200]);
    const ended = await world.seen(requestId);
    expect(ended.status).toBe('completed');
    expect(
      ended.corrections.map(({ counts }: { counts: { changed: number } }) => counts.changed),
    ).toEqual([1, 1, 1]);
    expect(await world.activity(person, 'record-corrected')).toHaveLength(3);
  });

  test('is not denied as a whole once some are decided', async () => {
    const person = await personWith(world, [bonn]);
    const [recordId = ''] = person.recordIds;
    const { requestId } = await world.ask(person, [{ recordId, content: cologne }, ofCity]);
    await world.decide(requestId, 1, accept);

    const denied = await staff(world.fixture, 'POST', `/${requestId}/deny`, {
      body: { ground: 'manifestly-unfounded' },
    });

    expect(denied.status).toBe(409);
    expect(denied.body.detail).toMatch(/one by one/);
  });

  test('that is denied as a whole has every correction refused on the ground', async () => {
    const person = await personWith(world, [bonn]);
    const { requestId } = await world.ask(person, [ofCity]);

    const denied = await staff(world.fixture, 'POST', `/${requestId}/deny`, {
      body: { ground: 'manifestly-unfounded' },
    });

    expect(denied.body).toMatchObject({
      status: 'denied',
      corrections: [{ state: 'refused', ground: 'manifestly-unfounded' }],
    });
    expect((await world.decide(requestId, 1, accept)).status).toBe(409);
  });
});

test.each(['0', '2', '21', 'x', '1e0', '01', '-1', '1.0'])(
  'a correction %s that the request does not have is not found',
  async (number) => {
    const person = await personWith(world, [bonn]);
    const { requestId } = await world.ask(person, [ofCity]);

    const { status } = await world.decide(requestId, number, accept);

    expect([404, 422]).toContain(status);
  },
);

test('only staff with the scope, who have just signed in, decide', async () => {
  const person = await personWith(world, [bonn]);
  const { requestId } = await world.ask(person, [ofCity]);

  const without = await world.decide(requestId, 1, accept, { scopes: 'custos/requests.identity' });
  const byPerson = await world.decide(requestId, 1, accept, { caller: person.caller });
  const anybody = await world.decide(requestId, 1, accept, { caller: undefined });
  const stale = await world.decideLongAfter(requestId);

  expect([without, byPerson, anybody, stale].map(({ status }) => status)).toEqual([
    ...[403, 403, 401, 401],
  ]);
});

test('a request of another kind has no corrections', async () => {
  const { caller } = await newPerson(world.fixture);
  const { body } = await submit(world.fixture, caller, { kind: 'complaint', reason: 'No.' });

  expect((await world.decide(body.request.requestId, 1, accept)).status).toBe(404);
});

test('no text of a request for rectification is in a row in clear', async () => {
  const person = await personWith(world, [bonn]);
  const { requestId } = await world.ask(person, [{ ...ofCity, reason: 'I have moved to Cologne' }]);
  await world.decide(requestId, 1, { ...accept, note: 'Cologne is right' });

  const row = JSON.stringify(await world.row(requestId));

  expect(row).not.toMatch(/Cologne|\/city|have moved|Bonn/);
});
