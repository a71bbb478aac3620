import type { SystemTaskError, TaskGround } from '../request/model/task.ts';

/** The run ends here: the system answers by a call, or staff have to look. */
export class TaskStoppedError extends Error {
  override readonly name = 'TaskStoppedError';
  readonly state: 'waiting-for-answer' | 'waiting-for-staff';
  readonly code: SystemTaskError | undefined;
  /** Nothing is wrong: why the rest stays. */
  readonly ground: TaskGround | undefined;

  constructor(state: TaskStoppedError['state'], code?: SystemTaskError, ground?: TaskGround) {
    super(`the task goes to ${state}`);
    this.state = state;
    this.code = code;
    this.ground = ground;
  }
}

/** The request was called off, the task ended, or another attempt has it. */
export class TaskSupersededError extends Error {
  override readonly name = 'TaskSupersededError';

  constructor() {
    super('another attempt is in charge of the task, or none is');
  }
}
