import { withDurableExecution } from '@aws/durable-execution-sdk-js';
import type { DurableContext, DurableLambdaHandler } from '@aws/durable-execution-sdk-js';
import { openDatabase } from '../dynamo/database.ts';
import { systemClock } from '../../value/time.ts';
import { localExecutionClient } from '../../../local/adapters/workflow/execution-client.ts';
import { openExecutions } from '../../../local/adapters/workflow/executions.ts';
import type { WorkflowInputs, WorkflowName } from './workflow.ts';

/**
 * Makes the Lambda handler of a workflow: checkpointed by the durable execution service, or by the
 * embedded runtime where it sets CUSTOS_WORKFLOW to `local`.
 */
export function durableHandler<Input extends WorkflowInputs[WorkflowName]>(
  run: (input: Input, context: DurableContext) => Promise<unknown>,
  variables: NodeJS.ProcessEnv = process.env,
): DurableLambdaHandler {
  if (variables['CUSTOS_WORKFLOW'] !== 'local') return withDurableExecution(run);
  const { client } = openDatabase({});
  const durableExecutionClient = localExecutionClient(openExecutions(client, systemClock));
  return withDurableExecution(run, { durableExecutionClient });
}
