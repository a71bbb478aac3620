/** It could not be said whether the run was started. Answered as 503; start again with the same name. */
export class WorkflowUnavailableError extends Error {
  override readonly name = 'WorkflowUnavailableError';
}
