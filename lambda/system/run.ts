import type { DurableContext } from '@aws/durable-execution-sdk-js';
import { stepsOf } from '../platform/workflow/steps.ts';
import type { Task } from '../request/model/task.ts';
import { moveTask } from '../request/model/task.ts';
import { toRfc3339 } from '../value/time.ts';
import type { RunDependencies } from './call-step.ts';
import { openCaller } from './caller.ts';
import { categoriesFor } from './categories.ts';
import { TaskStoppedError, TaskSupersededError } from './stopped.ts';
import { changeTask } from './tasks.ts';
import type { TaskRun } from './tasks.ts';
import { workOf } from './works.ts';

export interface RunEnded {
  readonly kind: 'ended' | 'superseded';
  readonly state?: Task['state'];
}

/**
 * One run of the task of one system, checkpointed step by step: it waits for no other system, and its
 * faults are its own. A checkpoint holds counts and ciphertext alone.
 */
export async function runTask(
  deps: RunDependencies,
  context: DurableContext,
  run: TaskRun,
): Promise<RunEnded> {
  const { log } = deps;
  const step = stepsOf(context, { workflow: 'system-run', log });
  const end = (name: string, decide: (task: Task) => Task) =>
    step(name, async (): Promise<RunEnded> => {
      const changed = await changeTask(deps, run, decide);
      if (changed.kind === 'superseded') return changed;
      log.info('WORKFLOW_ENDED', { workflow: 'system-run', outcome: changed.task.state });
      return { kind: 'ended', state: changed.task.state };
    });
  const now = () => toRfc3339(deps.clock());

  try {
    const begun = await step('begin', () => begin(deps, run));
    if (begun.kind === 'superseded') return begun;
    const caller = openCaller(deps, context, run, step);
    const facts = await workOf(run, begun.action)({ ...caller, ...begun });
    return await end('finish', (task) => moveTask(task, 'done', now(), facts));
  } catch (error) {
    if (error instanceof TaskSupersededError) return { kind: 'superseded' };
    if (!(error instanceof TaskStoppedError)) throw error;
    const { state, code, ground } = error;
    if (code !== undefined)
      log.warn('SYSTEM_WAITS_FOR_STAFF', { reason: code, attempt: run.attempt });
    return end('stop', (task) => moveTask(task, state, now(), { error: code, ground }));
  }
}

async function begin(deps: RunDependencies, run: TaskRun) {
  const changed = await changeTask(deps, run, (task) => {
    const at = toRfc3339(deps.clock());
    return task.state === 'running'
      ? undefined
      : moveTask(task, 'running', at, { startedAt: task.startedAt ?? at });
  });
  if (changed.kind === 'superseded') return changed;
  // What runs before this one did counts as well.
  const { action, done = {}, reopened = 0, onHold } = changed.task;
  const asked = categoriesFor(deps, run.target, changed.task);
  const facts = {
    isHeld: onHold !== undefined,
    isAllHeld: onHold !== undefined && asked.length === 0,
  };
  return { kind: 'begun' as const, action, done, reopened, ...facts };
}
