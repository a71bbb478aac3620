import { describe, expect, test } from 'vitest';
import { dyingAfter } from '../faults/dying-after.ts';
import { follow } from '../request/request-fixture.ts';
import { accept, bonn, ofCity, personWith, rectifications } from './rectifications.ts';

const world = rectifications();

const ofName = { category: 'account-profile', pointer: '/name', value: 'Ada L.' };

/** The first of two corrections is accepted, and the call that carries it out is interrupted. */
async function halfway() {
  const person = await personWith(world, [bonn, bonn]);
  const { requestId, token } = await world.ask(person, [ofCity, ofName]);
  const { server, database } = world.fixture;
  const dying = dyingAfter({ endpoint: server.endpoint, database }, 1);
  await world.decideOn(dying, requestId, 1, accept).catch(() => undefined);
  expect((await world.seen(requestId)).corrections[0].state).toBe('being-applied');
  return { person, token };
}

describe('a request whose accepted correction is being carried out', () => {
  test('is not called off between two of its steps', async () => {
    const { person, token } = await halfway();

    const { status, body } = await follow(world.fixture, token, 'DELETE');

    expect(status).toBe(409);
    expect(body.detail).toMatch(/in a moment/);
    world.fixture.pass(61);
    await world.sweep();
    world.fixture.setClock(undefined);
    expect((await world.contents(person)).map(({ city }) => city)).toEqual(['Cologne', 'Cologne']);
  });

  test('is called off once it is, and the rest stays as it was', async () => {
    const { person, token } = await halfway();
    world.fixture.pass(61);
    await world.sweep();
    world.fixture.setClock(undefined);

    const { body } = await follow(world.fixture, token, 'DELETE');

    expect(body.status).toBe('cancelled');
    expect(body.corrections.map(({ state }: { state: string }) => state)).toEqual([
      'applied',
      'not-decided',
    ]);
    expect((await world.contents(person)).map(({ name }) => name)).toEqual(['Ada', 'Ada']);
  });
});
