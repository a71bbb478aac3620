import type { Platform } from '../platform/platform.ts';
import type { RequestId } from '../value/ids.ts';
import { toRfc3339 } from '../value/time.ts';
import type { Task, TaskKey } from '../request/model/task.ts';
import { nextActionOf, dueAgain, entriesOf, hasEnded, moveTask } from '../request/model/task.ts';
import { isCalledOff, reachesSystems } from '../request/row-facts.ts';
import type { RequestRow } from '../request/row.ts';
import type { RequestDecision, Requests } from '../request/store.ts';
import { notifiedActivity } from './notified.ts';
import type { NotifiedDependencies } from './notified.ts';
import { withTask } from './settled.ts';
import { startTasks } from './start.ts';
import type { EpochMilliseconds } from '../value/time.ts';

/** One run of one task. Only the newest attempt at a task that has not ended may change it. */
export interface TaskRun {
  readonly requestId: RequestId;
  readonly target: TaskKey;
  readonly attempt: number;
}

type Changing = Pick<Platform, 'clock'> & { readonly requests: Requests };

export type TaskChanged =
  | { readonly kind: 'changed'; readonly row: RequestRow; readonly task: Task }
  /** Called off, ended, or another attempt is in charge. */
  | { readonly kind: 'superseded' };

/**
 * Changes the task of a run, which thereby shows that it lives.
 *
 * @param decide returns undefined when the change was made before: by this step, before a crash
 */
export async function changeTask(
  deps: Changing & NotifiedDependencies,
  { requestId, target, attempt }: TaskRun,
  decide: (task: Task, row: RequestRow) => Promise<Task | undefined> | Task | undefined,
): Promise<TaskChanged> {
  const { requests, clock } = deps;
  const changed = await requests.change<'superseded' | 'done-before'>(requestId, async (row) => {
    const task = inCharge(row, target, attempt);
    if (task === undefined) return { kind: 'leave', because: 'superseded' };
    const next = await decide(task, row);
    if (next === undefined) return { kind: 'leave', because: 'done-before' };
    const at = toRfc3339(clock());
    const extra = await notifiedActivity(deps, row, target, next);
    return { kind: 'change', ...withTask(row, target, { ...next, progressAt: at }, at), extra };
  });
  const isChanged =
    changed.kind === 'changed' || (changed.kind === 'left' && changed.because === 'done-before');
  const task = isChanged ? changed.row.tasks?.[target] : undefined;
  return isChanged && task !== undefined
    ? { kind: 'changed', row: changed.row, task }
    : { kind: 'superseded' };
}

/** The task, where this attempt may work on it. */
export function inCharge(row: RequestRow, target: TaskKey, attempt: number): Task | undefined {
  const task = row.tasks?.[target];
  const isOurs = task?.attempt === attempt && !hasEnded(task) && reachesSystems(row);
  return isOurs && (task.state === 'due' || task.state === 'running') ? task : undefined;
}

/** What the sweep does: starts what was lost, gives up what stalled, and stops waiting for answers. */
export function tendTasks(row: RequestRow, now: EpochMilliseconds): RequestDecision<'not-due'> {
  const at = toRfc3339(now);
  const due = entriesOf(row.tasks).flatMap(([key, task]) => {
    const due = nextActionOf(task);
    return due !== undefined && due.at <= now ? [{ key, task, next: due.next }] : [];
  });
  const [first] = due;
  if (first === undefined || !reachesSystems(row)) return { kind: 'leave', because: 'not-due' };
  const { key, task, next } = first;
  switch (next) {
    case 'start':
      return { kind: 'change', ...withTask(row, key, { ...task, progressAt: at }, at) };
    case 'restart':
      return { kind: 'change', ...withTask(row, key, dueAgain(task, at), at) };
    case 'stop-waiting':
      return {
        kind: 'change',
        ...withTask(
          row,
          key,
          moveTask(task, 'waiting-for-staff', at, { error: 'not-answered' }),
          at,
        ),
      };
  }
}

export interface TaskAnswer {
  readonly counts?: Readonly<Record<string, number>>;
  readonly selectors?: readonly string[];
}

export type Answered =
  | { readonly kind: 'taken' }
  /** This step was answered before. */
  | { readonly kind: 'already' }
  | { readonly kind: 'not-waiting' }
  | { readonly kind: 'unknown' };

/**
 * A call of the task may still be answered: whatever went wrong with it, the system may have taken it. Not
 * after every call was answered and staff have to look at what came of it: an answer that came again would
 * start over and hide what was found, or what a hold keeps.
 */
const awaitsAnswer = ({ state, error, ground }: Task): boolean =>
  state === 'waiting-for-answer' ||
  (state === 'waiting-for-staff' &&
    ground === undefined &&
    error !== 'found-again' &&
    error !== 'control-lost-rows');

/**
 * A system has answered by a call: writes the answer into the task. A run that is at work goes on with it;
 * where none is, the next one starts and goes on from there. Taken also when the time is over that the policy allows.
 *
 * @param taskId of the task that asked: a later task of the same system has another one
 * @throws StoreUnavailableError
 */
export async function answerTask(
  deps: Changing & Pick<Platform, 'workflow' | 'log'>,
  {
    requestId,
    target,
    taskId,
  }: { readonly requestId: RequestId; readonly target: TaskKey; readonly taskId: string },
  step: string,
  { counts, selectors }: TaskAnswer,
): Promise<Answered> {
  const at = toRfc3339(deps.clock());
  const changed = await deps.requests.change<'already' | 'not-waiting'>(requestId, (row) => {
    const task = row.tasks?.[target];
    if (task === undefined || task.taskId !== taskId || isCalledOff(row)) {
      return { kind: 'leave', because: 'not-waiting' };
    }
    // The run that is due or at work reads it before its next call, and before it ends.
    const isInRun = task.state === 'due' || task.state === 'running';
    const waits = isInRun || awaitsAnswer(task);
    const before = task.answers?.[step];
    // Without counts the call was repeated; where it was taken again, its answer is still to come.
    const isAnswered = before?.counts !== undefined || (before !== undefined && !waits);
    if (isAnswered) return { kind: 'leave', because: 'already' };
    if (!waits || hasEnded(task)) return { kind: 'leave', because: 'not-waiting' };
    const answer = {
      ...{ at, counts: counts && { ...counts } },
      ...(selectors !== undefined && { selectors: [...selectors] }),
    };
    const answers = { ...task.answers, [step]: answer };
    const next = isInRun ? task : { ...dueAgain(task, at), error: undefined };
    return { kind: 'change', ...withTask(row, target, { ...next, answers }, at) };
  });
  if (changed.kind === 'left') return { kind: changed.because };
  if (changed.kind !== 'changed') return { kind: 'unknown' };
  await startTasks(deps, changed.row);
  return { kind: 'taken' };
}
