/** Names and inputs of the workflows. Inputs have random ids, ids of the policy and periods only. */
export interface WorkflowInputs {
  readonly fulfilment: { readonly requestId: string; readonly attempt: number };
  readonly 'affected-people': { readonly incidentId: string; readonly jobId: string };
  readonly 'incident-notices': {
    readonly incidentId: string;
    readonly noticeId: string;
    readonly attempt: number;
  };
  readonly 'key-rotation': { readonly incidentId: string; readonly containmentId: string };
  /** `target`: `system:<id>` or `recipient:<id>` of the policy. */
  readonly 'system-run': {
    readonly requestId: string;
    readonly target: string;
    readonly attempt: number;
  };
  readonly 'fairness-report': { readonly system: string; readonly period: string };
  readonly 'aggregate-close': { readonly measure: string; readonly period: string };
  readonly 'training-set-build': { readonly setId: string };
  readonly 'training-departure': { readonly subjectId: string };
  readonly 'verification-pass': { readonly passId: string };
  /** All people, if no person is named. */
  readonly 'retention-sweep': { readonly sweepId: string; readonly subjectId?: string };
}

export type WorkflowName = keyof WorkflowInputs;

/**
 * Starts workflows that survive a crash of the process: durable Lambda functions, or the same
 * functions in the embedded runtime.
 *
 * @throws WorkflowUnavailableError when it is unknown whether the execution was started
 */
export interface Workflow {
  /** Starting the same `executionName` twice starts one execution. */
  start<Name extends WorkflowName>(
    name: Name,
    executionName: string,
    input: WorkflowInputs[Name],
  ): Promise<'started' | 'already-started'>;
}
