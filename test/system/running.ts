import { ScanCommand } from '@aws-sdk/client-dynamodb';
import { setTimeout as delay } from 'node:timers/promises';
import type { Database } from '../../lambda/platform/dynamo/database.ts';
import { createApp } from '../../lambda/platform/http/app.ts';
import type { Policy } from '../../lambda/policy/schema.ts';
import type { TaskKey } from '../../lambda/request/model/task.ts';
import type { RequestRow } from '../../lambda/request/row.ts';
import { systemHandlers } from '../../lambda/system/api.ts';
import type { Connector } from '../../lambda/system/model/connector.ts';
import { systemApi, systemRun } from '../../lambda/system/needs.ts';
import { systemRoutes } from '../../lambda/system/routes.ts';
import type { RequestId } from '../../lambda/value/ids.ts';
import { milliseconds } from '../../lambda/value/time.ts';
import { workflowCheckpoints } from '../../local/adapters/workflow/tables.ts';
import { requests } from '../../lambda/request/table.ts';
import { openExecutions } from '../../local/adapters/workflow/executions.ts';
import { boundTo } from '../record/record-fixture.ts';
import { officer, openRequestFixture } from '../request/request-fixture.ts';
import type { RequestFixture } from '../request/request-fixture.ts';
import { call, justSignedIn } from '../support/call.ts';
import type { CallResult } from '../support/call.ts';
import { examplePolicy } from '../support/example-policy.ts';
import { callsTo, driveRequests } from './driven.ts';
import { openOperatorStore } from './operator-store.ts';
import type { OperatorStore } from './operator-store.ts';

/** Waits of hours pass in a second. */
const hours = 10_000;
const limits = { stepMilliseconds: 5_000, maximumPages: 200, lastCallSeconds: 1_800 };

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
  /** The same while the sweep runs, which takes the first due action of a request alone each time. */
  readonly sweepUntil: (
    requestId: RequestId,
    isSo: (row: RequestRow) => boolean,
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
  /** Waits of workflows are over that end within so many seconds. */
  readonly wait: (seconds: number) => void;
  readonly stop: () => Promise<void>;
}

interface RunningOptions {
  readonly recipients?: Readonly<Record<string, Connector>>;
  /** Of systems whose store is a real one. */
  readonly connectors?: Readonly<Record<string, Connector>>;
  /** How much faster workflows wait. @default - hours pass in a second */
  readonly haste?: number;
}

/** Requests with systems on the real local runtime of workflows and the embedded database. */
export async function openRunning(
  policy: Policy = policyWithSystems,
  { recipients = {}, connectors = {}, haste = hours }: RunningOptions = {},
): Promise<Running> {
  const fixture = await openRequestFixture(policy);
  const stores = Object.fromEntries(
    Object.keys(policy.systems).map((id) => [id, openOperatorStore()]),
  );
  const began = Date.now();
  let passed = 0;
  const clock = () => milliseconds(began + passed + (Date.now() - began) * haste);
  const executions = openExecutions(fixture.server.database.client, clock);

  const calls = callsTo(
    (target) =>
      connectors[target.replace('system:', '')] ??
      stores[target.replace('system:', '')]?.connector ??
      recipients[target.replace('recipient:', '')],
    fixture.log,
  );
  const platform = {
    ...{ ...fixture, facts: systemApi, environment: {} as never },
    database: boundTo(systemApi, fixture.server, fixture.database),
  };
  const app = createApp(platform, systemRoutes, systemHandlers(platform));
  const until = async (
    requestId: RequestId,
    isSo: (row: RequestRow) => boolean,
    seconds = 30,
    sweep: () => Promise<unknown> = () => Promise.resolve(),
  ): Promise<RequestRow> => {
    for (let waited = 0; ; waited += 50) {
      if (waited % 1_000 === 0) await sweep();
      const row = await fixture.requests.get(requestId);
      if (row !== undefined && isSo(row)) return row;
      if (waited > seconds * 1_000) {
        throw new Error(`still ${row?.status} ${JSON.stringify(statesOf(row))}`);
      }
      await delay(50);
    }
  };

  return {
    fixture,
    stores,
    drive(databaseOf = () => fixture.database) {
      let count = 0;
      const { stop } = driveRequests({
        ...{ executions, clock },
        next: () => {
          const database = databaseOf((count += 1));
          return {
            // The clock of the fixture stands still while that of workflows waits.
            deps: { ...fixture.on(database), lastUseSeconds: 0 },
            taskDeps: fixture.on(boundTo(systemRun, fixture.server, database)),
            ...{ calls, limits },
            // What a process that died would still write is lost with it.
            executions: openExecutions(database.client, clock),
          };
        },
      });
      return stop;
    },
    until: (requestId, isSo, seconds) => until(requestId, isSo, seconds),
    sweepUntil: (requestId, isSo) => until(requestId, isSo, 30, fixture.sweep),
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
    wait(seconds) {
      passed += seconds * 1_000;
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
