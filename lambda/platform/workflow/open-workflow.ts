import { openDatabase } from '../dynamo/database.ts';
import type { Database } from '../dynamo/database.ts';
import { workflowVariable } from '../environment.ts';
import type { Environment } from '../environment.ts';
import { systemClock } from '../../value/time.ts';
import { DurableWorkflow } from './durable-workflow.ts';
import { openExecutions } from '../../../local/adapters/workflow/executions.ts';
import { LocalWorkflow } from '../../../local/adapters/workflow/local-workflow.ts';
import type { Workflow } from './workflow.ts';

/** The adapter that CUSTOS_WORKFLOW names. */
export function openWorkflow(environment: Environment, database?: Database): Workflow {
  if (environment.CUSTOS_WORKFLOW !== 'local') {
    return new DurableWorkflow((name) => environment.get(workflowVariable(name)));
  }
  const { client } = database ?? openDatabase({});
  return new LocalWorkflow(openExecutions(client, systemClock));
}
