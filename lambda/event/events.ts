import type { CustosEvent } from './event.ts';

/** What became of a list of events that were to be published. */
export type Published =
  | { readonly kind: 'published' }
  /** The first `from` of the list were taken over; of the others it is not known. */
  | { readonly kind: 'interrupted'; readonly from: number; readonly cause: unknown };

/**
 * Hands events to subscribers: an EventBridge bus, or a file that the embedded runtime delivers
 * from. At least once, and in the order of the list as far as the adapter can: EventBridge keeps
 * none, which is what `sequence` is for.
 */
export interface Events {
  /** Never throws for a receiver that cannot be reached: what was not taken over comes again. */
  publish(events: readonly CustosEvent[]): Promise<Published>;
}

/** The bus did not take an event over, and said so by a code. */
export class EventNotTakenError extends Error {
  override readonly name = 'EventNotTakenError';
}
