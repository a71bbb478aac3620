/**
 * It is unknown whether the execution was started. Returned as 503; start it again with the same
 * name.
 */
export class WorkflowUnavailableError extends Error {
  override readonly name = 'WorkflowUnavailableError';
}
