import type { WebhookSettings } from '../../policy/connectors/webhook.ts';
import type { Keyring } from '../../platform/keyring/keyring.ts';
import type { Resolve } from '../../platform/webhook/destination.ts';
import { guardedFetch } from '../../platform/webhook/guarded-fetch.ts';
import type { GuardedResponse } from '../../platform/webhook/guarded-fetch.ts';
import { signRequest } from '../../platform/webhook/sign-request.ts';
import type { Clock } from '../../value/time.ts';
import type { Connector } from '../model/connector.ts';
import { SystemFaultError } from '../model/faults.ts';
import { answerIn } from '../receiver/answer.ts';
import type { AnswerTo } from '../receiver/answer.ts';
import { nothingOf, receiverConnector } from '../receiver/connector.ts';
import { deliveryOf } from '../receiver/delivery.ts';
import { messageOf } from '../receiver/message.ts';
import type { Asked, AskedAction } from '../receiver/message.ts';
import { explained } from './probe.ts';
import { maximumAnswerBytes, pauseIn } from './response.ts';
import { faultOfEgress, faultOfStatus } from './status-fault.ts';

export interface WebhookDependencies {
  readonly settings: WebhookSettings;
  readonly keyring: Keyring;
  readonly clock: Clock;
  readonly resolve: Resolve;
  /** On the stage `local`, where a receiver can be on the same machine. */
  readonly allowsLoopback: boolean;
  /** It notifies a recipient (GDPR Art. 19): a call that names no one notifies no one. */
  readonly isNotice: boolean;
}

const connectMilliseconds = 5_000;
/** A step is done however late it is, and one call does not use up the time of the function. */
const responseMilliseconds = { least: 10_000, most: 60_000 };
/** When a receiver is asked again that names no time. */
const pollAfterSeconds = 60;

/** A service of the operator or of a processor that answers signed calls over HTTPS. */
export function openWebhook(deps: WebhookDependencies): Connector {
  const { settings, clock } = deps;

  async function ask<Action extends AskedAction>(
    action: Action,
    call: Asked,
  ): Promise<AnswerTo<Action>> {
    const isUnnamed = call.identifiers.length === 0;
    // Nor does a correction say anything whose former value is not known.
    if (deps.isNotice && (isUnnamed || call.corrections?.length === 0)) {
      throw new SystemFaultError('not-found');
    }
    if (isUnnamed) return nothingOf(action, call);
    const response = await send(deps, action, call);
    const { status, body } = response;
    if (status === 200) return answerIn(action, body, call);
    if (status === 204 && action !== 'find') {
      return answerIn(action, Buffer.from('{"counts":{}}'), call);
    }
    const pause = pauseIn(response, clock());
    const isTaken = status === 202 && settings.answer !== 'at-once';
    const isBusy = (status === 429 || status === 503) && pause !== undefined;
    // Another person is counted before and after: that cannot wait.
    if (action === 'control' || !(isTaken || isBusy)) throw faultOfStatus(status);
    const isCalledBack = isTaken && settings.answer === 'callback';
    const after = pause ?? (isCalledBack ? undefined : pollAfterSeconds);
    return { kind: 'waiting', pollAfterSeconds: after } as AnswerTo<Action>;
  }

  return receiverConnector({ identifiers: settings.identifiers, ask, explain: explained });
}

/** @throws SystemFaultError where there is no response */
async function send(
  { settings, keyring, clock, resolve, allowsLoopback }: WebhookDependencies,
  action: AskedAction,
  call: Asked,
): Promise<GuardedResponse> {
  const { url, certificateAuthority } = settings;
  const now = clock();
  const delivery = deliveryOf(call);
  const { answerTo } = call;
  const isCalledBack = settings.answer === 'callback';
  const body = messageOf(delivery, action, call, isCalledBack ? { answerTo } : {});
  const contentType = 'application/json';
  const headers = await signRequest(
    { keyring, now },
    { method: 'POST', url, contentType, body, delivery },
  );
  const { least, most } = responseMilliseconds;
  const totalMilliseconds = Math.min(Math.max(call.until - now, least), most);
  const maximumResponseBytes = maximumAnswerBytes(action);
  try {
    return await guardedFetch(
      {
        ...{ hosts: [new URL(url).host], resolve, allowsLoopback, certificateAuthority },
        ...{ connectMilliseconds, totalMilliseconds, maximumResponseBytes },
      },
      { method: 'POST', url, headers: { ...headers, accept: contentType }, body },
    );
  } catch (error) {
    throw faultOfEgress(error);
  }
}
