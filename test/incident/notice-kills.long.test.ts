import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dyingAfter } from '../faults/dying-after.ts';
import { informedEach, openSendingWorld } from './sending-world.ts';
import type { SendingWorld } from './sending-world.ts';

let world: SendingWorld;
beforeAll(async () => {
  world = await openSendingWorld();
});
afterAll(() => world.stop());

describe('people are informed once, and none is left out', () => {
  test('when the process is killed after any one of its writes', async () => {
    let kills = 0;
    for (let writes = 1; ; writes += 1) {
      const { addresses, incidentId, noticeId } = await world.approved(3);
      const dying = dyingAfter(world.fixture, writes);
      const status = await world.send(noticeId, (run) => ({
        mail: world.ses.mail,
        ...(run === 1 && { database: dying }),
      }));

      expect(status, `killed after write ${writes}`).toBe('succeeded');
      expect(world.timesWritten(addresses), `killed after write ${writes}`).toEqual([1, 1, 1]);
      expect(await world.fixture.read(incidentId, noticeId)).toMatchObject(informedEach(3));
      if (!dying.died()) break;
      kills += 1;
    }
    expect(kills).toBeGreaterThan(15);
  }, 600_000);

  test('when the process is killed after the service took any one of the messages', async () => {
    for (let message = 1; message <= 4; message += 1) {
      for (const behaviour of ['accept', 'lost'] as const) {
        const { addresses, incidentId, noticeId } = await world.approved(4);
        const dying = dyingAfter(world.fixture, Number.POSITIVE_INFINITY);
        let taken = 0;
        world.ses.behave(() => {
          taken += 1;
          if (taken !== message) return 'accept';
          dying.kill();
          return behaviour;
        });
        const status = await world.send(noticeId, (run) => ({
          mail: world.ses.mail,
          ...(run === 1 && { database: dying }),
        }));
        world.ses.behave(() => 'accept');

        expect(dying.died()).toBe(true);
        expect(status).toBe('succeeded');
        expect(world.timesWritten(addresses), `${behaviour} of ${message}`).toEqual([1, 1, 1, 1]);
        expect(await world.fixture.read(incidentId, noticeId)).toMatchObject(informedEach(4));
      }
    }
  }, 600_000);
});
