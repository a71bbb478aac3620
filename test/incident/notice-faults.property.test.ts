import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Behaviour } from '../platform/mail/ses-server.ts';
import { runs } from '../support/runs.ts';
import { dyingAfter } from '../faults/dying-after.ts';
import { informedEach, openSendingWorld } from './sending-world.ts';
import type { SendingWorld } from './sending-world.ts';

let world: SendingWorld;
beforeAll(async () => {
  world = await openSendingWorld();
});
afterAll(() => world.stop());

test('people are informed once, and none is left out, whatever the service and the process do', async () => {
  const behaviours = fc.constantFrom<Behaviour>(
    ...(['accept', 'lost', 'fail', 'throttle', 'refuse', 'misconfigured'] as const),
  );
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 8 }),
      fc.array(behaviours, { maxLength: 12 }),
      fc.array(fc.integer({ min: 1, max: 20 }), { maxLength: 4 }),
      async (people, troubles, kills) => {
        const { addresses, incidentId, noticeId } = await world.approved(people);
        const left = [...troubles];
        world.ses.behave(() => left.shift() ?? 'accept');
        const status = await world.send(noticeId, (run) => {
          const kill = kills[run - 1];
          return {
            mail: world.ses.mail,
            ...(kill !== undefined && { database: dyingAfter(world.fixture, kill) }),
          };
        });
        world.ses.behave(() => 'accept');

        expect(status).toBe('succeeded');
        expect(world.timesWritten(addresses)).toEqual(addresses.map(() => 1));
        expect(await world.fixture.read(incidentId, noticeId)).toMatchObject(informedEach(people));
      },
    ),
    { numRuns: runs(4) },
  );
}, 600_000);

test('a message is sent again with the same id if neither its answer nor its event arrived', async () => {
  const { addresses, incidentId, noticeId } = await world.approved(1);
  let calls = 0;
  world.ses.behave(() => ((calls += 1) === 1 ? 'lost' : 'accept'));
  const stop = world.fixture.sending(() => ({ mail: world.ses.mail }));
  const status = await world.fixture.driving.ended(`${noticeId}-1`);
  await stop();
  world.ses.behave(() => 'accept');

  expect(status).toBe('succeeded');
  const messages = world.ses.accepted.filter(({ to }) => to === addresses[0]);
  expect(messages).toHaveLength(2);
  expect(new Set(messages.map(({ id }) => id)).size).toBe(1);
  expect(world.fixture.lines.join('\n')).toContain('MAIL_SENT_AGAIN');
  expect(await world.fixture.read(incidentId, noticeId)).toMatchObject(informedEach(1));
});
