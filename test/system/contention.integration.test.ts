import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { entriesOf, moveTask } from '../../lambda/request/model/task.ts';
import type { Task, TaskKey } from '../../lambda/request/model/task.ts';
import { openRequestStore } from '../../lambda/request/store.ts';
import { changeTask } from '../../lambda/system/tasks.ts';
import { parseId } from '../../lambda/value/ids.ts';
import type { RequestId } from '../../lambda/value/ids.ts';
import { toRfc3339 } from '../../lambda/value/time.ts';
import { newPerson, openRequestFixture, submit } from '../request/request-fixture.ts';
import type { RequestFixture } from '../request/request-fixture.ts';
import { policyWithSystems } from './running.ts';

/* As many systems and recipients as a deployment can have, which end at the same moment: one row. */

const numbered = (kind: 'system' | 'recipient', count: number): TaskKey[] =>
  Array.from({ length: count }, (_, index): TaskKey => `${kind}:one-${index}`);
const targets = [...numbered('system', 20), ...numbered('recipient', 28)];

let fixture: RequestFixture;
beforeAll(async () => {
  fixture = await openRequestFixture(policyWithSystems);
});
afterAll(() => fixture.stop());

async function running(): Promise<RequestId> {
  const { caller } = await newPerson(fixture);
  const { body } = await submit(fixture, caller, { kind: 'complaint', reason: 'No.' });
  const requestId = parseId<RequestId>(String(body.request.requestId))!;
  const at = toRfc3339(fixture.clock());
  const tasks = targets.map((key): [TaskKey, Task] => [
    key,
    {
      target: key.startsWith('system') ? 'system' : 'recipient',
      ...{ action: 'erase', state: 'running', taskId: key, attempt: 1 },
      ...{ startedAt: at, progressAt: at, answerBy: '2036-11-24T10:00:00.000Z' },
    },
  ]);
  await fixture.requests.change(requestId, () => ({
    kind: 'change',
    set: { tasks: Object.fromEntries(tasks) },
  }));
  return requestId;
}

test.each([
  ['each on its own', 0],
  // As between a function and a database in another zone: all of them read the same version.
  ['while each takes time between reading and writing', 30],
])('every run ends, and every count is written: %s', async (_what, milliseconds) => {
  const requestId = await running();

  const ended = await Promise.allSettled(
    targets.map((target, index) =>
      changeTask(
        { ...fixture, requests: openRequestStore(fixture) },
        { requestId, target, attempt: 1 },
        async (task) => {
          await delay(milliseconds);
          const done = { 'prompt-text': index + 1 };
          return moveTask(task, 'done', toRfc3339(fixture.clock()), { done });
        },
      ),
    ),
  );

  expect(
    ended.flatMap((each) => (each.status === 'rejected' ? [each.reason as unknown] : [])),
  ).toEqual([]);
  const row = await fixture.requests.get(requestId);
  expect(
    Object.fromEntries(entriesOf(row?.tasks).map(([key, task]) => [key, [task.state, task.done]])),
  ).toEqual(
    Object.fromEntries(targets.map((key, index) => [key, ['done', { 'prompt-text': index + 1 }]])),
  );
});
