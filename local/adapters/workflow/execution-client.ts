import { DurableExecutionClientError } from '@aws/durable-execution-sdk-js';
import type { DurableExecutionClient, OperationUpdate } from '@aws/durable-execution-sdk-js';
import { systemClock } from '../../../lambda/value/time.ts';
import type { Clock } from '../../../lambda/value/time.ts';
import { ExecutionMovedOnError, idOf } from './executions.ts';
import type { LocalExecutions } from './executions.ts';
import { nameOf, wireState } from './execution-state.ts';
import { applyUpdate } from './operation-updates.ts';
import { ripen } from './operations.ts';
import type { Operations, StoredOperation } from './operations.ts';

/*
 * A checkpoint token is the version of the execution row. Each invocation increments the version,
 * so that the token of an earlier run, which may still be alive, is rejected.
 */

/** The durable execution client of the SDK, on the embedded database instead of the service. */
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
