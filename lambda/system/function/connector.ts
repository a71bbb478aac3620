import { InvokeCommand } from '@aws-sdk/client-lambda';
import type { InvokeCommandOutput, LambdaClient } from '@aws-sdk/client-lambda';
import type { LambdaSettings } from '../../policy/connectors/lambda.ts';
import type { Clock } from '../../value/time.ts';
import type { Connector } from '../model/connector.ts';
import { SystemFaultError } from '../model/faults.ts';
import { answerIn } from '../receiver/answer.ts';
import type { AnswerTo } from '../receiver/answer.ts';
import { nothingOf, receiverConnector } from '../receiver/connector.ts';
import { deliveryOf } from '../receiver/delivery.ts';
import { messageOf } from '../receiver/message.ts';
import type { Asked, AskedAction } from '../receiver/message.ts';
import { faultIn, pauseIn } from './outcome.ts';
import { explained } from './probe.ts';

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
    call: Asked,
  ): Promise<AnswerTo<Action>> {
    if (call.identifiers.length === 0) return nothingOf(action, call);
    const { until } = call;
    const { least, most } = responseMilliseconds;
    const milliseconds = Math.min(Math.max(until - clock(), least), most);
    const { FunctionError: failed, Payload: payload } = await client
      .send(
        new InvokeCommand({
          FunctionName: settings.function,
          Payload: messageOf(deliveryOf(call), action, call, { until }),
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

  const { identifiers } = settings;
  const explain = (error: unknown) => explained(error, settings);
  return receiverConnector({ identifiers, ask, explain });
}

/** The time is over: the abort of the SDK has no cause that says so. */
function asFault(error: unknown): InvokeCommandOutput {
  const isOver = error instanceof Error && error.name === 'AbortError';
  throw isOver ? new SystemFaultError('timed-out', { cause: error }) : error;
}
