import { DurableExecutionClientError } from '@aws/durable-execution-sdk-js';
import type { OperationUpdate, WireOperation } from '@aws/durable-execution-sdk-js';
import type { StoredOperation } from './operations.ts';

const ended = new Set(['SUCCEEDED', 'FAILED', 'CANCELLED', 'TIMED_OUT', 'STOPPED']);

/**
 * The operation after one update of a checkpoint, by the rules of the durable execution service.
 *
 * @throws DurableExecutionClientError of scope EXECUTION when the operation does not allow it
 */
export function applyUpdate(
  current: StoredOperation | undefined,
  update: OperationUpdate,
  now: Date,
): StoredOperation {
  const status = current?.operation.Status;
  if (status !== undefined && (ended.has(status) || (status === 'PENDING' && !isStart(update)))) {
    throw refused(`${update.Type} ${update.Action} after ${status}`);
  }
  const base = current?.operation ?? begun(update, now);
  switch (update.Type) {
    case 'STEP':
      return { operation: step(base, update, now) };
    case 'CONTEXT':
      return { operation: context(base, update, now) };
    case 'WAIT':
      return { operation: wait(base, update, now) };
    case 'CHAINED_INVOKE':
      return chainedInvoke(base, update);
    case 'EXECUTION':
      return { operation: closed(base, update, now) };
    case 'CALLBACK':
    case undefined:
      throw refused('callbacks are not part of the embedded runtime');
  }
}

const isStart = ({ Action }: OperationUpdate): boolean => Action === 'START';

const refused = (what: string): DurableExecutionClientError =>
  new DurableExecutionClientError(`checkpoint refused: ${what}`, { scope: 'EXECUTION' });

const begun = (update: OperationUpdate, now: Date): WireOperation => ({
  Id: update.Id,
  Type: update.Type,
  ParentId: update.ParentId,
  Name: update.Name,
  SubType: update.SubType,
  Status: 'STARTED',
  StartTimestamp: now.toISOString(),
});

function closed(base: WireOperation, update: OperationUpdate, now: Date): WireOperation {
  if (update.Action !== 'SUCCEED' && update.Action !== 'FAIL') return base;
  const status = update.Action === 'SUCCEED' ? 'SUCCEEDED' : 'FAILED';
  return { ...base, Status: status, EndTimestamp: now.toISOString() };
}

const outcome = ({ Payload, Error }: OperationUpdate) => ({
  Result: Payload,
  Error,
});

function step(base: WireOperation, update: OperationUpdate, now: Date): WireOperation {
  const attempt = base.StepDetails?.Attempt ?? 0;
  if (update.Action === 'START') {
    return { ...base, Status: 'STARTED', StepDetails: { Attempt: attempt } };
  }
  const details = { Attempt: attempt + 1, ...outcome(update) };
  if (update.Action !== 'RETRY') return { ...closed(base, update, now), StepDetails: details };
  const delay = update.StepOptions?.NextAttemptDelaySeconds ?? 1;
  return {
    ...base,
    Status: 'PENDING',
    StepDetails: { ...details, NextAttemptTimestamp: later(now, delay) },
  };
}

function context(base: WireOperation, update: OperationUpdate, now: Date): WireOperation {
  const replayChildren =
    update.ContextOptions?.ReplayChildren ?? base.ContextDetails?.ReplayChildren;
  return {
    ...closed(base, update, now),
    ContextDetails: {
      ReplayChildren: replayChildren,
      ...outcome(update),
    },
  };
}

function wait(base: WireOperation, update: OperationUpdate, now: Date): WireOperation {
  if (update.Action === 'CANCEL') {
    return { ...base, Status: 'CANCELLED', EndTimestamp: now.toISOString() };
  }
  const end = later(now, update.WaitOptions?.WaitSeconds ?? 0);
  return { ...base, WaitDetails: { ScheduledEndTimestamp: end } };
}

function chainedInvoke(base: WireOperation, update: OperationUpdate): StoredOperation {
  const functionName = update.ChainedInvokeOptions?.FunctionName;
  if (functionName === undefined) throw refused('a chained invoke without a function');
  return { operation: base, invoke: { functionName, payload: update.Payload ?? '{}' } };
}

const later = (now: Date, seconds: number): string =>
  new Date(now.getTime() + seconds * 1000).toISOString();
