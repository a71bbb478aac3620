import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { staff } from '../request/request-fixture.ts';
import type { Person } from '../request/request-fixture.ts';
import { accept, bonn, cologne, ofCity, personWith, rectifications } from './rectifications.ts';

const world = rectifications();

const enter = ({ email }: Pick<Person, 'email'>, corrections: readonly object[] | undefined) =>
  staff(world.fixture, 'POST', '/on-behalf', {
    body: {
      ...{ kind: 'rectification', subject: { type: 'email', value: email }, channel: 'letter' },
      ...{ receivedOn: new Date(world.fixture.clock()).toISOString().slice(0, 10), corrections },
    },
  });
const identified = (requestId: string) =>
  staff(world.fixture, 'POST', `/${requestId}/identity`, {
    body: { assurance: 'document-checked-by-staff' },
  });

describe('a request for rectification that came by letter', () => {
  test('is decided like any other once it is known who asks', async () => {
    const person = await personWith(world, [bonn]);
    const [recordId = ''] = person.recordIds;
    const { requestId } = (await enter(person, [{ recordId, content: cologne }])).body.request;

    const early = await world.decide(requestId, 1, accept);
    await identified(requestId);
    const decided = await world.decide(requestId, 1, accept);

    expect(early.status).toBe(409);
    expect(decided.body.status).toBe('completed');
    expect((await world.own(person, recordId)).body.content).toEqual(cologne);
  });

  test('restricts nothing before that: anyone can write a letter', async () => {
    const person = await personWith(world, [bonn]);
    const { request } = (await enter(person, [ofCity])).body;
    const before = await world.allowed(person);

    await identified(request.requestId);

    expect(request.restriction).toEqual({ inForce: false });
    expect(before.decision).toBe('permit');
    expect((await world.allowed(person)).reasons).toEqual(['processing-restricted']);
  });

  test('of a person who is unknown is answered: nothing is stored', async () => {
    const { requestId } = (await enter({ email: `${randomUUID()}@example.org` }, [ofCity])).body
      .request;
    await identified(requestId);

    const { body } = await world.decide(requestId, 1, accept);

    expect(body).toMatchObject({
      status: 'completed',
      corrections: [{ counts: { changed: 0, removed: 0, withheld: [] } }],
    });
  });

  test.each([
    ['no correction', undefined, '/corrections'],
    [
      'a record of nobody',
      [{ recordId: randomUUID(), content: cologne }],
      '/corrections/0/recordId',
    ],
  ])('with %s is rejected', async (_, corrections, pointer) => {
    const { status, body } = await enter({ email: `${randomUUID()}@example.org` }, corrections);

    expect(status).toBe(422);
    expect(body.errors.map((error: { pointer: string }) => error.pointer)).toEqual([pointer]);
  });
});
