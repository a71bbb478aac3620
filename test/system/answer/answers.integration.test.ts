import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createApp } from '../../../lambda/platform/http/app.ts';
import type { Task, TaskKey } from '../../../lambda/request/model/task.ts';
import { answerHandlers } from '../../../lambda/system/answer/api.ts';
import { systemAnswers } from '../../../lambda/system/answer/needs.ts';
import { answerRoutes } from '../../../lambda/system/answer/routes.ts';
import { answerToken } from '../../../lambda/system/answer-token.ts';
import { parseId } from '../../../lambda/value/ids.ts';
import type { RequestId } from '../../../lambda/value/ids.ts';
import { newPerson, openRequestFixture, submit } from '../../request/request-fixture.ts';
import type { RequestFixture } from '../../request/request-fixture.ts';
import { actionsDuring, declaredBy } from '../../support/actions.ts';
import { call } from '../../support/call.ts';
import { policyWithSystems } from '../running.ts';

let fixture: RequestFixture;
beforeAll(async () => {
  fixture = await openRequestFixture(policyWithSystems);
});
afterAll(() => fixture.stop());

const target: TaskKey = 'system:crm';
const step = 'erase-1.1';

interface Waiting {
  readonly requestId: RequestId;
  readonly taskId: string;
  readonly token: string;
}

/** A request whose system was asked, and answers later. */
async function waiting(more: Partial<Task> = {}): Promise<Waiting> {
  const { caller } = await newPerson(fixture);
  const { body } = await submit(fixture, caller, { kind: 'complaint', reason: 'No.' });
  const requestId = parseId<RequestId>(String(body.request.requestId))!;
  const taskId = randomUUID();
  const task: Task = {
    ...{ target: 'system', action: 'erase', state: 'waiting-for-answer', taskId, attempt: 1 },
    ...{ progressAt: '2026-11-24T10:00:00.000Z', answerBy: '2036-11-24T10:00:00.000Z', ...more },
  };
  await fixture.requests.change(requestId, () => ({
    kind: 'change',
    set: { tasks: { [target]: task } },
  }));
  const token = await answerToken(fixture.keyring, { requestId, task: target, taskId, step });
  return { requestId, taskId, token };
}

const answer = ({ requestId, token }: Waiting, body: unknown = { counts: {} }, task = target) =>
  call(
    createApp(
      { ...fixture, facts: systemAnswers, environment: {} as never } as never,
      answerRoutes,
      answerHandlers(fixture),
    ),
    {
      ...{ method: 'POST', path: `/v1/system-answers/${requestId}/${task}`, body },
      caller: { kind: 'system-answer', token },
    },
    Object.values(answerRoutes),
  );
const taskOf = async ({ requestId }: Waiting) =>
  (await fixture.requests.get(requestId))?.tasks?.[target];

test('an answer is written into the task, whose run goes on', async () => {
  const one = await waiting();
  const counts = { 'prompt-text': 12 };

  expect((await answer(one, { counts, selectors: ['email'] })).status).toBe(204);

  expect(await taskOf(one)).toMatchObject({
    state: 'due',
    attempt: 2,
    answers: { [step]: { counts, selectors: ['email'] } },
  });
  expect(await fixture.started()).toContain(`${one.taskId}-2`);
});

test('a category that was not asked for counts only where there is something of it', async () => {
  const one = await waiting();

  expect((await answer(one, { counts: { 'prompt-text': 2, feedback: 0 } })).status).toBe(204);
  expect((await taskOf(one))?.answers?.[step]?.counts).toEqual({ 'prompt-text': 2 });
});

test('a repeated answer changes nothing, whatever it says', async () => {
  const one = await waiting();
  await answer(one, { counts: { 'prompt-text': 12 } });
  const before = await fixture.requests.get(one.requestId);

  expect((await answer(one, { counts: { 'prompt-text': 0 } })).status).toBe(204);
  expect(await fixture.requests.get(one.requestId)).toEqual(before);
});

test('without counts the system is called again', async () => {
  const one = await waiting();

  expect((await answer(one, {})).status).toBe(204);
  expect((await taskOf(one))?.answers?.[step]).toEqual({ at: expect.any(String) as unknown });
});

test('an export is not completed by counts, which have no data', async () => {
  const one = await waiting({ action: 'export' });

  expect((await answer(one, { counts: { 'prompt-text': 12 } })).status).toBe(422);
  expect(await taskOf(one)).toMatchObject({ state: 'waiting-for-answer' });
  expect((await answer(one, {})).status).toBe(204);
  expect(await taskOf(one)).toMatchObject({ state: 'due' });
});

