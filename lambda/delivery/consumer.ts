import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from 'aws-lambda';
import { setTimeout as delay } from 'node:timers/promises';
import * as z from 'zod';
import { parseId } from '../value/ids.ts';
import type { MailId, RequestId } from '../value/ids.ts';
import type { MailName } from '../mail/store.ts';
import { deliverMail } from './deliver.ts';
import type { DeliveryDependencies } from './deliver.ts';

const text = z.object({ S: z.string() }).transform(({ S }) => S);
const image = z.object({ requestId: text, mailId: text, state: text });

/**
 * Sends the mails that were queued, or queued again, one after the other at the rate of the sender. What
 * fails, or is left when time is over, waits for the sweep: one mail holds up no other.
 *
 * @param budgetMilliseconds after which no further mail is begun
 */
export const consumeMails =
  (deps: DeliveryDependencies, budgetMilliseconds: number) =>
  async ({ Records }: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> => {
    const end = performance.now() + budgetMilliseconds;
    const pause = 1_000 / (deps.mail?.perSecond ?? Infinity);
    for (const { dynamodb } of Records) {
      const name = queuedIn(dynamodb?.NewImage);
      if (name === undefined) continue;
      if (performance.now() >= end) break;
      const began = performance.now();
      try {
        const sent = await deliverMail(deps, name);
        if (sent) await delay(Math.max(0, pause - (performance.now() - began)));
      } catch (error) {
        deps.log.error('FAILED', error, { requestId: name.requestId });
      }
    }
    return { batchItemFailures: [] };
  };

function queuedIn(row: unknown): MailName | undefined {
  const read = image.safeParse(row);
  if (!read.success || read.data.state !== 'queued') return undefined;
  const requestId = parseId<RequestId>(read.data.requestId);
  const mailId = parseId<MailId>(read.data.mailId);
  return requestId && mailId && { requestId, mailId };
}
