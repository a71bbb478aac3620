import type * as production from '#workflow';
import { openDatabase } from '../../../lambda/platform/dynamo/database.ts';
import { systemClock } from '../../../lambda/value/time.ts';
import { localExecutionClient } from './execution-client.ts';
import { WorkflowUnavailableError } from '../../../lambda/platform/workflow/errors.ts';
import { openExecutions } from './executions.ts';
import type { LocalExecutions } from './executions.ts';
import type {
  Workflow,
  WorkflowInputs,
  WorkflowName,
} from '../../../lambda/platform/workflow/workflow.ts';

/** Writes a row for the embedded runtime, which runs every open execution to its end. */
export class LocalWorkflow implements Workflow {
  readonly #executions: LocalExecutions;

  constructor(executions: LocalExecutions) {
    this.#executions = executions;
  }

  async start<Name extends WorkflowName>(
    name: Name,
    executionName: string,
    input: WorkflowInputs[Name],
  ): Promise<'started' | 'already-started'> {
    try {
      return await this.#executions.start(name, executionName, input);
    } catch (cause) {
      throw new WorkflowUnavailableError('the workflow could not be started', { cause });
    }
  }
}

/**
 * What `#workflow` resolves to in the embedded runtime, which knows the function of each workflow.
 */
export const openWorkflow: typeof production.openWorkflow = () => new LocalWorkflow(executions());

/** Checkpoints as rows of the embedded database. */
export const openExecutionClient: typeof production.openExecutionClient = () =>
  localExecutionClient(executions());

const executions = (): LocalExecutions => openExecutions(openDatabase({}).client, systemClock);
