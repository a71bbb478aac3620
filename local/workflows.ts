import * as z from 'zod';
import type { DurableExecutionInvocationInput } from '@aws/durable-execution-sdk-js';
import { setTimeout as delay } from 'node:timers/promises';
import { executionArn, wireState } from './adapters/workflow/execution-state.ts';
import { idOf } from './adapters/workflow/executions.ts';
import { onStart } from './adapters/workflow/started.ts';
import type {
  ExecutionEnd,
  ExecutionRow,
  LocalExecutions,
} from './adapters/workflow/executions.ts';
import { nextDue, openInvokes, ripen } from './adapters/workflow/operations.ts';
import type { Operations, StoredOperation } from './adapters/workflow/operations.ts';
import type { Clock } from '../lambda/value/time.ts';
import { functionNameOf } from './invocation.ts';
import type { Invoke } from './invocation.ts';

const output = z.object({ Status: z.enum(['SUCCEEDED', 'FAILED', 'PENDING']) });

const tickMilliseconds = 250;
/** For starts without a message: their function was killed, or is in another process. */
const usualRereadMilliseconds = 60_000;
const longestBackoffMilliseconds = 60_000;

export interface WorkflowsDependencies {
  readonly executions: LocalExecutions;
  readonly clock: Clock;
  readonly invoke: Invoke;
  /** Durable functions by the name of their workflow. */
  readonly functions: ReadonlyMap<string, { readonly executionTimeoutSeconds: number }>;
  /** One line for the terminal; names only. */
  readonly say: (line: string) => void;
  /** @default - a minute */
  readonly rereadMilliseconds?: number;
}

/**
 * Runs every open execution to its end, as the durable execution service does: invokes, waits for
 * timers and chained functions, invokes again. All state is in the database, so executions of a
 * killed runtime continue at their last checkpoint.
 */
export function driveWorkflows(dependencies: WorkflowsDependencies): {
  readonly stop: () => Promise<void>;
} {
  const { executions, clock, say } = dependencies;
  const rereadMilliseconds = dependencies.rereadMilliseconds ?? usualRereadMilliseconds;
  const running = new Set<string>();
  /**
   * Open executions by name, with when to continue in epoch milliseconds. Compared with the clock on
   * every tick, so that waits of any length end when they are due, also after the machine slept.
   */
  const dueAt = new Map<string, number>();
  const failures = new Map<string, number>();
  const abort = new AbortController();
  let reachable = true;
  let rereadAt = 0;

  const learn = (executionName: string): void => {
    if (!dueAt.has(executionName)) dueAt.set(executionName, 0);
  };

  async function turn(executionName: string): Promise<void> {
    running.add(executionName);
    try {
      const next = await advance(dependencies, executionName);
      if (next === 'ended') dueAt.delete(executionName);
      else dueAt.set(executionName, next);
      failures.delete(executionName);
    } catch (error) {
      const count = (failures.get(executionName) ?? 0) + 1;
      failures.set(executionName, count);
      const backoff = Math.min(longestBackoffMilliseconds, 500 * 2 ** count);
      dueAt.set(executionName, clock() + backoff);
      if (!abort.signal.aborted) say(`${nameOf(error)}, again in ${backoff / 1000} s`);
    } finally {
      running.delete(executionName);
    }
  }

  async function reread(): Promise<void> {
    try {
      (await executions.open()).forEach(learn);
      rereadAt = performance.now() + rereadMilliseconds;
      reachable = true;
    } catch {
      if (reachable) say('workflows: the embedded database does not respond');
      reachable = false;
    }
  }

  const ignoreStarts = onStart(learn);
  const loop = (async () => {
    while (!abort.signal.aborted) {
      if (performance.now() >= rereadAt) await reread();
      const now = clock();
      for (const [executionName, due] of dueAt) {
        if (due <= now && !running.has(executionName)) void turn(executionName);
      }
      await delay(tickMilliseconds);
    }
  })();
  return {
    stop: async () => {
      ignoreStarts();
      abort.abort();
      await loop;
    },
  };
}

