import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import * as z from 'zod';
import { connectorFunctionName } from '../policy/connector-name.ts';
import type { TaskKey } from '../request/model/task.ts';
import { systemErrorOf } from './model/faults.ts';
import type { ConnectorAction, ConnectorEvent, Failed, ReplyOf } from './model/protocol.ts';
import { replySchemas } from './model/protocol.ts';

/** Calls the connectors of systems and of recipients, each of which is a function of its own. */
export interface SystemCalls {
  /** Never throws for what a system does: a fault is a reply. */
  call<Action extends ConnectorAction>(
    target: TaskKey,
    event: Extract<ConnectorEvent, { action: Action }>,
  ): Promise<ReplyOf[Action] | Failed>;
}

/** Longer than the function of a connector can take. */
const requestMilliseconds = 320_000;

/** The value of `CUSTOS_SYSTEMS`: names of functions in AWS by their names in Custos. */
const functionNames = z.record(z.string(), z.string());

/** @param functions JSON, as the binding of `{ systems: 'call' }` writes it */
export function openSystemCalls(functions: string): SystemCalls {
  const names = functionNames.parse(JSON.parse(functions));
  const client = new LambdaClient({
    // A repeated call is the decision of the run, which counts it.
    maxAttempts: 1,
    requestHandler: {
      connectionTimeout: 2_000,
      requestTimeout: requestMilliseconds,
      throwOnRequestTimeout: true,
    },
  });

  return {
    async call(target, event) {
      const FunctionName = names[connectorFunctionName(target)];
      // The policy names the system no more.
      if (FunctionName === undefined) return failed('misconfigured');
      try {
        const Payload = Buffer.from(JSON.stringify(event));
        const output = await client.send(new InvokeCommand({ FunctionName, Payload }));
        const reply = JSON.parse(Buffer.from(output.Payload ?? []).toString('utf8')) as unknown;
        if (output.FunctionError !== undefined) return failed(faultOf(reply));
        const parsed = replySchemas[event.action].safeParse(reply);
        return parsed.success ? parsed.data : failed('invalid-answer');
      } catch (error) {
        return failed(error instanceof SyntaxError ? 'invalid-answer' : systemErrorOf(error));
      }
    },
  };
}

const failed = (error: Failed['error']): Failed => ({ kind: 'failed', error });

/** AWS Lambda names its own faults; a connector throws none. */
const runtimeFault = z.object({
  errorType: z.string().optional(),
  errorMessage: z.string().optional(),
});

function faultOf(payload: unknown): Failed['error'] {
  const { errorType = '', errorMessage = '' } = runtimeFault.safeParse(payload).data ?? {};
  return /Timedout|Timeout/i.test(errorType) || errorMessage.includes('Task timed out')
    ? 'timed-out'
    : 'internal';
}
