import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import type { PutEventsRequestEntry } from '@aws-sdk/client-eventbridge';
import { setTimeout as delay } from 'node:timers/promises';
import type { CustosEvent } from './event.ts';
import { EventNotTakenError } from './events.ts';
import type { Events, Published } from './events.ts';

/** PutEvents accepts ten entries and 256 KB together; the batches stay well below. */
const largestBatch = 10;
const largestBatchBytes = 200_000;
const attempts = 4;
const firstPauseMilliseconds = 50;

/** The `source` that rules on the bus match. */
const source = 'custos';

/** Events on a bus: the CloudEvent is the detail, its type the detail type. */
export class EventBridgeEvents implements Events {
  readonly #bus: string;
  readonly #client: EventBridgeClient;

  constructor(bus: string, client: EventBridgeClient = new EventBridgeClient({})) {
    this.#bus = bus;
    this.#client = client;
  }

  async publish(events: readonly CustosEvent[]): Promise<Published> {
    let published = 0;
    for (const batch of batchesOf(events.map((event) => entryOf(this.#bus, event)))) {
      const missed = await this.#put(batch);
      if (missed !== undefined) {
        return { kind: 'interrupted', from: published + missed.index, cause: missed.cause };
      }
      published += batch.length;
    }
    return { kind: 'published' };
  }

  /** Retries the entries that the bus rejected; returns the first one that it still rejects. */
  async #put(batch: readonly PutEventsRequestEntry[]): Promise<Missed | undefined> {
    let open = batch.map((entry, index) => ({ entry, index }));
    let cause: unknown;
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      if (attempt > 0) await delay(firstPauseMilliseconds * 2 ** attempt * (0.5 + Math.random()));
      try {
        const command = new PutEventsCommand({ Entries: open.map(({ entry }) => entry) });
        const { Entries: results = [] } = await this.#client.send(command);
        // A response without a result for an entry does not confirm it.
        open = open.filter((_, position) => results[position]?.EventId === undefined);
        if (open.length === 0) return undefined;
        cause = new EventNotTakenError('the bus rejected events of a batch');
      } catch (error) {
        cause = error;
      }
    }
    return { index: open[0]?.index ?? 0, cause };
  }
}

/** What `#events` resolves to in a bundle for AWS. */
export const openEvents = (bus: string): Events => new EventBridgeEvents(bus);

interface Missed {
  readonly index: number;
  readonly cause: unknown;
}

const entryOf = (bus: string, event: CustosEvent): PutEventsRequestEntry => ({
  EventBusName: bus,
  Source: source,
  DetailType: event.type,
  Detail: JSON.stringify(event),
  Time: new Date(event.time),
});

/** Splits a list into batches within the limits of PutEvents; keeps the order. */
export function batchesOf(
  entries: readonly PutEventsRequestEntry[],
): readonly (readonly PutEventsRequestEntry[])[] {
  const batches: PutEventsRequestEntry[][] = [];
  let bytes = 0;
  for (const entry of entries) {
    const size = Buffer.byteLength(entry.Detail ?? '') + 100;
    const last = batches.at(-1);
    if (last === undefined || last.length === largestBatch || bytes + size > largestBatchBytes) {
      batches.push([entry]);
      bytes = size;
    } else {
      last.push(entry);
      bytes += size;
    }
  }
  return batches;
}