/** One invocation. Returns when to continue, in epoch milliseconds. */
async function advance(
  dependencies: WorkflowsDependencies,
  executionName: string,
): Promise<number | 'ended'> {
  const { executions, clock, invoke, functions, say } = dependencies;
  const state = await executions.load(executionName);
  if (state?.row.status !== 'open') return 'ended';
  const { row, operations } = state;
  const durable = functions.get(row.workflow);
  if (durable === undefined) throw new UnknownWorkflowError(`no function runs ${row.workflow}`);
  if (clock() > Date.parse(row.startedAt) + durable.executionTimeoutSeconds * 1000) {
    return ending(dependencies, row, 'timed-out');
  }
  const input = await beginRun(dependencies, row, operations);
  const invocation = await invoke(row.workflow, JSON.stringify(input));
  if (invocation.kind === 'failed') {
    throw new InvocationFailedError(row.workflow, invocation.error.errorType);
  }
  const { Status: status } = output.parse(JSON.parse(invocation.payload));
  const after = await executions.load(executionName);
  if (after?.row.status !== 'open') return 'ended';
  if (status !== 'PENDING') {
    return ending(dependencies, after.row, status === 'SUCCEEDED' ? 'succeeded' : 'failed');
  }
  if (openInvokes(after.operations).length > 0) return clock();
  const due = nextDue(after.operations);
  if (due === undefined) say(`workflow ${row.workflow}: suspended without anything to wait for`);
  return due ?? clock() + 1_000;
}

/**
 * Finishes what the execution waits for and increments its version, so that no older run can write.
 */
async function beginRun(
  { executions, clock, invoke }: WorkflowsDependencies,
  { executionName, version, ...row }: ExecutionRow,
  operations: Operations,
): Promise<DurableExecutionInvocationInput> {
  const finished = await Promise.all(
    openInvokes(operations).map((operation) => runChained(operation, invoke)),
  );
  const changes = [...ripen(operations, new Date(clock())), ...finished];
  const next = await executions.append(executionName, version, changes);
  const merged = new Map(operations);
  for (const change of changes) merged.set(idOf(change.operation), change);
  return {
    DurableExecutionArn: executionArn(executionName),
    CheckpointToken: String(next),
    UpdatedOperationIds: changes.map(({ operation }) => idOf(operation)),
    InitialExecutionState: {
      Operations: wireState({ executionName, version: next, ...row }, merged),
    },
  };
}

async function runChained(
  { operation, invoke: target }: StoredOperation,
  invoke: Invoke,
): Promise<StoredOperation> {
  const { functionName = '', payload = '{}' } = target ?? {};
  const invocation = await invoke(functionNameOf(functionName), payload);
  const EndTimestamp = new Date().toISOString();
  if (invocation.kind === 'returned') {
    const ChainedInvokeDetails = { Result: invocation.payload };
    return { operation: { ...operation, Status: 'SUCCEEDED', EndTimestamp, ChainedInvokeDetails } };
  }
  const { errorType: ErrorType, errorMessage: ErrorMessage } = invocation.error;
  return {
    operation: {
      ...operation,
      Status: invocation.timedOut ? 'TIMED_OUT' : 'FAILED',
      EndTimestamp,
      ChainedInvokeDetails: { Error: { ErrorType, ErrorMessage } },
    },
  };
}

async function ending(
  { executions, say }: WorkflowsDependencies,
  row: ExecutionRow,
  status: ExecutionEnd,
): Promise<'ended'> {
  await executions.end(row, status);
  if (status !== 'succeeded') say(`workflow ${row.workflow}: ${status}`);
  return 'ended';
}

const nameOf = (error: unknown): string =>
  error instanceof InvocationFailedError
    ? error.message
    : `workflows: ${error instanceof Error ? error.name : 'unknown failure'}`;

/** The function failed, timed out or crashed; its message has the type of the error only. */
class InvocationFailedError extends Error {
  override readonly name = 'InvocationFailedError';

  constructor(workflow: string, errorType: string) {
    super(`workflow ${workflow}: ${errorType}`);
  }
}

/** No function in the template runs the workflow of an execution. */
class UnknownWorkflowError extends Error {
  override readonly name = 'UnknownWorkflowError';
}
