import { withDurableExecution } from '@aws/durable-execution-sdk-js';
import type { DurableExecutionInvocationInput } from '@aws/durable-execution-sdk-js';
import type { Context } from 'aws-lambda';
import { setTimeout as delay } from 'node:timers/promises';
import { openConsents } from '../../lambda/consent/consents.ts';
import type { Database } from '../../lambda/platform/dynamo/database.ts';
import type { Item } from '../../lambda/platform/dynamo/statement.ts';
import { update } from '../../lambda/platform/dynamo/statement.ts';
import { transact } from '../../lambda/platform/dynamo/transact.ts';
import type { SubjectId } from '../../lambda/value/ids.ts';
import { milliseconds } from '../../lambda/value/time.ts';
import type { EpochMilliseconds } from '../../lambda/value/time.ts';
import { localExecutionClient } from '../../local/adapters/workflow/execution-client.ts';
import { openExecutions } from '../../local/adapters/workflow/executions.ts';
import { workflowCheckpoints, workflowExecutions } from '../../local/adapters/workflow/tables.ts';
import { LocalWorkflow } from '../../local/adapters/workflow/local-workflow.ts';
import type { WorkflowInputs } from '../../lambda/platform/workflow/workflow.ts';
import type { Policy } from '../../lambda/policy/schema.ts';
import { retentionSweep } from '../../lambda/retention/needs.ts';
import { runSweep } from '../../lambda/retention/run-sweep.ts';
import { openSweeps } from '../../lambda/retention/sweep-store.ts';
import type { SweepName } from '../../lambda/retention/sweep-store.ts';
import { subjects } from '../../lambda/subject/table.ts';
import { createTables, fromFacts } from '../../local/tables.ts';
import { driveWorkflows } from '../../local/workflows.ts';
import { boundTo } from '../record/record-fixture.ts';
import type { RecordFixture } from '../record/record-fixture.ts';

/** Waits of minutes pass in a second. */
const haste = 1_000;

export interface Sweeping {
  readonly workflow: LocalWorkflow;
  /** Names of executions, in whatever state. */
  readonly ended: (executionName: string) => Promise<string>;
  /** Runs every open execution to its end, with the database that a run is given. */
  readonly drive: (databaseOf?: (run: number) => Database, policy?: Policy) => () => Promise<void>;
}

export async function openSweeping(fixture: RecordFixture): Promise<Sweeping> {
  const { client } = fixture.database;
  await createTables(
    client,
    [workflowExecutions, workflowCheckpoints].map((facts) => fromFacts(facts)),
  );
  const began = Date.now();
  const clock = (): EpochMilliseconds => milliseconds(began + (Date.now() - began) * haste);
  const executions = openExecutions(client, clock);

  return {
    workflow: new LocalWorkflow(executions),
    async ended(executionName) {
      for (let waited = 0; waited < 20_000; waited += 50) {
        const status = (await executions.load(executionName))?.row.status;
        if (status !== undefined && status !== 'open') return status;
        await delay(50);
      }
      return 'open';
    },
    drive(databaseOf = () => fixture.database, policy = fixture.policy) {
      let runs = 0;
      const { stop } = driveWorkflows({
        ...{ executions, clock, say: () => undefined },
        functions: new Map([['retention-sweep', { executionTimeoutSeconds: 14 * 86_400 }]]),
        invoke: async (_, payload) => {
          const database = boundTo(retentionSweep, fixture, databaseOf((runs += 1)));
          const deps = {
            ...{
              database,
              policy,
              clock: fixture.clock,
              log: fixture.log,
              stepMilliseconds: 0,
              rowsPerPage: 50,
            },
            sweeps: openSweeps({ database, policy, clock: fixture.clock }),
          };
          const handler = withDurableExecution(
            (input: WorkflowInputs['retention-sweep'], context) =>
              runSweep(deps, context, input as SweepName),
            { durableExecutionClient: localExecutionClient(executions, clock) },
          );
          const event = JSON.parse(payload) as DurableExecutionInvocationInput;
          try {
            const context = {
              awsRequestId: 'test',
              getRemainingTimeInMillis: () => 60_000,
            } as Context;
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

/** Says about `improvement` what a person may say. */
export async function say(
  fixture: RecordFixture,
  subjectId: SubjectId,
  state: 'given' | 'withdrawn' | 'refused',
) {
  const subject = await fixture.subjects.get(subjectId);
  if (subject === undefined) throw new Error('nobody');
  const { id, version } = fixture.policy.published['improvement']!;
  const said = await openConsents(fixture).record(
    subject,
    { purpose: 'improvement', state, givenBy: 'subject', notice: { id, version }, locale: 'en' },
    { recorder: { kind: 'subject' } },
  );
  if (said.kind !== 'recorded') throw new Error(said.kind);
}

/** Changes the row of a person. */
export async function set(
  fixture: RecordFixture,
  subjectId: SubjectId,
  changes: Item,
): Promise<void> {
  const subject = await fixture.subjects.get(subjectId);
  if (subject === undefined) throw new Error('nobody');
  const statement = update(subjects, { subjectId }, subject.version, changes);
  const { kind } = await transact(fixture.database, [statement]);
  if (kind !== 'committed') throw new Error(kind);
}
