import { withDurableExecution } from '@aws/durable-execution-sdk-js';
import type {
  DurableContext,
  DurableExecutionInvocationInput,
} from '@aws/durable-execution-sdk-js';
import type { Context } from 'aws-lambda';
import { countInput, recountPerson } from '../../lambda/erasure/count.ts';
import { runFulfilment } from '../../lambda/fulfilment/run.ts';
import type { Log } from '../../lambda/platform/log/log.ts';
import type { WorkflowInputs } from '../../lambda/platform/workflow/workflow.ts';
import { subjectIssuersOf } from '../../lambda/policy/id-issuers.ts';
import type { FulfilmentDependencies } from '../../lambda/request/attempt.ts';
import { taskKey } from '../../lambda/request/model/task.ts';
import type { RunLimits } from '../../lambda/system/asking.ts';
import type { SystemCalls } from '../../lambda/system/calls.ts';
import type { Connector } from '../../lambda/system/model/connector.ts';
import { replySchemas } from '../../lambda/system/model/protocol.ts';
import { runTask } from '../../lambda/system/run.ts';
import { serveConnector } from '../../lambda/system/serve-connector.ts';
import type { RequestId } from '../../lambda/value/ids.ts';
import type { Clock } from '../../lambda/value/time.ts';
import { localExecutionClient } from '../../local/adapters/workflow/execution-client.ts';
import type { LocalExecutions } from '../../local/adapters/workflow/executions.ts';
import { driveWorkflows } from '../../local/workflows.ts';

/** Connectors by the key of the task, each behind the JSON of a call between two functions. */
export const callsTo = (
  connectorOf: (target: string) => Connector | undefined,
  log: Log,
): SystemCalls => ({
  async call(target, event) {
    const connector = connectorOf(target);
    if (connector === undefined) return { kind: 'failed', error: 'misconfigured' };
    const reply = await serveConnector(connector, { log })(JSON.parse(JSON.stringify(event)));
    return replySchemas[event.action].parse(JSON.parse(JSON.stringify(reply)));
  },
});

interface Run {
  readonly deps: FulfilmentDependencies;
  /** Of runs of tasks, with the tables of their function alone. */
  readonly taskDeps: FulfilmentDependencies;
  readonly calls: SystemCalls;
  readonly limits: RunLimits;
}

const runs = {
  fulfilment: (
    { deps }: Run,
    context,
    { requestId, attempt }: WorkflowInputs['fulfilment'],
  ): Promise<unknown> =>
    runFulfilment(deps, 'recount', context, { requestId: requestId as RequestId, attempt }),
  'system-run': (
    { taskDeps, calls, limits }: Run,
    context,
    { requestId, target, attempt }: WorkflowInputs['system-run'],
  ): Promise<unknown> =>
    runTask(
      { ...taskDeps, signIns: subjectIssuersOf(taskDeps.policy.issuers), calls, ...limits },
      context,
      {
        requestId: requestId as RequestId,
        target: taskKey.parse(target),
        attempt,
      },
    ),
} satisfies Record<string, (run: Run, context: DurableContext, input: never) => Promise<unknown>>;

interface Driven {
  readonly executions: LocalExecutions;
  readonly clock: Clock;
  /** On what the next run works; its checkpoints are lost with its connection. */
  readonly next: () => Run & { readonly executions: LocalExecutions };
  /** Runs before and after each run of a workflow. */
  readonly around?: (work: () => Promise<unknown>) => Promise<unknown>;
}

/** Runs executions of requests and of tasks on the local runtime of workflows until it is stopped. */
export function driveRequests({ executions, clock, next, around = (work) => work() }: Driven): {
  readonly stop: () => Promise<void>;
} {
  const names = Object.keys(runs);
  return driveWorkflows({
    ...{ executions, clock, say: () => undefined },
    functions: new Map(names.map((name) => [name, { executionTimeoutSeconds: 365 * 86_400 }])),
    invoke: async (name, payload) => {
      const { executions: own, ...run } = next();
      if (name === 'recount') {
        const counted = await recountPerson(run.deps, countInput.parse(JSON.parse(payload)));
        return { kind: 'returned', payload: JSON.stringify(counted) };
      }
      const handler = withDurableExecution(
        (input: never, context): Promise<unknown> =>
          runs[name as keyof typeof runs](run, context, input),
        { durableExecutionClient: localExecutionClient(own, clock) },
      );
      const event = JSON.parse(payload) as DurableExecutionInvocationInput;
      const context = { awsRequestId: 'test', getRemainingTimeInMillis: () => 60_000 };
      try {
        const output = await around(() => handler(event, context as Context));
        return { kind: 'returned', payload: JSON.stringify(output) };
      } catch (error) {
        const errorType = error instanceof Error ? error.name : 'Error';
        return { kind: 'failed', timedOut: false, error: { errorType, errorMessage: '' } };
      }
    },
  });
}
