import {
  DurableExecutionAlreadyStartedException,
  InvokeCommand,
  LambdaClient,
} from '@aws-sdk/client-lambda';
import type { InvokeCommandInput } from '@aws-sdk/client-lambda';
import type { DurableExecutionClient } from '@aws/durable-execution-sdk-js';
import { WorkflowUnavailableError } from './errors.ts';
import type { Workflow, WorkflowInputs, WorkflowName } from './workflow.ts';

/**
 * Starts durable Lambda functions by their qualified ARN: an execution stays on the version it
 * began with.
 */
export class DurableWorkflow implements Workflow {
  readonly #functionOf: (name: WorkflowName) => string;
  readonly #client: LambdaClient;

  constructor(
    functionOf: (name: WorkflowName) => string,
    client: LambdaClient = new LambdaClient({ maxAttempts: 4 }),
  ) {
    this.#functionOf = functionOf;
    this.#client = client;
  }

  async start<Name extends WorkflowName>(
    name: Name,
    executionName: string,
    input: WorkflowInputs[Name],
  ): Promise<'started' | 'already-started'> {
    const request = invocation(this.#functionOf(name), executionName, input);
    try {
      await this.#client.send(new InvokeCommand(request));
      return 'started';
    } catch (cause) {
      if (cause instanceof DurableExecutionAlreadyStartedException) return 'already-started';
      throw new WorkflowUnavailableError('the workflow could not be started', { cause });
    }
  }
}

/** What `#workflow` resolves to in a bundle for AWS. */
export const openWorkflow = (functionOf: (name: WorkflowName) => string): Workflow =>
  new DurableWorkflow(functionOf);

/** Where a durable function stores its checkpoints; undefined for the durable execution service. */
export const openExecutionClient = (): DurableExecutionClient | undefined => undefined;

/** The service returns the first execution for a repeated name with the same input. */
export const invocation = (
  functionName: string,
  executionName: string,
  input: unknown,
): InvokeCommandInput => ({
  FunctionName: functionName,
  InvocationType: 'Event',
  DurableExecutionName: executionName,
  Payload: Buffer.from(JSON.stringify(input)),
});
