import type { Context } from 'aws-lambda';
import { appendFileSync } from 'node:fs';
import { withDurableExecution } from '@aws/durable-execution-sdk-js';
import type { DurableExecutionInvocationInput } from '@aws/durable-execution-sdk-js';
import { openExecutionClient } from '../../../local/adapters/workflow/local-workflow.ts';
import type { Invoke } from '../../../local/invocation.ts';
import { everyOperation } from './handler.ts';

/** Runs `fulfilment` (the durable handler) and `counter` in this process. */
export function localInvoke(effects: string): Invoke {
  const handler = withDurableExecution(everyOperation(effects), {
    durableExecutionClient: openExecutionClient(),
  });
  return async (functionName, payload) => {
    try {
      if (functionName === 'counter') {
        appendFileSync(effects, 'counter\n');
        const { of } = JSON.parse(payload) as { of: number };
        return { kind: 'returned', payload: JSON.stringify({ total: of + 41 }) };
      }
      const event = JSON.parse(payload) as DurableExecutionInvocationInput;
      const context = {
        awsRequestId: 'test',
        getRemainingTimeInMillis: () => 60_000,
      } as Context;
      return { kind: 'returned', payload: JSON.stringify(await handler(event, context)) };
    } catch (error) {
      const errorType = error instanceof Error ? error.name : 'Error';
      return { kind: 'failed', timedOut: false, error: { errorType, errorMessage: '' } };
    }
  };
}
