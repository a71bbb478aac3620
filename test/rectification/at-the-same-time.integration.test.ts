import { describe, expect, test } from 'vitest';
import { accept, bonn, personWith, rectifications } from './rectifications.ts';

const world = rectifications();

describe('a row that is written as a whole overwrites what changed meanwhile', () => {
  test('not when a correction of one value is carried out: a change of another stays', async () => {
    const person = await personWith(world, [bonn]);
    const [recordId = ''] = person.recordIds;
    const { requestId } = await world.ask(person, [
      { category: 'account-profile', pointer: '/city', value: 'Cologne' },
    ]);
    const { headers } = await world.own(person, recordId);

    const [decided, patched] = await Promise.all([
      world.decide(requestId, 1, accept),
      world.patch(person, recordId, { ...bonn, name: 'Ada Lovelace' }, headers['etag']),
    ]);

    expect(decided.status).toBe(200);
    // Either theirs came first, or they are asked to read what it is now.
    expect([200, 412]).toContain(patched.status);
    const { content } = (await world.own(person, recordId)).body;
    const name = patched.status === 200 ? 'Ada Lovelace' : 'Ada';
    expect(content).toEqual({ name, city: 'Cologne' });
  });

  test('nor when two values of one record are corrected at the same moment', async () => {
    const person = await personWith(world, [bonn]);
    const [recordId = ''] = person.recordIds;
    const { requestId } = await world.ask(person, [
      { category: 'account-profile', pointer: '/city', value: 'Cologne' },
      { category: 'account-profile', pointer: '/name', value: 'Ada Lovelace' },
    ]);

    await Promise.all([1, 2].map((number) => world.decide(requestId, number, accept)));

    const { content } = (await world.own(person, recordId)).body;
    expect(content).toEqual({ name: 'Ada Lovelace', city: 'Cologne' });
  });
});
