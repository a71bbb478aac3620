import * as z from 'zod';
import { plusSeconds, parseRfc3339 } from '../../value/time.ts';
import type { EpochMilliseconds } from '../../value/time.ts';

/*
 * A request goes to every system of the operator that the policy names, and to the recipients that have
 * received the data: one task each, which begins, fails and ends by itself.
 */

export const taskActions = ['export', 'erase', 'rectify', 'restrict', 'release'] as const;
export type TaskAction = (typeof taskActions)[number];

export const taskStates = [
  'due',
  'running',
  'waiting-for-answer',
  'waiting-for-staff',
  'done',
  'not-applicable',
  'cannot',
] as const;
export type TaskState = (typeof taskStates)[number];

/** Where a task may go from where it is. */
export const taskTransitions = {
  due: ['running', 'waiting-for-staff', 'done', 'not-applicable'],
  // Due: a run was given up and the next one is allowed.
  running: ['due', 'waiting-for-answer', 'waiting-for-staff', 'done', 'not-applicable'],
  'waiting-for-answer': ['due', 'waiting-for-staff', 'done', 'not-applicable'],
  'waiting-for-staff': ['due', 'done', 'not-applicable'],
  done: [],
  'not-applicable': [],
  // Known from the policy when the task is opened.
  cannot: [],
} as const satisfies Readonly<Record<TaskState, readonly TaskState[]>>;

export const mayMove = (from: TaskState, to: TaskState): boolean =>
  taskTransitions[from].some((next) => next === to);

export const hasEnded = ({ state }: { readonly state: TaskState }): boolean =>
  taskTransitions[state].length === 0;

/** Whether a run still has to name the person: not where staff inform a recipient that takes no calls. */
export const needsIdentifiers = (task: Task): boolean =>
  !hasEnded(task) &&
  !(
    task.target === 'recipient' &&
    task.state === 'waiting-for-staff' &&
    task.startedAt === undefined
  );

/** Why a task does not go on. The codes of faults are those of connectors. Closed and published. */
export const systemTaskErrors = [
  'unreachable',
  'access-denied',
  'not-found',
  'throttled',
  'timed-out',
  'invalid-answer',
  'changed-meanwhile',
  'misconfigured',
  'internal',
  'locked',
  'unreadable',
  'unsafe-identifier',
  /** The person has no identifier by which the system, or a part of it, knows people. */
  'no-identifier',
  /** More pages than any store has, or more steps than one run can take. */
  'endless',
  /** A second search still found data after every round of erasing. */
  'found-again',
  /** The time is over that the policy allows. */
  'not-answered',
  /** Another person, counted before and after, has lost rows. */
  'control-lost-rows',
] as const;
export type SystemTaskError = (typeof systemTaskErrors)[number];

/** Why nothing is done: the policy says what a system cannot do, or staff say that nothing has to be. */
export const taskGrounds = [
  'not-erasable',
  'not-possible',
  'no-personal-data',
  'kept-by-law',
  /** Staff: the reason is encrypted. */
  'not-applicable',
  /** The request was called off, or an erasure has overtaken it. */
  'called-off',
] as const;
export type TaskGround = (typeof taskGrounds)[number];

/** `system:<id>` or `recipient:<id>`. */
export const taskKey = z.templateLiteral([z.enum(['system', 'recipient']), ':', z.string()]);
export type TaskKey = z.output<typeof taskKey>;

const count = z.int().nonnegative();
const counts = z.record(z.string(), count);
const time = z.string();

/** One task in the row of its request, in clear: ids, codes and counts. */
export const taskFields = z.object({
  target: z.enum(['system', 'recipient']),
  action: z.enum(taskActions),
  state: z.enum(taskStates),
  /** Random; the same in every call, so that the system recognises a repeated one. */
  taskId: z.string(),
  /** Which run may work on it; 1 is the first. */
  attempt: z.int(),
  startedAt: time.optional(),
  /** When a run was allowed, and its newest sign of life. */
  progressAt: time.optional(),
  /** Until then the request waits for it. A later answer is taken, too. */
  answerBy: time,
  endedAt: time.optional(),
  error: z.enum(systemTaskErrors).optional(),
  /** By category: before, what was done, and what a first and a second path find afterwards. */
  found: counts.optional(),
  done: counts.optional(),
  left: counts.optional(),
  foundAgain: counts.optional(),
  /** How often the second path found something, so that it was erased again. */
  reopened: count.optional(),
  /**
   * What it is about there: of a recipient what it received, and it learns of no other. Absent: of a system
   * everything that the policy says it has.
   */
  categories: z.array(z.string()).optional(),
  /** Types of identifier that were searched by. */
  selectors: z.array(z.string()).optional(),
  /** Rows of another person of the system. Which one is encrypted under `request-evidence`. */
  control: z
    .object({
      before: count,
      after: count.optional(),
      remembered: z.custom<Uint8Array>((value) => value instanceof Uint8Array).optional(),
    })
    .optional(),
  /** Pages of an export that wait beside it. */
  pages: count.optional(),
  ground: z.enum(taskGrounds).optional(),
  /** Categories that a legal hold keeps there (GDPR Art. 17(3)(e)): the rest is erased, and it waits. */
  onHold: z.array(z.string()).optional(),
  /** Of staff who ended it, as an HMAC. What they wrote is in `ciphertext`. */
  by: z.string().optional(),
  /** Answers that came by a call of the system, by the step that asked. Without counts: it is ready. */
  answers: z
    .record(
      z.string(),
      z.object({ at: time, counts: counts.optional(), selectors: z.array(z.string()).optional() }),
    )
    .optional(),
});
export type Task = z.output<typeof taskFields>;
export type Tasks = Readonly<Record<TaskKey, Task>>;

