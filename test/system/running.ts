import { ScanCommand } from '@aws-sdk/client-dynamodb';
import { withDurableExecution } from '@aws/durable-execution-sdk-js';
import type {
  DurableContext,
  DurableExecutionInvocationInput,
} from '@aws/durable-execution-sdk-js';
import type { Context } from 'aws-lambda';
import { setTimeout as delay } from 'node:timers/promises';
import { countInput, recountPerson } from '../../lambda/erasure/count.ts';
import { runFulfilment } from '../../lambda/fulfilment/run.ts';
import type { Database } from '../../lambda/platform/dynamo/database.ts';
import { createApp } from '../../lambda/platform/http/app.ts';
import type { WorkflowInputs } from '../../lambda/platform/workflow/workflow.ts';
import type { Policy } from '../../lambda/policy/schema.ts';
import { taskKey } from '../../lambda/request/model/task.ts';
import type { TaskKey } from '../../lambda/request/model/task.ts';
import type { FulfilmentDependencies } from '../../lambda/request/attempt.ts';
import type { RequestRow } from '../../lambda/request/row.ts';
import { systemHandlers } from '../../lambda/system/api.ts';
import type { Connector } from '../../lambda/system/model/connector.ts';
import type { SystemCalls } from '../../lambda/system/calls.ts';
import { replySchemas } from '../../lambda/system/model/protocol.ts';
import { systemApi } from '../../lambda/system/needs.ts';
import { systemRoutes } from '../../lambda/system/routes.ts';
import { runTask } from '../../lambda/system/run.ts';
import { serveConnector } from '../../lambda/system/serve-connector.ts';
import type { RequestId } from '../../lambda/value/ids.ts';
import { milliseconds } from '../../lambda/value/time.ts';
import { localExecutionClient } from '../../local/adapters/workflow/execution-client.ts';
import { workflowCheckpoints } from '../../local/adapters/workflow/tables.ts';
import { requests } from '../../lambda/request/table.ts';
import { openExecutions } from '../../local/adapters/workflow/executions.ts';
import { driveWorkflows } from '../../local/workflows.ts';
import { officer, openRequestFixture } from '../request/request-fixture.ts';
import type { RequestFixture } from '../request/request-fixture.ts';
import { call, justSignedIn } from '../support/call.ts';
import type { CallResult } from '../support/call.ts';
import { examplePolicy } from '../support/example-policy.ts';
import { openOperatorStore } from './operator-store.ts';
import type { OperatorStore } from './operator-store.ts';

/** Waits of hours pass in a second. */
const haste = 10_000;

type SystemSettings = Policy['systems'][string];

const systemOf = (title: string): SystemSettings => ({
  title,
  owner: 'team@example.com',
  categories: ['prompt-text'],
  timeAllowed: 'P7D',
  cannot: {},
  connector: {
    kind: 'lambda',
    function: 'arn:aws:lambda:eu-central-1:111122223333:function:store',
    identifiers: ['email'],
  },
});

/** The example policy with two systems of the operator, and one that cannot erase. */
export const policyWithSystems: Policy = {
  ...examplePolicy,
  systems: {
    memory: systemOf('Conversation memory'),
    crm: systemOf('Customers'),
  },
};

export interface Running {
  readonly fixture: RequestFixture;
  readonly stores: Readonly<Record<string, OperatorStore>>;
  /** Runs executions of requests and of tasks; a run may have another database. */
  readonly drive: (databaseOf?: (run: number) => Database) => () => Promise<void>;
  readonly until: (
    requestId: RequestId,
    isSo: (row: RequestRow) => boolean,
    seconds?: number,
  ) => Promise<RequestRow>;
  /** What the privacy team does about a task. */
  readonly act: (
    requestId: RequestId,
    task: TaskKey,
    act: 'retry' | 'mark-done' | 'not-applicable',
    body?: object,
  ) => Promise<CallResult>;
  /** Every checkpoint, and every row of a request. */
  readonly everything: () => Promise<readonly object[]>;
  readonly stop: () => Promise<void>;
}

