import { createHash, randomUUID } from 'node:crypto';
import type { ConnectorCall } from '../model/connector.ts';

/**
 * The id of one call: the same when it is retried or asked again, so that a receiver does the work once,
 * and another one for every other call of the task, also for the same search before and after an erasure.
 */
export const deliveryOf = ({ taskId, step }: Pick<ConnectorCall, 'taskId' | 'step'>): string =>
  step === undefined
    ? randomUUID()
    : createHash('sha256')
        .update(JSON.stringify(['delivery/v1', taskId, step]))
        .digest('base64url')
        .slice(0, 32);
