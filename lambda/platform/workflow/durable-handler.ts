import { openExecutionClient } from '#workflow';
import { withDurableExecution } from '@aws/durable-execution-sdk-js';
import type { DurableContext, DurableLambdaHandler } from '@aws/durable-execution-sdk-js';
import type { WorkflowInputs, WorkflowName } from './workflow.ts';

/** Makes the Lambda handler of a workflow, with checkpoints from `#workflow`. */
export const durableHandler = <Input extends WorkflowInputs[WorkflowName]>(
  run: (input: Input, context: DurableContext) => Promise<unknown>,
): DurableLambdaHandler =>
  withDurableExecution(run, { durableExecutionClient: openExecutionClient() });
