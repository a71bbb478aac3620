/** Names and inputs of the long work there is. Inputs carry random ids only. */
export interface WorkflowInputs {
  readonly fulfilment: { readonly requestId: string; readonly attempt: number };
  /** Of everybody where no person is named. */
  readonly 'retention-sweep': { readonly sweepId: string; readonly subjectId?: string };
}

export type WorkflowName = keyof WorkflowInputs;

/**
 * Starts long work that survives the death of the process that runs it: a durable Lambda function, or the
 * same function driven by the embedded runtime.
 *
 * @throws WorkflowUnavailableError when it could not be said whether the run was started
 */
export interface Workflow {
  /** Starting the same `executionName` twice starts one run. */
  start<Name extends WorkflowName>(
    name: Name,
    executionName: string,
    input: WorkflowInputs[Name],
  ): Promise<'started' | 'already-started'>;
}
