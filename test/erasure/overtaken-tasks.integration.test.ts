import { afterEach, beforeEach, expect, test } from 'vitest';
import { overtake } from '../../lambda/erasure/erasure.ts';
import { records } from '../../lambda/record/table.ts';
import { openRequests } from '../../lambda/request/table.ts';
import { systemRun } from '../../lambda/system/needs.ts';
import { changeTask } from '../../lambda/system/tasks.ts';
import { moveTask } from '../../lambda/request/model/task.ts';
import type { RequestId } from '../../lambda/value/ids.ts';
import { toRfc3339 } from '../../lambda/value/time.ts';
import { boundTo } from '../record/record-fixture.ts';
import { keep, newPerson, staff, submit } from '../request/request-fixture.ts';
import type { Person } from '../request/request-fixture.ts';
import { openRunning } from '../system/running.ts';
import type { Running } from '../system/running.ts';

let running: Running;
beforeEach(async () => {
  running = await openRunning();
});
afterEach(() => running.stop());

const rowOf = async (requestId: RequestId) => (await running.fixture.requests.get(requestId))!;

/** Decided and carried out here; systems have not been asked yet. */
async function rectified(person: Person): Promise<RequestId> {
  const { fixture } = running;
  await keep(fixture, person, [{ content: 'wrong' }]);
  const record = (await fixture.rows(records)).find(
    ({ subjectId }) => subjectId === person.subjectId,
  );
  const corrections = [{ recordId: record?.['recordId'], content: 'right', reason: 'A slip' }];
  const { body } = await submit(fixture, person.caller, { kind: 'rectification', corrections });
  const requestId = body.request.requestId as RequestId;
  await staff(fixture, 'POST', `/${requestId}/corrections/1`, { body: { decision: 'accept' } });
  expect((await rowOf(requestId)).status).toBe('partially-completed');
  return requestId;
}

test('what systems still have to do for closed requests is called off by an erasure', async () => {
  const { fixture } = running;
  const person = await newPerson(fixture);
  const correction = await rectified(person);
  const asked = await submit(fixture, person.caller, { kind: 'restriction' });
  const restriction = asked.body.request.requestId as RequestId;
  const other = await rectified(await newPerson(fixture));

  await overtake(fixture, person.subjectId);

  for (const requestId of [correction, restriction]) {
    const { tasks, timeline, selector } = await rowOf(requestId);
    expect(Object.values(tasks ?? {})).toMatchObject([
      { state: 'not-applicable', ground: 'called-off' },
      { state: 'not-applicable', ground: 'called-off' },
    ]);
    expect(selector).toBeUndefined();
    expect(timeline.at(-1)?.event).toBe('overtaken-by-erasure');
  }
  expect(Object.values((await rowOf(other)).tasks ?? {})).toMatchObject([
    { state: 'due' },
    { state: 'due' },
  ]);
  // A second time there is nothing to call off.
  expect(await overtake(fixture, person.subjectId)).toBe(0);
});

test('a correction that is completed later leaves the lock of the next one', async () => {
  const { fixture } = running;
  const person = await newPerson(fixture);
  const first = await rectified(person);
  const corrections = [{ category: 'prompt-text', pointer: '/text', value: 'right' }];
  const next = await submit(fixture, person.caller, { kind: 'rectification', corrections });
  expect(next.status).toBe(202);

  const own = fixture.on(boundTo(systemRun, fixture.server, fixture.database));
  for (const target of ['system:crm', 'system:memory'] as const) {
    const run = { requestId: first, target, attempt: 1 };
    await changeTask(own, run, (task) => moveTask(task, 'done', toRfc3339(fixture.clock())));
  }

  expect((await rowOf(first)).status).toBe('completed');
  const locks = await fixture.rows(openRequests);
  expect(locks.map(({ requestId }) => requestId)).toContain(next.body.request.requestId);
});
