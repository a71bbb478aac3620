import { DurableExecutionClientError } from '@aws/durable-execution-sdk-js';
import type {
  DurableExecutionClient,
  OperationUpdate,
  WireOperation,
} from '@aws/durable-execution-sdk-js';
import { systemClock } from '../../../lambda/value/time.ts';
import type { Clock } from '../../../lambda/value/time.ts';
import { ExecutionMovedOnError, idOf } from './executions.ts';
import type { ExecutionRow, LocalExecutions } from './executions.ts';
import { applyUpdate, ripen } from './operations.ts';
import type { Operations, StoredOperation } from './operations.ts';

/*
 * A checkpoint token is the version of the execution row. Beginning an invocation moves the version,
 * so the token of a run that was given up for dead is refused from then on.
 */

const arnPrefix = 'arn:aws:lambda:local:000000000000:durable-execution/';

/** The ARN under which the embedded runtime hands an execution to the SDK. */
export const executionArn = (executionName: string): string => arnPrefix + executionName;

const nameOf = (arn = ''): string => arn.slice(arnPrefix.length);

/** The SDK's transport, on the embedded database instead of the durable execution service. */
export function localExecutionClient(
  executions: LocalExecutions,
  clock: Clock = systemClock,
): DurableExecutionClient {
  const load = async (arn: string | undefined, token: string | undefined) => {
    const state = await asTransport(() => executions.load(nameOf(arn)));
    if (state?.row.status !== 'open') {
      throw new DurableExecutionClientError('no such open execution', { scope: 'EXECUTION' });
    }
    if (String(state.row.version) !== token) throw staleToken();
    return state;
  };
  return {
    async getExecutionState({ DurableExecutionArn, CheckpointToken }) {
      const { row, operations } = await load(DurableExecutionArn, CheckpointToken);
      return { Operations: wireState(row, operations) };
    },
    async checkpoint({ DurableExecutionArn, CheckpointToken, Updates = [] }) {
      const { row, operations } = await load(DurableExecutionArn, CheckpointToken);
      const now = new Date(clock());
      const changes = changesOf(operations, Updates, now);
      const version =
        changes.length === 0
          ? row.version
          : await asTransport(() => executions.append(row.executionName, row.version, changes));
      return {
        CheckpointToken: String(version),
        NewExecutionState: { Operations: changes.map(({ operation }) => operation) },
      };
    },
  };
}

function changesOf(
  operations: Operations,
  updates: readonly OperationUpdate[],
  now: Date,
): StoredOperation[] {
  const state = new Map(operations);
  const changed = new Map<string, StoredOperation>();
  const set = (change: StoredOperation) => {
    state.set(idOf(change.operation), change);
    changed.set(idOf(change.operation), change);
  };
  ripen(operations, now).forEach(set);
  for (const change of updates) set(applyUpdate(state.get(change.Id ?? ''), change, now));
  return [...changed.values()];
}

/** All operations, the EXECUTION with the input first, as an invocation receives them. */
export const wireState = (row: ExecutionRow, operations: Operations): WireOperation[] => [
  {
    Id: `execution-${row.executionName}`,
    Type: 'EXECUTION',
    Status: 'STARTED',
    StartTimestamp: row.startedAt,
    ExecutionDetails: { InputPayload: row.input },
  },
  ...[...operations.values()].map(({ operation }) => operation),
];

const staleToken = (cause?: unknown) =>
  new DurableExecutionClientError('Invalid Checkpoint Token', { scope: 'INVOCATION', cause });

async function asTransport<Answer>(send: () => Promise<Answer>): Promise<Answer> {
  try {
    return await send();
  } catch (error) {
    if (error instanceof ExecutionMovedOnError) throw staleToken(error);
    throw new DurableExecutionClientError('the embedded database did not answer', {
      scope: 'INVOCATION',
      cause: error,
    });
  }
}
