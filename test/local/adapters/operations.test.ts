import type { OperationUpdate } from '@aws/durable-execution-sdk-js';
import { describe, expect, test } from 'vitest';
import { applyUpdate } from '../../../local/adapters/workflow/operation-updates.ts';
import { nextDue, openInvokes, ripen } from '../../../local/adapters/workflow/operations.ts';
import type { StoredOperation } from '../../../local/adapters/workflow/operations.ts';

const now = new Date('2026-11-24T03:00:00.000Z');
const inSeconds = (seconds: number) => new Date(now.getTime() + seconds * 1000);

const update = (
  Type: OperationUpdate['Type'],
  Action: OperationUpdate['Action'],
  rest: Partial<OperationUpdate> = {},
): OperationUpdate => ({ Id: 'a', Name: 'one', Type, Action, ...rest });

const after = (...updates: OperationUpdate[]): StoredOperation | undefined =>
  updates.reduce<StoredOperation | undefined>(
    (current, each) => applyUpdate(current, each, now),
    undefined,
  );
const state = (operation: StoredOperation | undefined) => new Map([['a', operation!]]);

const start = update('STEP', 'START');
const succeed = update('STEP', 'SUCCEED', { Payload: '{"n":1}' });
const fail = update('STEP', 'FAIL', { Error: { ErrorType: 'RangeError' } });
const retry = update('STEP', 'RETRY', { StepOptions: { NextAttemptDelaySeconds: 60 } });

describe('operations of a durable execution', () => {
  test('a step that succeeds keeps its result, attempts and times', () => {
    expect(after(start, succeed)?.operation).toEqual({
      Id: 'a',
      Name: 'one',
      Type: 'STEP',
      Status: 'SUCCEEDED',
      StartTimestamp: now.toISOString(),
      EndTimestamp: now.toISOString(),
      StepDetails: { Attempt: 1, Result: '{"n":1}' },
    });
  });

  test('a step that fails keeps its error', () => {
    expect(after(start, fail)?.operation).toMatchObject({
      Status: 'FAILED',
      StepDetails: { Attempt: 1, Error: { ErrorType: 'RangeError' } },
    });
  });

  test('a retry waits, then is ready, and counts its attempts', () => {
    const pending = after(start, retry);

    expect(pending?.operation).toMatchObject({
      Status: 'PENDING',
      StepDetails: { Attempt: 1, NextAttemptTimestamp: inSeconds(60).toISOString() },
    });
    expect(ripen(state(pending), inSeconds(59))).toEqual([]);
    const [ready] = ripen(state(pending), inSeconds(60));
    expect(ready?.operation.Status).toBe('READY');
    const again = applyUpdate(ready, start, inSeconds(60));
    expect(again.operation).toMatchObject({ Status: 'STARTED', StepDetails: { Attempt: 1 } });
    expect(applyUpdate(again, succeed, inSeconds(61)).operation.StepDetails?.Attempt).toBe(2);
  });

  test.each([
    ['a second', 1],
    ['fourteen days', 14 * 86_400],
    ['more than a timer of Node.js can hold', 400 * 86_400],
  ])('a wait of %s is over then and not before', (_, WaitSeconds) => {
    const waiting = state(after(update('WAIT', 'START', { WaitOptions: { WaitSeconds } })));

    expect(nextDue(waiting)).toBe(inSeconds(WaitSeconds).getTime());
    expect(ripen(waiting, inSeconds(WaitSeconds - 1))).toEqual([]);
    expect(ripen(waiting, inSeconds(WaitSeconds))[0]?.operation.Status).toBe('SUCCEEDED');
  });

  test('a chained invoke is open until it has a result', () => {
    const asked = after(
      update('CHAINED_INVOKE', 'START', {
        Payload: '{"n":1}',
        ChainedInvokeOptions: { FunctionName: 'recount' },
      }),
    );

    expect(openInvokes(state(asked))[0]?.invoke).toEqual({
      functionName: 'recount',
      payload: '{"n":1}',
    });
    const done = { operation: { ...asked!.operation, Status: 'SUCCEEDED' as const } };
    expect(openInvokes(state(done))).toEqual([]);
  });

  test('a context keeps its result and whether its children are replayed', () => {
    const context = after(
      update('CONTEXT', 'START'),
      update('CONTEXT', 'SUCCEED', { Payload: '1', ContextOptions: { ReplayChildren: true } }),
    );

    expect(context?.operation).toMatchObject({
      Status: 'SUCCEEDED',
      ContextDetails: { Result: '1', ReplayChildren: true },
    });
  });

  test.each([
    ['a step that succeeded', [start, succeed, succeed]],
    ['a step that failed', [start, fail, start]],
    ['a retry before its time', [start, retry, succeed]],
    ['a callback', [update('CALLBACK', 'START')]],
    ['a chained invoke without a function', [update('CHAINED_INVOKE', 'START')]],
  ])('%s is rejected, and fails the execution', (_, updates) => {
    expect(() => after(...updates)).toThrow(
      expect.objectContaining({ isDurableExecutionClientError: true, scope: 'EXECUTION' }),
    );
  });
});
