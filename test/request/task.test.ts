import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { callOffTasks, openTasks, releaseTasks } from '../../lambda/request/model/open-tasks.ts';
import type { RequestKind } from '../../lambda/request/model/kinds.ts';
import {
  dueAgain,
  hasEnded,
  isOpenAtSystems,
  isPartial,
  mayMove,
  moveTask,
  systemTaskErrors,
  taskStates,
  taskTransitions,
} from '../../lambda/request/model/task.ts';
import type { Task, TaskState, Tasks } from '../../lambda/request/model/task.ts';
import { milliseconds, toRfc3339 } from '../../lambda/value/time.ts';

const now = milliseconds(Date.UTC(2026, 10, 24, 10));
const at = toRfc3339(now);
let made = 0;
const opening = { now, newTaskId: () => `task-${(made += 1)}` };
const policy = {
  controller: { timeZone: 'Europe/Berlin' },
  systems: {
    crm: { categories: ['account'], timeAllowed: 'P7D' },
    weights: {
      categories: ['prompt-text'],
      timeAllowed: 'P1D',
      cannot: { erase: { ground: 'not-erasable' as const } },
    },
    clicks: {
      categories: ['usage'],
      timeAllowed: 'P1D',
      cannot: { erase: { ground: 'no-personal-data' as const } },
    },
  },
  recipients: { analytics: { notify: {} }, partner: {} },
  purposes: { support: { categories: ['account'] }, analytics: { categories: ['usage'] } },
};
const disclosed = [
  { recipient: 'analytics', categories: ['usage'] },
  { recipient: 'partner', categories: ['account'] },
];
const dueTask: Task = {
  ...{ target: 'system', action: 'erase', state: 'due', taskId: 't', attempt: 1, answerBy: at },
};
const statesOf = (tasks: Tasks | undefined) =>
  Object.fromEntries(Object.entries(tasks ?? {}).map(([key, { state }]) => [key, state]));

describe('the table of transitions of tasks', () => {
  test('leads from due to every state that a run or staff set, and from every state to an end', () => {
    const reachable = (from: TaskState) => {
      const seen = new Set<TaskState>([from]);
      for (const state of seen) for (const next of taskTransitions[state]) seen.add(next);
      return seen;
    };
    expect([...reachable('due')].sort()).toEqual(
      taskStates.filter((state) => state !== 'cannot').toSorted(),
    );
    for (const state of taskStates) {
      expect([...reachable(state)].some((end) => hasEnded({ state: end }))).toBe(true);
    }
  });

  test('no walk leaves an end, has two ends, or goes back to an earlier run', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...taskStates), { maxLength: 30 }), (wanted) => {
        let task = dueTask;
        let ended: string | undefined;
        for (const to of wanted) {
          const before = task;
          if (!mayMove(task.state, to)) {
            expect(() => moveTask(before, to, at)).toThrow(`from ${before.state} to ${to}`);
            continue;
          }
          expect(ended).toBeUndefined();
          task = to === 'due' ? dueAgain(task, at) : moveTask(task, to, at);
          expect(task.attempt).toBeGreaterThanOrEqual(before.attempt);
          expect(task.endedAt === undefined).toBe(!hasEnded(task));
          if (hasEnded(task)) ended = task.state;
        }
      }),
    );
  });

  test('an error goes with the state that it explains', () => {
    fc.assert(
      fc.property(fc.constantFrom(...systemTaskErrors), (error) => {
        const failed = moveTask({ ...dueTask, state: 'running' }, 'waiting-for-staff', at, {
          error,
        });
        expect(failed.error).toBe(error);
        expect(moveTask(failed, 'done', at).error).toBeUndefined();
        expect(dueAgain(failed, at).error).toBe(error);
      }),
    );
  });
});