test('a system that takes the repeated call as well can still answer it', async () => {
  const one = await waiting({ answers: { [step]: { at: '2026-11-24T10:00:00.000Z' } } });
  const counts = { 'prompt-text': 12 };

  expect((await answer(one, { counts })).status).toBe(204);
  expect(await taskOf(one)).toMatchObject({ state: 'due', answers: { [step]: { counts } } });
});

test.each(['not-answered', 'unreachable', 'timed-out', 'invalid-answer', 'misconfigured'] as const)(
  'a system that did answer is heard, though the task waits for staff: %s',
  async (error) => {
    const late = await waiting({ state: 'waiting-for-staff', error });

    expect((await answer(late)).status).toBe(204);
    const task = await taskOf(late);
    expect(task).toMatchObject({ state: 'due', answers: { [step]: { counts: {} } } });
    expect(task?.error).toBeUndefined();
  },
);

test.each(['due', 'running'] as const)(
  'an answer to a task that is %s is there for the run, and starts no second one',
  async (state) => {
    const one = await waiting({ state });
    const before = await fixture.started();
    const counts = { 'prompt-text': 12 };

    expect((await answer(one, { counts })).status).toBe(204);

    const { at: _, ...task } = (await taskOf(one))?.answers?.[step] ?? {};
    expect(task).toEqual({ counts });
    expect(await taskOf(one)).toMatchObject({ state, attempt: 1 });
    const another = [...new Set(await fixture.started())].filter((name) => !before.includes(name));
    // The run that is due may begin now: it is the same one.
    expect(another).toEqual(state === 'due' ? [`${one.taskId}-1`] : []);
  },
);

test.each<[string, Partial<Task>]>([
  ['has ended', { state: 'done', endedAt: '2026-11-24T10:00:00.000Z' }],
  ['found data after every round', { state: 'waiting-for-staff', error: 'found-again' }],
  ['may have reached another person', { state: 'waiting-for-staff', error: 'control-lost-rows' }],
  ['a hold keeps', { state: 'waiting-for-staff', ground: 'kept-by-law', onHold: ['prompt-text'] }],
])('an answer to a task that %s is rejected, for good', async (_what, more) => {
  const one = await waiting(more);
  const before = await taskOf(one);

  const { status, headers } = await answer(one);

  expect(status).toBe(409);
  expect(headers['retry-after']).toBeUndefined();
  expect(await taskOf(one)).toEqual(before);
});

describe('a token is for one call alone', () => {
  test('it is rejected at another step, task, system and request, and where it was altered', async () => {
    const [one, other] = [await waiting(), await waiting()];
    const of = (changed: Partial<Parameters<typeof answerToken>[1]>) =>
      answerToken(fixture.keyring, {
        ...{ requestId: one.requestId, task: target, taskId: one.taskId, step },
        ...changed,
      });
    const mac = one.token.slice(-43);
    const tokens = [
      other.token,
      await of({ taskId: randomUUID() }),
      await of({ task: 'system:other' }),
      await of({ requestId: other.requestId }),
      `csa_erase-2.1_${mac}`,
      `csa_${step}_${mac.slice(0, -4)}AAAA`,
      `csa_${step}_`.padEnd(60, 'A'),
      'x'.repeat(60),
    ];

    for (const token of tokens) {
      expect((await answer({ ...one, token })).status, token).toBe(401);
    }
    expect((await answer(one, {}, 'system:other')).status).toBe(401);
    expect((await answer({ ...one, requestId: randomUUID() as RequestId })).status).toBe(401);
    expect((await taskOf(one))?.answers).toBeUndefined();
  });

  test('what is wrong with it is not said', async () => {
    const one = await waiting();
    const unknown = await answer({ ...one, requestId: randomUUID() as RequestId });
    const forged = await answer({ ...one, token: 'x'.repeat(60) });

    const { requestId: _, ...said } = unknown.body;
    expect(forged.body).toMatchObject(said);
  });
});

test.each([
  [{ counts: { 'no-such-category': 1 } }],
  // Of the policy, and not of this system.
  [{ counts: { 'prompt-text': 1, feedback: 1 } }],
  [{ counts: { 'prompt-text': -1 } }],
  [{ counts: { 'prompt-text': '1' } }],
  [{ selectors: ['name'] }],
  [{ items: [] }],
  ['no JSON'],
])('an answer of another form is rejected: %j', async (body) => {
  const one = await waiting();

  expect((await answer(one, body)).status).toBe(422);
  expect((await taskOf(one))?.answers).toBeUndefined();
});

test('system-answers does what it declares, and nothing else', async () => {
  const one = await waiting();

  const done = await actionsDuring(fixture.database, async () => {
    expect((await answer(one, { counts: { 'prompt-text': 1 } })).status).toBe(204);
  });

  // The embedded runtime keeps executions in a table of its own.
  expect(done.filter((action) => !action.includes('workflow'))).toEqual(declaredBy(systemAnswers));
});
