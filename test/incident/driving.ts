import { withDurableExecution } from '@aws/durable-execution-sdk-js';
import type {
  DurableContext,
  DurableExecutionInvocationInput,
} from '@aws/durable-execution-sdk-js';
import type { Context } from 'aws-lambda';
import { setTimeout as delay } from 'node:timers/promises';
import type { Database } from '../../lambda/platform/dynamo/database.ts';
import type { WorkflowInputs, WorkflowName } from '../../lambda/platform/workflow/workflow.ts';
import { milliseconds } from '../../lambda/value/time.ts';
import type { EpochMilliseconds } from '../../lambda/value/time.ts';
import { localExecutionClient } from '../../local/adapters/workflow/execution-client.ts';
import { openExecutions } from '../../local/adapters/workflow/executions.ts';
import { workflowCheckpoints, workflowExecutions } from '../../local/adapters/workflow/tables.ts';
import { LocalWorkflow } from '../../local/adapters/workflow/local-workflow.ts';
import { createTables, fromFacts } from '../../local/tables.ts';
import { driveWorkflows } from '../../local/workflows.ts';
import type { RecordFixture } from '../record/record-fixture.ts';

/** Waits of minutes pass in less than a second. */
const haste = 2_000;

export interface Driving {
  readonly workflow: LocalWorkflow;
  /** The clock of workflows, which runs ahead. */
  readonly clock: () => EpochMilliseconds;
  /** Status in which an execution ended, whatever it took. */
  readonly ended: (executionName: string, seconds?: number) => Promise<string>;
  /** Runs executions of one workflow to their end; each run may have another database. */
  readonly drive: <Name extends WorkflowName>(
    name: Name,
    run: (input: WorkflowInputs[Name], context: DurableContext, on: Database) => Promise<unknown>,
    databaseOf?: (run: number) => Database,
    /** Functions that the workflow calls, by name. */
    called?: Readonly<Record<string, (input: unknown) => Promise<unknown>>>,
  ) => () => Promise<void>;
}

export async function openDriving(fixture: Pick<RecordFixture, 'database'>): Promise<Driving> {
  const { client } = fixture.database;
  await createTables(
    client,
    [workflowExecutions, workflowCheckpoints].map((facts) => fromFacts(facts)),
  );
  const began = Date.now();
  const clock = () => milliseconds(began + (Date.now() - began) * haste);
  const executions = openExecutions(client, clock);

  return {
    clock,
    workflow: new LocalWorkflow(executions),
    async ended(executionName, seconds = 60) {
      for (let waited = 0; waited < seconds * 1_000; waited += 25) {
        const status = (await executions.load(executionName))?.row.status;
        if (status !== undefined && status !== 'open') return status;
        await delay(25);
      }
      return 'open';
    },
    drive(name, run, databaseOf = () => fixture.database, called = {}) {
      let runs = 0;
      const { stop } = driveWorkflows({
        ...{ executions, clock, say: () => undefined },
        functions: new Map([[name, { executionTimeoutSeconds: 365 * 86_400 }]]),
        invoke: async (functionName, payload) => {
          const callee = called[functionName];
          if (callee !== undefined) {
            const result = await callee(JSON.parse(payload));
            return { kind: 'returned', payload: JSON.stringify(result) };
          }
          const database = databaseOf((runs += 1));
          const handler = withDurableExecution(
            (input: WorkflowInputs[typeof name], context) => run(input, context, database),
            // What a process that died would still write is lost with it.
            {
              durableExecutionClient: localExecutionClient(openExecutions(database.client, clock)),
            },
          );
          const event = JSON.parse(payload) as DurableExecutionInvocationInput;
          const context = {
            awsRequestId: 'test',
            getRemainingTimeInMillis: () => 60_000,
          } as Context;
          try {
            return { kind: 'returned', payload: JSON.stringify(await handler(event, context)) };
          } catch (error) {
            const errorType = error instanceof Error ? error.name : 'Error';
            return { kind: 'failed', timedOut: false, error: { errorType, errorMessage: '' } };
          }
        },
      });
      return stop;
    },
  };
}
