/** It could not be said whether the run was started. Answered as 503; start again with the same name. */
export class WorkflowUnavailableError extends Error {
  override readonly name = 'WorkflowUnavailableError';
}

/** Another run of the same execution has gone on meanwhile; this one must stop. */
export class ExecutionMovedOnError extends Error {
  override readonly name = 'ExecutionMovedOnError';
}
