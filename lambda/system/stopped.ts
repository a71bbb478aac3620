import { moveTask } from '../request/model/task.ts';
import type { SystemTaskError, Task, TaskGround } from '../request/model/task.ts';

/** The run ends here: the system answers by a call, or staff have to look. */
export class TaskStoppedError extends Error {
  override readonly name = 'TaskStoppedError';
  readonly state: 'waiting-for-answer' | 'waiting-for-staff';
  readonly code: SystemTaskError | undefined;
  /** Nothing is wrong: why the rest stays. */
  readonly ground: TaskGround | undefined;
  /** The task is in that state already. */
  isWritten = false;

  constructor(state: TaskStoppedError['state'], code?: SystemTaskError, ground?: TaskGround) {
    super(`the task goes to ${state}`);
    this.state = state;
    this.code = code;
    this.ground = ground;
  }

  written(): this {
    this.isWritten = true;
    return this;
  }
}

/** The task that a run leaves which ends so. */
export const stoppedTask = (
  task: Task,
  { state, code, ground }: TaskStoppedError,
  at: string,
): Task => moveTask(task, state, at, { error: code, ground });

/** The request was called off, the task ended, or another attempt has it. */
export class TaskSupersededError extends Error {
  override readonly name = 'TaskSupersededError';

  constructor() {
    super('another attempt is in charge of the task, or none is');
  }
}
