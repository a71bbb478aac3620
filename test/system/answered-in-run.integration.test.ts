import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { TaskKey } from '../../lambda/request/model/task.ts';
import { hasEnded } from '../../lambda/request/model/task.ts';
import { SystemFaultError } from '../../lambda/system/model/faults.ts';
import { answerTask } from '../../lambda/system/tasks.ts';
import type { TaskAnswer } from '../../lambda/system/tasks.ts';
import type { RequestId } from '../../lambda/value/ids.ts';
import { newPerson, submit } from '../request/request-fixture.ts';
import type { OperatorStore } from './operator-store.ts';
import { openRunning } from './running.ts';
import type { Running } from './running.ts';

/* A system answers by a call of its own before the run has ended that asked it. */

const target: TaskKey = 'system:crm';
let running: Running;
let crm: OperatorStore;
let stop: () => Promise<void> = () => Promise.resolve();
beforeEach(async () => {
  running = await openRunning();
  crm = running.stores['crm']!;
});
afterEach(async () => {
  await stop();
  await running.stop();
});

async function begin(kind: 'erasure' | 'access') {
  const person = await newPerson(running.fixture);
  const { rows } = crm;
  for (const text of ['1', '2', '3']) {
    rows.push({ userId: person.email, email: person.email, category: 'prompt-text', text });
  }
  const { body } = await submit(running.fixture, person.caller, { kind });
  return (body.request as { requestId: RequestId }).requestId;
}

async function answer(requestId: RequestId, step: string, given: TaskAnswer) {
  const { taskId } = (await running.fixture.requests.get(requestId))!.tasks![target]!;
  return answerTask(running.fixture, { requestId, target, taskId }, step, given);
}

const taskAtEnd = async (requestId: RequestId) =>
  (
    await running.until(
      requestId,
      ({ tasks }) => tasks?.[target] !== undefined && hasEnded(tasks[target]),
    )
  ).tasks?.[target];

describe('an answer that comes before the reply to the call', () => {
  test('is taken at once, and the same run goes on with it', async () => {
    const requestId = await begin('erasure');
    const erase = crm.connector.erase.bind(crm.connector);
    crm.connector.erase = async (call) => {
      await erase(call);
      await erase(call);
      const taken = await answer(requestId, call.step!, { counts: { 'prompt-text': 3 } });
      expect(taken).toEqual({ kind: 'taken' });
      return { kind: 'waiting' };
    };
    stop = running.drive();

    expect(await taskAtEnd(requestId)).toMatchObject({
      ...{ state: 'done', attempt: 1, done: { 'prompt-text': 3 } },
    });
  });

  test('and says that it is ready leads to the same call once more', async () => {
    const requestId = await begin('access');
    const fetch = crm.connector.export.bind(crm.connector);
    let calls = 0;
    crm.connector.export = async (call) => {
      calls += 1;
      if (calls > 1) return fetch(call);
      await answer(requestId, call.step!, {});
      return { kind: 'waiting' };
    };
    stop = running.drive();

    expect(await taskAtEnd(requestId)).toMatchObject({
      ...{ state: 'done', attempt: 1, done: { 'prompt-text': 3 } },
    });
  });
});

test('an answer to a call that failed is taken in the pause after it, or as the last try ends', async () => {
  for (const last of [1, 11]) {
    const requestId = await begin('erasure');
    const erase = crm.connector.erase.bind(crm.connector);
    let calls = 0;
    crm.connector.erase = async (call) => {
      calls += 1;
      if (calls === last) {
        await erase(call);
        await erase(call);
        await answer(requestId, call.step!, { counts: { 'prompt-text': 3 } });
      }
      throw new SystemFaultError('timed-out');
    };
    stop = running.drive();

    expect(await taskAtEnd(requestId), `${last}`).toMatchObject({
      ...{ state: 'done', attempt: 1, done: { 'prompt-text': 3 } },
    });
    expect(calls).toBe(last);
    await stop();
    crm.connector.erase = erase;
  }
});
