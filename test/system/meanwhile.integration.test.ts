import { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { certifyLate } from '../../lambda/erasure/late-certificate.ts';
import { fulfilExport } from '../../lambda/export/export.ts';
import type { Objects } from '../../lambda/platform/objects/objects.ts';
import { begin } from '../../lambda/request/attempt.ts';
import type { TaskKey } from '../../lambda/request/model/task.ts';
import { openSystems } from '../../lambda/system/fan-out.ts';
import { pageName } from '../../lambda/system/staged.ts';
import type { RequestId } from '../../lambda/value/ids.ts';
import { stepsOf } from '../erasure/erasure-steps.ts';
import type { Notes } from '../erasure/erasure-steps.ts';
import { keep, newPerson, submit } from '../request/request-fixture.ts';
import { openRunning } from './running.ts';
import type { Running } from './running.ts';

/* A system ends while an attempt closes the request. Nothing runs here but what a test calls. */

let running: Running;
beforeEach(async () => {
  running = await openRunning();
});
afterEach(() => running.stop());

async function opened(kind: 'access' | 'erasure') {
  const person = await newPerson(running.fixture);
  await keep(running.fixture, person, [{}]);
  const { body } = await submit(running.fixture, person.caller, { kind });
  return (body.request as { requestId: RequestId }).requestId;
}
const rowOf = async (requestId: RequestId) => (await running.fixture.requests.get(requestId))!;
const markDone = async (requestId: RequestId, task: TaskKey) => {
  const { status } = await running.act(requestId, task, 'mark-done', { evidence: 'Ticket 4711.' });
  expect(status).toBe(200);
};

/** Something happens right before the archive is there. */
function meanwhile(happens: () => Promise<unknown>): Objects {
  const { objects } = running.fixture;
  return {
    put: async (...given) => {
      await happens();
      return objects.put(...given);
    },
    link: (...given) => objects.link(...given),
    exists: (name) => objects.exists(name),
    get: (name) => objects.get(name),
    delete: (name) => objects.delete(name),
    deleteParts: (name) => objects.deleteParts(name),
  };
}

describe('an export', () => {
  test('is written again where a system has ended while it was written', async () => {
    const { fixture } = running;
    const requestId = await opened('access');
    const run = { requestId, attempt: 1 };
    await begin(fixture, run);
    await openSystems(fixture, run);
    await markDone(requestId, 'system:memory');

    const objects = meanwhile(() => markDone(requestId, 'system:crm'));
    const first = await fulfilExport({ ...fixture, objects }, run);

    expect(first.status).toBe('partially-completed');
    expect(await rowOf(requestId)).toMatchObject({ attempt: 2, lateSince: expect.any(String) });
    const next = { requestId, attempt: 2 };
    await begin(fixture, next);
    expect((await fulfilExport(fixture, next)).status).toBe('completed');
    expect((await rowOf(requestId)).lateSince).toBeUndefined();
  });

  test.each([
    ['keeps the pages of systems where another attempt writes it', false],
    ['deletes them where the request was called off', true],
  ])('%s', async (_title, isCalledOff) => {
    const { fixture } = running;
    const requestId = await opened('access');
    const run = { requestId, attempt: 1 };
    await begin(fixture, run);
    await openSystems(fixture, run);
    const page = pageName((await rowOf(requestId)).export!.object, 'system:memory', 1);
    await fixture.objects.put(page, Readable.from(['[]']), 'application/json');

    const objects = meanwhile(() =>
      fixture.requests.change(requestId, ({ attempt }) => ({
        kind: 'change',
        ...(isCalledOff ? { to: 'cancelled' } : { set: { attempt: attempt + 1 } }),
      })),
    );
    await expect(fulfilExport({ ...fixture, objects }, run)).rejects.toThrow('another attempt');

    expect(await fixture.objects.exists(page)).toBe(!isCalledOff);
  });
});

describe('a task that staff repeat', () => {
  const answered = { 'find-first-3.1': { at: '2026-11-24T10:00:00.000Z', counts: {} } };

  test.each([
    ['asks again where a search found something again', 'found-again', true],
    ['goes on from what was answered where a system was not there', 'unreachable', false],
  ] as const)('%s', async (_title, error, isAnew) => {
    const { fixture } = running;
    const requestId = await opened('access');
    await begin(fixture, { requestId, attempt: 1 });
    await openSystems(fixture, { requestId, attempt: 1 });
    const before = (await rowOf(requestId)).tasks!['system:crm']!;
    const stopped = { ...before, state: 'waiting-for-staff', error, answers: answered } as const;
    await fixture.requests.change(requestId, ({ tasks }) => ({
      kind: 'change',
      set: { tasks: { ...tasks, 'system:crm': stopped } },
    }));

    expect((await running.act(requestId, 'system:crm', 'retry')).status).toBe(200);

    const again = (await rowOf(requestId)).tasks!['system:crm']!;
    expect(again).toMatchObject({ state: 'due', attempt: 2 });
    expect(again.answers).toEqual(isAnew ? undefined : answered);
    expect(again.taskId === before.taskId).toBe(!isAnew);
  });
});

describe('an erasure', () => {
  test('is not completed on a certificate that misses a system which ended right after it', async () => {
    const { fixture } = running;
    const requestId = await opened('erasure');
    const run = { requestId, attempt: 1 };
    const notes: Notes = {};
    for (const [name, step] of Object.entries(stepsOf(fixture))) {
      if (name === 'conclude') await markDone(requestId, 'system:crm');
      await step(fixture, run, notes);
      if (name !== 'plan') continue;
      await openSystems(fixture, run);
      await markDone(requestId, 'system:memory');
    }

    const closed = await rowOf(requestId);
    expect(closed.status).toBe('partially-completed');
    expect(closed.erasure?.payload).toContain('"systems":{"done":1,"due":1}');
    const next = { requestId, attempt: closed.attempt };
    expect(next.attempt).toBe(2);
    await begin(fixture, next);
    expect((await certifyLate(fixture, next)).status).toBe('completed');
    expect((await rowOf(requestId)).erasure?.payload).toContain('"systems":{"done":2}');
  });
});
