import { describe, expect, test } from 'vitest';
import { dyingAfter } from '../faults/dying-after.ts';
import { newPerson } from '../request/request-fixture.ts';
import {
  accept,
  bonn,
  cologne,
  keepMany,
  ofCity,
  personWith,
  rectifications,
} from './rectifications.ts';

const world = rectifications();

const connected = () => ({ ...world.fixture, endpoint: world.fixture.server.endpoint });
const killed = { status: 0 };

/** Time passes, and the sweep comes by. */
async function swept() {
  world.fixture.pass(61);
  const done = await world.sweep();
  world.fixture.setClock(undefined);
  return done;
}

describe('a process that is killed after any one of its writes', () => {
  test('while a person asks: one request is open, and what it contests is restricted', async () => {
    let kills = 0;
    for (let writes = 1; ; writes += 1) {
      const person = await personWith(world, [bonn]);
      const key = crypto.randomUUID();
      const dying = dyingAfter(connected(), writes);
      const first = await world.askOn(dying, person, [ofCity], key).catch(() => killed);
      const again = await world.askOn(world.fixture.database, person, [ofCity], key);

      const name = `killed after write ${writes}`;
      expect(again.status, name).toBe(202);
      const { requestId } = again.body.request;
      expect(await world.activity(person, 'request-made'), name).toHaveLength(1);
      expect(await world.mails(requestId), name).toEqual(['receipt']);
      expect((await world.allowed(person)).reasons, name).toEqual(['processing-restricted']);
      expect((await world.decide(requestId, 1, accept)).body.status, name).toBe('completed');
      if (!dying.died()) {
        expect(first.status).toBe(202);
        break;
      }
      kills += 1;
    }
    expect(kills).toBeGreaterThan(0);
  }, 300_000);

  test('while staff decide: each correction is decided and carried out once', async () => {
    let kills = 0;
    for (let writes = 1; ; writes += 1) {
      const person = await personWith(world, [bonn, bonn]);
      const [recordId = '', source = ''] = person.recordIds;
      await world.store(person, { content: 'Lives in Bonn.', derivedFrom: source });
      const { requestId } = await world.ask(person, [
        { recordId, content: cologne },
        { recordId: source, content: cologne },
        { category: 'feedback', pointer: '/rating', value: 5 },
      ]);
      const dying = dyingAfter(connected(), writes);
      for (const number of [1, 2, 3]) {
        await world.decideOn(dying, requestId, number, accept).catch(() => killed);
      }
      await swept();
      for (const number of [1, 2, 3]) await world.decide(requestId, number, accept);

      const name = `killed after write ${writes}`;
      expect((await world.seen(requestId)).status, name).toBe('completed');
      const { corrections } = await world.row(requestId);
      expect(
        corrections.map(({ work }: { work: object }) => work),
        name,
      ).toMatchObject([
        { changed: 1, removed: 0 },
        { changed: 1, removed: 1 },
        { changed: 0, removed: 0 },
      ]);
      expect(await world.contents(person), name).toEqual([cologne, cologne]);
      expect(await world.activity(person, 'record-corrected'), name).toHaveLength(2);
      expect(await world.activity(person, 'record-deleted'), name).toHaveLength(1);
      expect(await world.activity(person, 'request-closed'), name).toHaveLength(1);
      expect(await world.mails(requestId), name).toEqual(['outcome', 'receipt']);
      expect(await world.allowed(person), name).toMatchObject({ decision: 'permit' });
      if (!dying.died()) break;
      kills += 1;
    }
    expect(kills).toBeGreaterThan(4);
  }, 300_000);

  test('while the sweep goes on with a larger category: no record is left out or changed twice', async () => {
    let kills = 0;
    for (let writes = 1; ; writes += 1) {
      const person = await newPerson(world.fixture);
      const contents = Array.from({ length: 90 }, (_, index) => ({ index, city: 'Bonn' }));
      await keepMany(world, person, contents);
      const { requestId } = await world.ask(person, [ofCity]);
      const first = dyingAfter(connected(), 1);
      await world.decideOn(first, requestId, 1, accept).catch(() => killed);
      const dying = dyingAfter(connected(), writes);
      world.fixture.pass(61);
      await world.sweepOn(dying).catch(() => killed);
      await swept();

      const name = `killed after write ${writes}`;
      expect((await world.row(requestId)).corrections[0], name).toMatchObject({
        ...{ decision: 'accept', work: { changed: 90, removed: 0 } },
        doneAt: expect.any(String),
      });
      expect((await world.seen(requestId)).status, name).toBe('completed');
      expect(await world.activity(person, 'record-corrected'), name).toHaveLength(90);
      const now = await world.contents(person);
      expect(now.map(({ city }) => city).filter((city) => city !== 'Cologne')).toEqual([]);
      if (!dying.died()) break;
      kills += 1;
    }
    expect(kills).toBeGreaterThan(2);
  }, 300_000);
});