describe('the tasks of a request', () => {
  test('an erasure goes to every system, and to recipients that received data', () => {
    const tasks = openTasks(policy, { kind: 'erasure' }, disclosed, opening);
    expect(statesOf(tasks)).toEqual({
      'system:crm': 'due',
      'system:weights': 'cannot',
      'system:clicks': 'not-applicable',
      'recipient:analytics': 'due',
      // It has no address that is called: staff inform it.
      'recipient:partner': 'waiting-for-staff',
    });
    expect(tasks?.['system:crm']).toMatchObject({
      action: 'erase',
      answerBy: '2026-12-01T10:00:00.000Z',
    });
    expect(tasks?.['system:weights']).toMatchObject({ ground: 'not-erasable', endedAt: at });
  });

  test('what cannot be erased leaves the request carried out in part; recipients never do', () => {
    const tasks = openTasks(policy, { kind: 'erasure' }, disclosed, opening) ?? {};
    expect(isPartial(tasks)).toBe(true);
    const { 'system:weights': _, ...others } = tasks as Record<string, Task>;
    const done = Object.fromEntries(
      Object.entries(others).map(([key, task]) =>
        key === 'system:crm' ? [key, { ...task, state: 'done' as const }] : [key, task],
      ),
    );
    expect(isPartial(done)).toBe(false);
    expect(isOpenAtSystems(done)).toBe(false);
  });

  test.each<[RequestKind, object, readonly string[]]>([
    ['access', {}, ['system:crm', 'system:weights', 'system:clicks']],
    ['portability', { categories: ['usage'] }, ['system:clicks']],
    [
      'restriction',
      { restriction: { purposes: ['support'] } },
      ['system:crm', 'recipient:partner'],
    ],
    [
      'rectification',
      {
        corrections: [
          {
            ...{ category: 'account', decision: 'accept', doneAt: at },
            work: { changed: 1, removed: 0, withheld: [] },
          },
          { category: 'usage', decision: 'refuse' },
        ],
      },
      ['system:crm', 'recipient:partner'],
    ],
    ['objection', {}, []],
    ['complaint', {}, []],
  ])('%s goes where the data is that it is about', (kind, facts, expected) => {
    const tasks = openTasks(policy, { kind, ...facts }, disclosed, opening);
    expect(Object.keys(tasks ?? {})).toEqual(expected);
  });

  test('a policy without systems, and no disclosures: no tasks at all', () => {
    expect(
      openTasks({ ...policy, systems: undefined }, { kind: 'erasure' }, [], opening),
    ).toBeUndefined();
  });

  test('opened a second time, tasks are as they were', () => {
    const first = openTasks(policy, { kind: 'erasure' }, disclosed, opening);
    expect(openTasks(policy, { kind: 'erasure', tasks: first }, disclosed, opening)).toEqual(first);
  });

  test('a system is asked about the categories of the request that it has, and no other', () => {
    const both = { ...policy.systems.crm, categories: ['account', 'usage'] };
    const systems = { ...policy, systems: { crm: both } };
    const about = (kind: RequestKind, facts: object) =>
      openTasks(systems, { kind, ...facts }, [], opening)?.['system:crm']?.categories;

    expect(about('restriction', { restriction: { purposes: ['analytics'] } })).toEqual(['usage']);
    expect(about('portability', { categories: ['account'] })).toEqual(['account']);
    expect(
      about('rectification', { corrections: [{ category: 'usage', decision: 'accept' }] }),
    ).toEqual(['usage']);
    // Everything, also what the policy says later that it has.
    expect(about('restriction', { restriction: {} })).toBeUndefined();
    expect(about('erasure', {})).toBeUndefined();
  });

  test('a lifting releases exactly what no other restriction concerns', () => {
    const task: Task = { ...dueTask, action: 'restrict', state: 'done', endedAt: at };
    const restricted: Tasks = {
      'system:crm': task,
      'recipient:analytics': {
        ...{ ...task, target: 'recipient' as const },
        categories: ['account', 'usage'],
      },
    };
    const both = { ...policy.systems.crm, categories: ['account', 'usage'] };
    const systems = { ...policy, systems: { crm: both } };
    const released = (others: { purposes?: string[] }[]) =>
      releaseTasks(systems, restricted, others, opening)!;

    for (const key of ['system:crm', 'recipient:analytics'] as const) {
      expect(released([])[key]).toMatchObject({ state: 'due', categories: ['account', 'usage'] });
      expect(released([{ purposes: ['analytics'] }])[key]).toMatchObject({
        ...{ action: 'release', state: 'due', categories: ['account'] },
      });
      for (const others of [[{}], [{ purposes: ['analytics'] }, { purposes: ['support'] }]]) {
        expect(released(others)[key]).toMatchObject({ state: 'not-applicable' });
      }
    }
  });

  test('a lifting releases what restricted, unless another restriction goes on there', () => {
    const restricted: Tasks = {
      'system:crm': { ...dueTask, action: 'restrict', state: 'done', endedAt: at },
      'system:clicks': { ...dueTask, action: 'restrict', state: 'running' },
      'system:weights': { ...dueTask, action: 'restrict', state: 'cannot', endedAt: at },
      'recipient:analytics': {
        ...{ ...dueTask, target: 'recipient', state: 'done', endedAt: at },
        categories: ['account'],
      },
      // Takes no calls: staff tell it.
      'recipient:partner': {
        ...{ ...dueTask, target: 'recipient', state: 'done', endedAt: at },
        categories: ['account'],
      },
    };
    const others = [{ purposes: ['analytics'] }];
    const released = releaseTasks(policy, restricted, others, opening);
    expect(statesOf(released)).toEqual({
      'recipient:analytics': 'due',
      'recipient:partner': 'waiting-for-staff',
      'system:crm': 'due',
      'system:clicks': 'not-applicable',
      'system:weights': 'cannot',
    });
    expect(released?.['system:crm']).toMatchObject({ action: 'release', attempt: 2 });
    expect(released?.['system:crm']?.taskId).not.toBe('t');
  });

  test('a lifting releases also at a system that the policy names no more: staff see that it is open', () => {
    const restricted: Tasks = { 'system:gone': { ...dueTask, action: 'restrict', state: 'done' } };

    expect(releaseTasks(policy, restricted, [], opening)?.['system:gone']).toMatchObject({
      ...{ action: 'release', state: 'due' },
    });
  });

  test('called off, what has not ended ends, and the rest stays', () => {
    const tasks: Tasks = {
      'system:crm': { ...dueTask, state: 'done', endedAt: '2026-11-23T00:00:00.000Z' },
      'system:clicks': { ...dueTask, state: 'waiting-for-staff', error: 'unreachable' },
    };
    const calledOff = callOffTasks(tasks, now);
    expect(calledOff?.['system:crm']).toEqual(tasks['system:crm']);
    expect(calledOff?.['system:clicks']).toMatchObject({ ground: 'called-off', endedAt: at });
  });
});
