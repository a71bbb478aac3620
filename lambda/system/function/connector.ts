import { InvokeCommand } from '@aws-sdk/client-lambda';
import type { InvokeCommandOutput, LambdaClient } from '@aws-sdk/client-lambda';
import type { LambdaSettings } from '../../policy/connectors/lambda.ts';
import type { Clock } from '../../value/time.ts';
import type { Connector } from '../model/connector.ts';
import { SystemFaultError } from '../model/faults.ts';
import { answerIn } from '../webhook/answer.ts';
import type { AnswerTo } from '../webhook/answer.ts';
import { sharedCall } from '../webhook/message.ts';
import type { Asked, AskedAction } from '../webhook/message.ts';
import { eventOf } from './event.ts';
import { faultIn, pauseIn } from './outcome.ts';
import { probeOf } from './probe.ts';

export interface FunctionDependencies {
  readonly settings: LambdaSettings;
  readonly client: LambdaClient;
  readonly clock: Clock;
}

/** A step is done however late it is, and one call does not use up the time of the function. */
const responseMilliseconds = { least: 10_000, most: 120_000 };

/** A Lambda function of the operator, which is asked what receivers of webhooks are asked. */
export function openFunction({ settings, client, clock }: FunctionDependencies): Connector {
  async function ask<Action extends AskedAction>(
    action: Action,
    asked: Asked,
  ): Promise<AnswerTo<Action>> {
    const call = sharedCall(settings, asked);
    // Nothing that the function knows people by: there is nothing to ask.
    if (call.identifiers.length === 0) {
      const nothing = { counts: {}, items: [], rows: 0 };
      return answerIn(action, Buffer.from(JSON.stringify(nothing)), call);
    }
    const { least, most } = responseMilliseconds;
    const milliseconds = Math.min(Math.max(call.until - clock(), least), most);
    const { FunctionError: failed, Payload: payload } = await client
      .send(
        new InvokeCommand({
          FunctionName: settings.function,
          Payload: eventOf(action, call),
        }),
        { abortSignal: AbortSignal.timeout(milliseconds) },
      )
      .catch(asFault);
    if (failed !== undefined || payload === undefined) throw faultIn(payload);
    const pause = pauseIn(payload);
    // Another person is counted before and after: that cannot wait.
    if (pause !== undefined && action !== 'control') {
      return { kind: 'waiting', pollAfterSeconds: pause } as AnswerTo<Action>;
    }
    return answerIn(action, payload, call);
  }

  const find: Connector['find'] = (call) => ask('find', call);
  return {
    find,
    export: (call) => ask('export', call),
    erase: (call) => ask('erase', call),
    rectify: (call) => ask('rectify', call),
    restrict: (call) => ask('restrict', call),
    control: (call) => ask('control', call),
    probe: () => probeOf(settings, find, clock()),
  };
}

/** The time is over: the abort of the SDK has no cause that says so. */
function asFault(error: unknown): InvokeCommandOutput {
  const isOver = error instanceof Error && error.name === 'AbortError';
  throw isOver ? new SystemFaultError('timed-out', { cause: error }) : error;
}