/** Requests with systems on the real local runtime of workflows and the embedded database. */
export async function openRunning(
  policy: Policy = policyWithSystems,
  { recipients = {} }: { readonly recipients?: Readonly<Record<string, Connector>> } = {},
): Promise<Running> {
  const fixture = await openRequestFixture(policy);
  const stores = Object.fromEntries(
    Object.keys(policy.systems).map((id) => [id, openOperatorStore()]),
  );
  const began = Date.now();
  const clock = () => milliseconds(began + (Date.now() - began) * haste);
  const executions = openExecutions(fixture.server.database.client, clock);

  const calls: SystemCalls = {
    async call(target, event) {
      const connector =
        stores[target.replace('system:', '')]?.connector ??
        recipients[target.replace('recipient:', '')];
      if (connector === undefined) return { kind: 'failed', error: 'misconfigured' };
      // Through JSON, as between two functions.
      const serve = serveConnector(connector, { log: fixture.log });
      const reply = await serve(JSON.parse(JSON.stringify(event)));
      return replySchemas[event.action].parse(JSON.parse(JSON.stringify(reply)));
    },
  };
  const platform = { ...fixture, facts: systemApi, environment: {} as never };
  const app = createApp(platform, systemRoutes, systemHandlers(platform));

  const runs = {
    fulfilment: (deps, context, { requestId, attempt }: WorkflowInputs['fulfilment']) =>
      runFulfilment(deps, 'recount', context, { requestId: requestId as RequestId, attempt }),
    'system-run': (deps, context, { requestId, target, attempt }: WorkflowInputs['system-run']) =>
      runTask({ ...deps, calls, stepMilliseconds: 5_000 }, context, {
        requestId: requestId as RequestId,
        target: taskKey.parse(target),
        attempt,
      }),
  } satisfies Record<
    string,
    (deps: FulfilmentDependencies, context: DurableContext, input: never) => Promise<unknown>
  >;

  return {
    fixture,
    stores,
    drive(databaseOf = () => fixture.database) {
      let count = 0;
      const functions = Object.keys(runs).map(
        (name) => [name, { executionTimeoutSeconds: 365 * 86_400 }] as const,
      );
      const { stop } = driveWorkflows({
        ...{ executions, clock, say: () => undefined, functions: new Map(functions) },
        invoke: async (name, payload) => {
          if (name === 'recount') {
            const counted = await recountPerson(fixture, countInput.parse(JSON.parse(payload)));
            return { kind: 'returned', payload: JSON.stringify(counted) };
          }
          const database = databaseOf((count += 1));
          // The clock of the fixture stands still while that of workflows waits.
          const deps = { ...fixture.on(database), lastUseSeconds: 0 };
          const handler = withDurableExecution(
            (input: never, context): Promise<unknown> =>
              runs[name as keyof typeof runs](deps, context, input),
            // What a process that died would still write is lost with it.
            {
              durableExecutionClient: localExecutionClient(openExecutions(database.client, clock)),
            },
          );
          const event = JSON.parse(payload) as DurableExecutionInvocationInput;
          const context = { awsRequestId: 'test', getRemainingTimeInMillis: () => 60_000 };
          try {
            const output = await handler(event, context as Context);
            return { kind: 'returned', payload: JSON.stringify(output) };
          } catch (error) {
            const errorType = error instanceof Error ? error.name : 'Error';
            return { kind: 'failed', timedOut: false, error: { errorType, errorMessage: '' } };
          }
        },
      });
      return stop;
    },
    async until(requestId, isSo, seconds = 30) {
      for (let waited = 0; ; waited += 50) {
        const row = await fixture.requests.get(requestId);
        if (row !== undefined && isSo(row)) return row;
        if (waited > seconds * 1_000) {
          throw new Error(`still ${row?.status} ${JSON.stringify(statesOf(row))}`);
        }
        await delay(50);
      }
    },
    act: (requestId, task, what, body) =>
      call(
        app,
        justSignedIn(
          {
            method: 'POST',
            path: `/v1/requests/${requestId}/tasks/${encodeURIComponent(task)}/${what}`,
            caller: officer,
            ...(body && { body }),
          },
          fixture.clock(),
        ),
      ),
    async everything() {
      const { client } = fixture.server.database;
      const { Items: checkpoints = [] } = await client.send(
        new ScanCommand({ TableName: workflowCheckpoints.name }),
      );
      const rows = await fixture.rows(requests);
      return [...checkpoints, ...rows];
    },
    stop: () => fixture.stop(),
  };
}

export const statesOf = (row: RequestRow | undefined) =>
  Object.fromEntries(
    Object.entries(row?.tasks ?? {}).map(([key, { state, error }]) => [
      key,
      error === undefined ? state : `${state} (${error})`,
    ]),
  );
