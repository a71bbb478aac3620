import type { DurableContext } from '@aws/durable-execution-sdk-js';
import { stepsOf } from '../platform/workflow/steps.ts';
import type { Task } from '../request/model/task.ts';
import { moveTask } from '../request/model/task.ts';
import type { RequestRow } from '../request/row.ts';
import { parseRfc3339, toRfc3339 } from '../value/time.ts';
import type { RunDependencies } from './asking.ts';
import { openCaller } from './caller.ts';
import { categoriesFor } from './categories.ts';
import { knownThere } from './known-there.ts';
import { reachOf } from './reach.ts';
import { identifiersFor } from './selector.ts';
import { stoppedTask, TaskStoppedError, TaskSupersededError } from './stopped.ts';
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
    const { reach, isHeld, waitSeconds } = begun;
    const unidentified = new TaskStoppedError('waiting-for-staff', 'no-identifier');
    if (reach === 'none' && !isHeld) throw unidentified;
    if (waitSeconds > 0) await context.wait('wait-for-last-calls', { seconds: waitSeconds });
    const caller = openCaller(deps, context, run, step);
    const facts = await workOf(run, begun.action)({ ...caller, ...begun });
    if (reach !== 'all') {
      await caller.record('part', () => facts);
      throw unidentified;
    }
    return await end('finish', (task) => moveTask(task, 'done', now(), facts));
  } catch (error) {
    if (error instanceof TaskSupersededError) return { kind: 'superseded' };
    if (!(error instanceof TaskStoppedError)) throw error;
    const { state, code } = error;
    if (code !== undefined)
      log.warn('SYSTEM_WAITS_FOR_STAFF', { reason: code, attempt: run.attempt });
    if (error.isWritten) {
      log.info('WORKFLOW_ENDED', { workflow: 'system-run', outcome: state });
      return { kind: 'ended', state };
    }
    return end('stop', (task) => stoppedTask(task, error, now()));
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
  const { row, task } = changed;
  // What runs before this one did counts as well.
  const { action, done = {}, reopened = 0, onHold } = task;
  const asked = categoriesFor(deps, run.target, task);
  const all = await identifiersFor(deps, row);
  const identifiers = all && knownThere(deps, run.target, all);
  const facts = {
    isHeld: onHold !== undefined,
    isAllHeld: onHold !== undefined && asked.length === 0,
    // A call says what is wrong where they are not known.
    reach: identifiers ? reachOf(deps.policy, run.target, task, identifiers) : ('all' as const),
    waitSeconds: action === 'release' ? untilLastCall(deps, row) : 0,
  };
  return { kind: 'begun' as const, action, done, reopened, ...facts };
}

/**
 * The run that restricted can have a call on its way when it is superseded. Nothing can take that back, so
 * what releases begins when it has taken effect for certain.
 */
function untilLastCall(
  { clock, lastCallSeconds }: RunDependencies,
  { restriction }: RequestRow,
): number {
  const liftedAt = parseRfc3339(restriction?.liftedAt ?? '');
  if (liftedAt === undefined) return 0;
  return Math.max(0, Math.ceil((liftedAt - clock()) / 1_000) + lastCallSeconds);
}