export const tasksColumn = z.record(taskKey, taskFields);

/** By key: a map of DynamoDB has no order. */
export const entriesOf = (tasks: Tasks | undefined): readonly (readonly [TaskKey, Task])[] =>
  (Object.entries(tasks ?? {}) as [TaskKey, Task][]).toSorted(([one], [other]) =>
    one < other ? -1 : 1,
  );

/** What a system is called in the policy. */
export const targetOf = (key: TaskKey): string => key.slice(key.indexOf(':') + 1);

const systemTasks = (tasks: Tasks | undefined): readonly Task[] =>
  entriesOf(tasks).flatMap(([, task]) => (task.target === 'system' ? [task] : []));

/** Systems that have not ended. Recipients are informed, and nothing waits for what they answer. */
export const isOpenAtSystems = (tasks: Tasks | undefined): boolean =>
  systemTasks(tasks).some((task) => !hasEnded(task));

/** Something is to be done somewhere. */
export const isOpen = (tasks: Tasks | undefined): boolean =>
  entriesOf(tasks).some(([, task]) => !hasEnded(task));

/** Only grows: a task that has ended stays so. */
const endedAtSystems = (tasks: Tasks | undefined): number =>
  systemTasks(tasks).filter(hasEnded).length;

/** A system has ended since the tasks were read that a certificate or an export was made from. */
export const hasEndedSince = (read: Tasks | undefined, now: Tasks | undefined): boolean =>
  endedAtSystems(now) > endedAtSystems(read);

/** A system has not done what was asked, or not yet: the request is carried out in part. */
export const isPartial = (tasks: Tasks | undefined): boolean =>
  systemTasks(tasks).some(({ state }) => state !== 'done' && state !== 'not-applicable');

/** @throws TaskTransitionError where the table does not lead from one state to the other */
export function moveTask(task: Task, to: TaskState, at: string, set: Partial<Task> = {}): Task {
  if (!mayMove(task.state, to)) throw new TaskTransitionError(task.state, to);
  const ended = taskTransitions[to].length === 0;
  return {
    ...task,
    // What was wrong before is settled, unless `set` has it again.
    error: undefined,
    ...set,
    state: to,
    ...(ended && { endedAt: at, control: withoutName(task.control) }),
  };
}

/** A task that has ended needs no person any more: what its counts were about. */
const withoutName = (control: Task['control']): Task['control'] =>
  control && { before: control.before, after: control.after };

/** Allows the next run. */
export const dueAgain = (task: Task, at: string): Task =>
  moveTask(task, 'due', at, { attempt: task.attempt + 1, progressAt: at, error: task.error });

/** The same from the beginning: nothing that was answered before is an answer to it. */
export const dueAnew = (task: Task, at: string, taskId: string): Task => ({
  ...(task.state === 'due' ? task : dueAgain(task, at)),
  ...{ taskId, error: undefined, answers: undefined },
});

/** A hold keeps something there, and its erasure is owed. */
export const isHeldAtSystem = (task: Task): boolean => task.onHold !== undefined && !hasEnded(task);

export class TaskTransitionError extends Error {
  override readonly name = 'TaskTransitionError';

  constructor(from: TaskState, to: TaskState) {
    super(`a task does not go from ${from} to ${to}`);
  }
}

/** After this long without a sign of life a run that never began is started again. */
const startGraceSeconds = 2 * 60;
/** After this long without a sign of life a run is given up and the next one starts. */
const stallSeconds = 2 * 3600;

/** What a sweep does about a task that no run works on. */
export type NextTaskAction = 'start' | 'restart' | 'stop-waiting';

/** When the sweep has to look at a task if nothing else happens to it. */
export function nextActionOf(
  task: Task,
): { readonly next: NextTaskAction; readonly at: EpochMilliseconds } | undefined {
  const progressAt = parseRfc3339(task.progressAt ?? '');
  const answerBy = parseRfc3339(task.answerBy);
  if (task.state === 'due' && progressAt !== undefined) {
    return { next: 'start', at: plusSeconds(progressAt, startGraceSeconds) };
  }
  if (task.state === 'running' && progressAt !== undefined) {
    return { next: 'restart', at: plusSeconds(progressAt, stallSeconds) };
  }
  return task.state === 'waiting-for-answer' && answerBy !== undefined
    ? { next: 'stop-waiting', at: answerBy }
    : undefined;
}
