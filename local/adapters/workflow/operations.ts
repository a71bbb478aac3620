import type { WireOperation } from '@aws/durable-execution-sdk-js';

/** An operation as the service stores it, with the call of a chained invoke. */
export interface StoredOperation {
  readonly operation: WireOperation;
  readonly invoke?: { readonly functionName: string; readonly payload: string };
}

export type Operations = ReadonlyMap<string, StoredOperation>;

/** Applies the passing of time: waits that are over, and steps whose next attempt is due. */
export function ripen(operations: Operations, now: Date): StoredOperation[] {
  const due = [...operations.values()].filter(({ operation }) => {
    const at = dueAt(operation);
    return at !== undefined && at <= now.getTime();
  });
  return due.map(({ operation }) => ({
    operation:
      operation.Type === 'STEP'
        ? { ...operation, Status: 'READY' }
        : { ...operation, Status: 'SUCCEEDED', EndTimestamp: now.toISOString() },
  }));
}

/** When the next wait or step is due, in epoch milliseconds. */
export function nextDue(operations: Operations): number | undefined {
  const due = [...operations.values()].flatMap(({ operation }) => dueAt(operation) ?? []);
  return due.length === 0 ? undefined : Math.min(...due);
}

function dueAt({ Type, Status, StepDetails, WaitDetails }: WireOperation): number | undefined {
  if (Type === 'STEP' && Status === 'PENDING') return epoch(StepDetails?.NextAttemptTimestamp);
  if (Type === 'WAIT' && Status === 'STARTED') return epoch(WaitDetails?.ScheduledEndTimestamp);
  return undefined;
}

const epoch = (timestamp: Date | string | undefined): number =>
  timestamp === undefined ? 0 : new Date(timestamp).getTime();

/** Chained invokes that have no result yet. */
export const openInvokes = (operations: Operations): StoredOperation[] =>
  [...operations.values()].filter(
    ({ operation, invoke }) => invoke !== undefined && operation.Status === 'STARTED',
  );
