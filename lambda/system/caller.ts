import type { DurableContext } from '@aws/durable-execution-sdk-js';
import type { Step } from '../platform/workflow/steps.ts';
import type { SystemTaskError, Task } from '../request/model/task.ts';
import { toRfc3339 } from '../value/time.ts';
import { beginning } from './asking.ts';
import { advanceCalls } from './call-step.ts';
import type { LastCall, Stopped } from './call-step.ts';
import type { Asking, Place, RunDependencies } from './asking.ts';
import { countControl } from './control-step.ts';
import type { Counted } from './control-step.ts';
import { stoppedTask, TaskStoppedError, TaskSupersededError } from './stopped.ts';
import { changeTask } from './tasks.ts';
import type { TaskRun } from './tasks.ts';

/** About an hour of pauses that double, from two seconds to half an hour. */
const maximumTries = 11;
/** Of faults that settings or rights mend: as long as a change of them may need to spread. */
const maximumLastingTries = 4;
const longestPauseSeconds = 1_800;
const lasting: ReadonlySet<SystemTaskError> = new Set([
  'access-denied',
  'not-found',
  'misconfigured',
  'locked',
  'unreadable',
  'unsafe-identifier',
]);
/**
 * An execution has at most 3,000 durable operations (AWS Lambda quotas): a run that comes near it waits for
 * staff, who can let the next one go on.
 */
const maximumOperations = 2_500;
/** How often it is looked whether staff have resumed erasures. */
const pauseSeconds = 300;
/** How often a system is asked at most whether it has the answer. */
const shortestPollSeconds = 5;
const longestPollSeconds = 3_600;

/**
 * Intervals double with every eighth poll, whatever the system asks for: the operations of an execution are
 * limited (AWS Lambda quotas), and the policy may allow months.
 */
export const pollSeconds = (polls: number, asked: number): number =>
  Math.min(longestPollSeconds, Math.max(shortestPollSeconds, Math.ceil(asked), 2 ** (polls >> 3)));

/** What the work of a task does, each with its own checkpoints. */
export interface Caller {
  /** Calls page after page to the end. */
  readonly calls: (asking: Asking) => Promise<Place>;
  readonly control: (when: 'before' | 'after') => Promise<Counted>;
  /** Writes facts into the task. Repeat it freely. */
  readonly record: (name: string, decide: (task: Task) => Partial<Task>) => Promise<Task>;
}

/**
 * Faults are tried again after a pause; every wait is durable. What does not pass ends the run.
 *
 * @throws TaskStoppedError, TaskSupersededError from every method
 */
export function openCaller(
  deps: RunDependencies,
  context: DurableContext,
  run: TaskRun,
  checkpointed: Step,
): Caller {
  let operations = 0;
  const count = (): void => {
    operations += 1;
    if (operations > maximumOperations) {
      throw new TaskStoppedError('waiting-for-staff', 'endless');
    }
  };
  const step: Step = (label, work) => {
    count();
    return checkpointed(label, work);
  };
  async function wait(name: string, seconds: number): Promise<void> {
    count();
    await context.wait(name, { seconds });
  }

  /** Counts tries of one call; names of durable operations are used once. */
  function pauses(label: string) {
    let tries = 0;
    let polls = 0;
    let looks = 0;
    const own = {
      async after(stopped: Stopped): Promise<void> {
        if (stopped.kind === 'failed') return own.afterFault(stopped.error);
        if (stopped.kind === 'paused') return own.untilResumed();
        if (stopped.isOver) throw new TaskStoppedError('waiting-for-staff', 'not-answered');
        const { pollAfterSeconds } = stopped;
        if (pollAfterSeconds === undefined) throw new TaskStoppedError('waiting-for-answer');
        return own.untilPoll(pollAfterSeconds);
      },
      async afterFault(error: SystemTaskError): Promise<void> {
        tries += 1;
        if (error === 'endless') throw new TaskStoppedError('waiting-for-staff', error);
        const maximum = lasting.has(error) ? maximumLastingTries : maximumTries;
        if (tries >= maximum) throw new TaskStoppedError('waiting-for-staff', error);
        const seconds = Math.min(longestPauseSeconds, 2 ** tries);
        await wait(`pause-${label}-${tries}`, seconds);
      },
      async untilPoll(seconds: number): Promise<void> {
        polls += 1;
        await wait(`poll-${label}-${polls}`, pollSeconds(polls, seconds));
      },
      /** Uses up no try: nothing is wrong with the system. */
      async untilResumed(): Promise<void> {
        looks += 1;
        await wait(`erasures-paused-${label}-${looks}`, pollSeconds(looks, pauseSeconds));
      },
    };
    return own;
  }

  /**
   * Ends the run, unless an answer to its last call has come meanwhile: then the run goes on with it. In the
   * same write, because from then on an answer starts the next run.
   *
   * @throws TaskStoppedError, TaskSupersededError
   */
  async function stop(label: string, error: TaskStoppedError, last: LastCall): Promise<void> {
    const stopped = await step(`stop-${label}`, async () => {
      const changed = await changeTask(deps, run, (task) =>
        task.answers?.[last.step]?.at === last.answeredAt
          ? stoppedTask(task, error, toRfc3339(deps.clock()))
          : undefined,
      );
      return changed.kind === 'superseded' ? changed : { state: changed.task.state };
    });
    if ('kind' in stopped) throw new TaskSupersededError();
    if (stopped.state !== 'running') throw error.written();
  }

  return {
    async calls(asking) {
      let place = beginning;
      let pause = pauses(`${asking.label}.1`);
      for (let turn = 1; !place.isDone; turn += 1) {
        const from = place;
        const advanced = await step(`${asking.label}-${turn}`, () =>
          advanceCalls(deps, run, asking, from),
        );
        if (advanced.kind === 'superseded') throw new TaskSupersededError();
        if (advanced.place.page > place.page)
          pause = pauses(`${asking.label}.${advanced.place.page}`);
        ({ place } = advanced);
        const { stopped } = advanced;
        if (stopped === undefined) continue;
        try {
          await pause.after(stopped);
        } catch (error) {
          const last = stopped.kind === 'paused' ? undefined : stopped.last;
          if (!(error instanceof TaskStoppedError) || last === undefined) throw error;
          await stop(`${asking.label}-${turn}`, error, last);
        }
      }
      return place;
    },

    async control(when) {
      const pause = pauses(`control-${when}`);
      for (let turn = 1; ; turn += 1) {
        const counted = await step(`control-${when}-${turn}`, () => countControl(deps, run, when));
        if (counted.kind === 'superseded') throw new TaskSupersededError();
        if (counted.kind === 'controlled') return counted.control;
        await (counted.kind === 'paused' ? pause.untilResumed() : pause.afterFault(counted.error));
      }
    },

    async record(name, decide) {
      const changed = await step(`record-${name}`, () =>
        changeTask(deps, run, (task) => ({ ...task, ...decide(task) })).then((outcome) =>
          outcome.kind === 'superseded'
            ? outcome
            : { kind: outcome.kind, task: factsOf(outcome.task) },
        ),
      );
      if (changed.kind === 'superseded') throw new TaskSupersededError();
      return changed.task;
    },
  };
}

/** A checkpoint has no ciphertext that the row has already, and no token. */
const factsOf = (task: Task): Task => ({ ...task, control: undefined, answers: undefined });
