import { unzipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { countForPeople } from '../count/for-people.ts';
import { personChangeOf } from '../../lambda/count/person-change.ts';
import { heldCounts } from '../../lambda/count/stored-counts.ts';
import { fulfilExport } from '../../lambda/export/export.ts';
import { begin } from '../../lambda/request/attempt.ts';
import { erase } from '../erasure/erasure-steps.ts';
import { firstAttempt, follow, submit } from '../request/request-fixture.ts';
import type { Person } from '../request/request-fixture.ts';
import { readStream } from '../retention/stream-source.ts';
import { accept, bonn, cologne, ofCity, personWith, rectifications } from './rectifications.ts';

const world = rectifications();

const none = { changed: 0, removed: 0, withheld: [] };

async function asked(content: unknown = cologne) {
  const person = await personWith(world, [bonn]);
  const [recordId = ''] = person.recordIds;
  const { requestId, token } = await world.ask(person, [{ recordId, content }]);
  return { person, recordId, requestId, token };
}

describe('under a legal hold', () => {
  test('a record stays as it is: accepting is rejected, and the hold is a ground of refusal', async () => {
    const { person, recordId, requestId, token } = await asked();
    await world.hold(person, ['account-profile']);

    const accepted = await world.decide(requestId, 1, accept);
    const refused = await world.decide(requestId, 1, {
      ...{ decision: 'refuse', ground: 'legal-claims' },
    });

    expect(accepted.status).toBe(409);
    expect(accepted.body).toMatchObject({ ground: 'legal-claims' });
    expect(refused.body).toMatchObject({ status: 'denied' });
    expect((await world.own(person, recordId)).body.content).toEqual(bonn);
    expect((await follow(world.fixture, token)).body.refusal.reasons).toEqual(['legal-claims']);
  });

  test('of a category, what is held is counted, and the request is not completed', async () => {
    const person = await personWith(world, [bonn, bonn]);
    const { requestId } = await world.ask(person, [ofCity]);
    await world.hold(person);

    const { body } = await world.decide(requestId, 1, accept);

    expect(body).toMatchObject({
      status: 'denied',
      corrections: [{ counts: { changed: 0, withheld: [{ ground: 'legal-claims', count: 2 }] } }],
      refusal: { reasons: ['legal-claims'] },
    });
    expect(await world.contents(person)).toEqual([bonn, bonn]);
  });

  test('what was made from a record stays where it is held, though the record is changed', async () => {
    const person = await personWith(world, [bonn]);
    const [recordId = ''] = person.recordIds;
    const feedback = { category: 'feedback', purposes: ['support'] };
    const made = await world.store(person, { ...feedback, content: 'x', derivedFrom: recordId });
    const { requestId } = await world.ask(person, [{ recordId, content: cologne }]);
    await world.hold(person, ['feedback']);

    const { body } = await world.decide(requestId, 1, accept);

    expect(body).toMatchObject({
      status: 'partially-completed',
      corrections: [
        { counts: { changed: 1, removed: 0, withheld: [{ ground: 'legal-claims', count: 1 }] } },
      ],
    });
    expect((await world.own(person, made)).status).toBe(200);
  });
});

describe('a record that an erasure would exempt on a ground of the policy', () => {
  const score = async (correction: object) => {
    const options = { category: 'safety-score', purposes: ['safety'] };
    const person = await personWith(world, [{ score: 0.9 }], options);
    const [recordId = ''] = person.recordIds;
    const { requestId } = await world.ask(person, [{ recordId, ...correction }]);
    return { person, recordId, requestId };
  };

  test('is changed where it was found wrong', async () => {
    const { person, recordId, requestId } = await score({ content: { score: 0.1 } });

    const { body } = await world.decide(requestId, 1, accept);

    expect(body.status).toBe('completed');
    expect((await world.own(person, recordId)).body.content).toEqual({ score: 0.1 });
  });

  test('is not deleted', async () => {
    const { person, recordId, requestId } = await score({});

    const { status, body } = await world.decide(requestId, 1, accept);

    expect(status).toBe(409);
    expect(body).toMatchObject({ ground: 'legal-obligation', until: expect.any(String) });
    expect((await world.own(person, recordId)).status).toBe(200);
  });

  test('is left on that ground where the privacy team decides so', async () => {
    const { requestId } = await score({ content: { score: 0.1 } });

    const { body } = await world.decide(requestId, 1, {
      ...{ decision: 'refuse', ground: 'legal-obligation' },
    });

    expect(body).toMatchObject({ status: 'denied', refusal: { reasons: ['legal-obligation'] } });
  });
});

describe('of a record that is gone by the time of the decision', () => {
  test('because the person deleted it, nothing wrong is left: accepting completes the request', async () => {
    const { person, recordId, requestId } = await asked();
    await world.remove(person, recordId);

    const seen = await world.seen(requestId);
    const { body } = await world.decide(requestId, 1, accept);

    expect(seen.corrections[0].old).toBeUndefined();
    expect(body).toMatchObject({ status: 'completed', corrections: [{ counts: none }] });
  });

  test('because its period ended', async () => {
    const person = await personWith(world, [bonn], { residence: 'US-CA' });
    const [recordId = ''] = person.recordIds;
    const { requestId } = await world.ask(person, [{ recordId, content: cologne }]);
    world.fixture.pass(5_000 * 86_400);

    const { body } = await world.decide(requestId, 1, accept);

    world.fixture.setClock(undefined);
    expect(body).toMatchObject({ status: 'completed', corrections: [{ counts: none }] });
  });

  test('because the person corrected it to the same at once, it is not changed again', async () => {
    const { person, recordId, requestId } = await asked();
    await world.patch(person, recordId, cologne);
    const tag = (await world.own(person, recordId)).headers['etag'];

    const { body } = await world.decide(requestId, 1, accept);

    expect(body).toMatchObject({ status: 'completed', corrections: [{ counts: none }] });
    expect((await world.own(person, recordId)).headers['etag']).not.toBe(undefined);
    expect((await world.own(person, recordId)).body.content).toEqual(cologne);
    expect(tag).toBeDefined();
  });
});

describe('an erasure of the person', () => {
  test('ends a request that is open, and nothing is decided any more', async () => {
    const { person, requestId, token } = await asked();
    const erasure = await submit(world.fixture, person.caller, { kind: 'erasure' });
    await erase(world.fixture, firstAttempt(erasure));
    world.fixture.setClock(undefined);

    const decided = await world.decide(requestId, 1, accept);

    expect(decided.status).toBe(409);
    const seen = (await follow(world.fixture, token)).body;
    expect(seen).toMatchObject({ status: 'cancelled', corrections: [{ state: 'not-decided' }] });
    expect((await world.seen(requestId)).corrections[0]).not.toHaveProperty('old');
  });

  test('who was erased and asks again is known by no record', async () => {
    const { person } = await asked();
    const erasure = await submit(world.fixture, person.caller, { kind: 'erasure' });
    await erase(world.fixture, firstAttempt(erasure));
    world.fixture.setClock(undefined);

    const { requestId, request } = await world.ask(person, [ofCity]);
    const { body } = await world.decide(requestId, 1, accept);

    expect(request.status).toBe('in-progress');
    expect(body).toMatchObject({ status: 'completed', corrections: [{ counts: none }] });
  });
});

describe('what was corrected', () => {
  const exported = async ({ caller }: Person) => {
    const answer = await submit(world.fixture, caller, { kind: 'access' });
    const run = firstAttempt(answer);
    await begin(world.fixture, run);
    await fulfilExport(world.fixture, run);
    const link = await follow(world.fixture, answer.body.followUpToken, 'POST', '/download');
    const zip = await world.fixture.fetchObject(link.body.url);
    if (typeof zip === 'string') throw new Error(zip);
    const files = unzipSync(zip);
    return (path: string): string => Buffer.from(files[path] ?? '').toString();
  };

  test('is in a later export, and the old value is not', async () => {
    const { person, requestId } = await asked();
    await world.decide(requestId, 1, accept);

    const text = await exported(person);

    expect(text('data/account-profile.jsonl')).toContain('Cologne');
    expect(text('data/account-profile.jsonl')).not.toContain('Bonn');
    expect(text('requests.jsonl')).toContain(requestId);
  });

  test('is counted no more where it was deleted, nor what was made from it', async () => {
    const person = await personWith(world, [bonn, bonn, bonn]);
    const [deleted = '', source = ''] = person.recordIds;
    await world.store(person, { content: 'Lives in Bonn.', derivedFrom: source });
    const { requestId } = await world.ask(person, [
      { recordId: deleted },
      { recordId: source, content: cologne },
    ]);
    for (const number of [1, 2]) await world.decide(requestId, number, accept);

    const changes = await readStream(world.fixture.server);
    await countForPeople(
      world.fixture,
      changes.flatMap((record) => personChangeOf(record) ?? []),
    );

    const counts = await heldCounts(world.fixture.database, person.subjectId);
    expect(counts).toMatchObject([{ category: 'account-profile', count: 2 }]);
  });

  test('is in an export with what was asked and what staff noted', async () => {
    const { person, requestId } = await asked();
    await world.decide(requestId, 1, {
      ...{ decision: 'refuse', ground: 'found-accurate', note: 'As in the register.' },
    });

    const text = await exported(person);

    const [request] = text('requests.jsonl')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line))
      .filter((one) => one.requestId === requestId);
    expect(request.corrections).toMatchObject([
      { number: 1, decision: 'refuse', new: cologne, note: 'As in the register.' },
    ]);
  });
});
