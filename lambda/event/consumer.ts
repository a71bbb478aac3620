import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import type { Log } from '../platform/log/log.ts';
import type { Clock } from '../value/time.ts';
import { eventOf } from './changes.ts';
import type { CustosEvent } from './event.ts';
import type { Events } from './events.ts';

export interface ChangesDependencies {
  readonly events: Events;
  /** `urn:custos:<stage>` */
  readonly source: string;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * Reads the streams of the tables with state and publishes what changed. Safe to repeat: a change
 * has one event id. Reports the first record whose event was not accepted, so that Lambda retries
 * from there.
 */
export const consumeChanges =
  ({ events, source, clock, log }: ChangesDependencies) =>
  async ({ Records: records }: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> => {
    const occasion = { source, now: clock() };
    const found: { readonly record: DynamoDBRecord; readonly event: CustosEvent }[] = [];
    let unreadable = 0;
    for (const record of records) {
      const result = eventOf(record, occasion);
      if (result.kind === 'events') {
        found.push(...result.events.map((event) => ({ record, event })));
      }
      if (result.kind === 'unreadable') unreadable += 1;
    }
    if (unreadable > 0) {
      // Retrying would delay all other changes and fail again; the log line raises an alarm.
      log.error('EVENT_UNREADABLE', new ChangeUnreadableError(), { count: unreadable });
    }
    const outcome = await events.publish(found.map(({ event }) => event));
    if (outcome.kind === 'published') {
      if (found.length > 0) log.info('EVENTS_PUBLISHED', { count: found.length });
      return { batchItemFailures: [] };
    }
    const { from, cause } = outcome;
    log.error('FAILED', cause, { count: found.length - from });
    // An empty identifier makes Lambda retry the whole batch, which is safe here.
    const itemIdentifier = found[from]?.record.dynamodb?.SequenceNumber ?? '';
    return { batchItemFailures: [{ itemIdentifier }] };
  };

/**
 * A stream record does not fit the schema of its table; no event is published. Raises the alarm
 * through its log line.
 */
export class ChangeUnreadableError extends Error {
  override readonly name = 'ChangeUnreadableError';
}
