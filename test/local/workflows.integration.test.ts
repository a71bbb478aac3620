import { afterEach, expect, onTestFinished, test, vi } from 'vitest';
import { withDurableExecution } from '@aws/durable-execution-sdk-js';
import type {
  DurableContext,
  DurableExecutionInvocationInput,
} from '@aws/durable-execution-sdk-js';
import type { Context } from 'aws-lambda';
import { systemClock } from '../../lambda/value/time.ts';
import { localExecutionClient } from '../../local/adapters/workflow/execution-client.ts';
import type { LocalExecutions } from '../../local/adapters/workflow/executions.ts';
import { driveWorkflows } from '../../local/workflows.ts';
import { driven } from '../platform/workflow/driven.ts';

afterEach(() => vi.restoreAllMocks());

/** Drives `fulfilment` in this process; counts what the driver reads. */
async function driving(work: (context: DurableContext) => Promise<unknown>) {
  const { executions, endOf } = await driven(onTestFinished);
  const reads = { open: 0, load: 0 };
  const counted: LocalExecutions = {
    ...executions,
    open: () => ((reads.open += 1), executions.open()),
    load: (name) => ((reads.load += 1), executions.load(name)),
  };
  const handler = withDurableExecution((_: unknown, context) => work(context), {
    durableExecutionClient: localExecutionClient(executions),
  });
  const start = () => {
    const { stop } = driveWorkflows({
      executions: counted,
      clock: systemClock,
      say: () => undefined,
      functions: new Map([['fulfilment', { executionTimeoutSeconds: 3_600 }]]),
      invoke: async (_, payload) => {
        const event = JSON.parse(payload) as DurableExecutionInvocationInput;
        const context = { awsRequestId: 'a', getRemainingTimeInMillis: () => 60_000 } as Context;
        return { kind: 'returned', payload: JSON.stringify(await handler(event, context)) };
      },
    });
    onTestFinished(stop);
    return stop;
  };
  return { executions, endOf, reads, start };
}

test('an execution that starts is run without a search for it', async () => {
  const { executions, endOf, reads, start } = await driving((context) =>
    context.step('only', () => Promise.resolve('done')),
  );
  start();
  await vi.waitFor(() => expect(reads.open).toBe(1));

  await executions.start('fulfilment', 'one', {});

  expect(await endOf('one')).toBe('succeeded');
  expect(reads.open).toBe(1);
});

test('nothing is read of an execution while it waits', async () => {
  const { executions, endOf, reads, start } = await driving(async (context) => {
    await context.wait('pause', { seconds: 2 });
    return 'done';
  });
  start();

  await executions.start('fulfilment', 'waits', {});

  expect(await endOf('waits')).toBe('succeeded');
  // Before and after each of its two runs.
  expect(reads).toEqual({ open: 1, load: 4 });
});

test('an execution that was open when its driver stopped is found by the next one', async () => {
  const { executions, endOf, start } = await driving(async (context) => {
    await context.wait('pause', { seconds: 2 });
    return 'done';
  });
  const stop = start();
  await executions.start('fulfilment', 'left', {});
  await vi.waitFor(async () => expect((await executions.load('left'))?.operations.size).toBe(1));
  await stop();

  start();

  expect(await endOf('left')).toBe('succeeded');
});
