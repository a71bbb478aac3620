import type { CustosEvent } from './event.ts';

/** Result of publishing a list of events. */
export type Published =
  | { readonly kind: 'published' }
  /** The first `from` events were accepted; for the others that is not known. */
  | { readonly kind: 'interrupted'; readonly from: number; readonly cause: unknown };

/**
 * Publishes events to subscribers: to an EventBridge bus, or to a file that the embedded runtime
 * delivers from. At least once, and in the order of the list as far as the adapter can: EventBridge
 * guarantees no order, which is why events have a `sequence`.
 */
export interface Events {
  /** Does not throw when the receiver cannot be reached: the stream delivers the rest again. */
  publish(events: readonly CustosEvent[]): Promise<Published>;
}

/** The bus rejected an event with an error code. */
export class EventNotTakenError extends Error {
  override readonly name = 'EventNotTakenError';
}
