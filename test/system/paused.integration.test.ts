import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { insert } from '../../lambda/platform/dynamo/statement.ts';
import { transact } from '../../lambda/platform/dynamo/transact.ts';
import { isClosed } from '../../lambda/request/model/request.ts';
import { resumeErasures } from '../../lambda/retention/pause/store.ts';
import { erasureLimit } from '../../lambda/retention/table.ts';
import type { RequestId } from '../../lambda/value/ids.ts';
import { toRfc3339 } from '../../lambda/value/time.ts';
import { keep, newPerson, submit } from '../request/request-fixture.ts';
import { openRunning } from './running.ts';
import type { Running } from './running.ts';

let running: Running;
let stop: () => Promise<void> = () => Promise.resolve();
beforeEach(async () => {
  running = await openRunning();
});
afterEach(async () => {
  await stop();
  await running.stop();
});

/** As the stream writes it once too many people have lost keys in an hour. */
async function pause(): Promise<void> {
  const { fixture } = running;
  const facts = { state: 'paused', pausedAt: toRfc3339(fixture.clock()), people: 3, limit: 2 };
  const paused = insert(erasureLimit, { entry: 'pause', ...facts, version: 1 });
  expect(await transact(fixture.database, [paused])).toEqual({ kind: 'committed' });
}

async function begin(kind: 'erasure' | 'access') {
  const { fixture, stores } = running;
  const person = await newPerson(fixture);
  await keep(fixture, person, [{}]);
  for (const { rows } of Object.values(stores)) {
    const row = { userId: person.email, category: 'prompt-text', text: 'hers' };
    rows.push(...Array.from({ length: 8 }, () => ({ ...row })));
    rows.push({ ...row, userId: 'noa@example.org' });
  }
  const { body } = await submit(fixture, person.caller, { kind });
  return (body.request as { requestId: RequestId }).requestId;
}

/** On a slow machine the pause comes before the erasure has destroyed keys, and its attempt ends. */
async function sweepIfItWaits(requestId: RequestId): Promise<void> {
  const { fixture } = running;
  const { erasure } = await running.until(
    requestId,
    ({ status, erasure }) =>
      isClosed(status) || erasure?.pauseSeenAt !== undefined || erasure?.verifiedAt !== undefined,
  );
  if (erasure?.pauseSeenAt === undefined) return;
  fixture.pass(360);
  await fixture.sweep();
}

describe('while erasures are paused', () => {
  test.each(['control', 'find', 'erase'] as const)(
    'no system is called, from the next call after %s on, until staff resume them',
    async (action) => {
      const { stores, fixture } = running;
      const crm = stores['crm']!;
      const requestId = await begin('erasure');
      const asked = crm.connector[action].bind(crm.connector) as (call: never) => Promise<never>;
      let calls = 0;
      crm.connector[action] = async (call: never) => {
        calls += 1;
        if (calls === 1) await pause();
        return asked(call);
      };
      stop = running.drive();
      await expect.poll(() => calls, { timeout: 10_000 }).toBe(1);
      await delay(200);
      const [atOnce, memory] = [crm.calls.length, stores['memory']!.calls.length];
      const left = crm.rows.length;

      // Hours of workflows: more than all tries that a system has.
      running.wait(12 * 3_600);
      fixture.pass(3_600);
      await delay(1_000);

      expect(crm.calls).toHaveLength(atOnce);
      expect(crm.rows).toHaveLength(left);
      expect(stores['memory']!.calls.length).toBeLessThanOrEqual(memory + 1);
      expect((await fixture.requests.get(requestId))?.tasks?.['system:crm']).toMatchObject({
        ...{ state: 'running', attempt: 1 },
      });

      await resumeErasures(fixture, 1);
      await sweepIfItWaits(requestId);
      const row = await running.until(requestId, ({ status }) => isClosed(status));
      expect(row.status).toBe('completed');
      expect(row.tasks?.['system:crm']?.done).toEqual({ 'prompt-text': 8 });
      expect(crm.rows).toHaveLength(1);
    },
  );

  test('what erases nothing goes on', async () => {
    const requestId = await begin('access');
    await pause();
    stop = running.drive();

    const row = await running.until(requestId, ({ status }) => isClosed(status));

    expect(row.status).toBe('completed');
  });
});
