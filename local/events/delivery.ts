import { appendFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import type { Clock } from '../../lambda/value/time.ts';
import { readEvents } from './event-file.ts';
import type { StoredEvent } from './event-file.ts';
import { SettledEvents } from './settled.ts';
import type { Post } from './webhook.ts';

export interface DeliveryOptions {
  /** `events.jsonl`: the events to deliver. */
  readonly events: string;
  /** File with the events that are settled. */
  readonly settled: string;
  /** File for events that were given up. */
  readonly undelivered: string;
  readonly post: Post;
  readonly clock: Clock;
  readonly say: (line: string) => void;
  /** @default 500 */
  readonly firstPauseMilliseconds?: number;
}

const pollMilliseconds = 200;
const longestPauseMilliseconds = 60_000;
const giveUpAfterDays = 3;
const dayMilliseconds = 86_400_000;
/** Events in memory; the others stay in the file. */
const largestQueue = 5_000;

interface Waiting {
  readonly event: StoredEvent;
  refusals: number;
  notBefore: number;
}

/**
 * Delivers the events of the file until it is stopped: at least once, and in order per person. A
 * rejected event delays its person only; an unreachable receiver delays all.
 */
export async function deliverEvents(
  options: DeliveryOptions,
): Promise<{ readonly stop: () => Promise<void> }> {
  const settled = await SettledEvents.open(options.settled, options.events);
  const abort = new AbortController();
  const running = new Delivery(options, settled).run(abort.signal);
  return {
    stop: async () => {
      abort.abort();
      await running;
    },
  };
}

class Delivery {
  readonly #options: DeliveryOptions;
  readonly #settled: SettledEvents;
  readonly #queue: Waiting[] = [];
  /** Offsets of settled events after an unsettled one. */
  readonly #beyond = new Set<number>();
  #read: number;
  #absences = 0;

  constructor(options: DeliveryOptions, settled: SettledEvents) {
    this.#options = options;
    this.#settled = settled;
    this.#read = settled.before;
  }

  async run(signal: AbortSignal): Promise<void> {
    const { say } = this.#options;
    while (!signal.aborted) {
      let pause: number;
      try {
        await this.#readMore();
        pause = await this.#round(signal);
      } catch (error) {
        const what = error instanceof Error ? error.name : 'unknown failure';
        say(`webhook: ${what} in the files of events, trying again`);
        pause = longestPauseMilliseconds;
      }
      await delay(pause, undefined, { signal }).catch(() => undefined);
    }
  }

  async #readMore(): Promise<void> {
    while (this.#queue.length < largestQueue) {
      const { events, next } = await readEvents(this.#options.events, this.#read);
      if (next === this.#read) return;
      this.#read = next;
      for (const event of events) {
        if (this.#settled.has(event.start)) this.#beyond.add(event.start);
        else this.#queue.push({ event, refusals: 0, notBefore: 0 });
      }
    }
  }

  /** Tries every event that is due. Returns the time until the next round. */
  async #round(signal: AbortSignal): Promise<number> {
    const { clock, post, say } = this.#options;
    const heldUp = new Set<string>();
    for (const waiting of [...this.#queue]) {
      const { event } = waiting;
      if (heldUp.has(event.subject)) continue;
      if (waiting.notBefore > clock()) {
        heldUp.add(event.subject);
        continue;
      }
      const answer = await post(event, signal);
      if (signal.aborted && answer.kind !== 'taken') return 0;
      if (answer.kind === 'away') {
        this.#absences += 1;
        if (this.#absences === 1) say('webhook: the receiver accepts no events, trying again');
        for (const each of [...this.#queue]) await this.#giveUpIfOld(each);
        return this.#pause(this.#absences);
      }
      if (this.#absences > 0) say('webhook: the receiver accepts events again');
      this.#absences = 0;
      if (answer.kind === 'taken') {
        await this.#settle(waiting);
        continue;
      }
      if (waiting.refusals === 0) {
        say(`webhook: the receiver rejected an event with ${answer.status}, trying again`);
      }
      waiting.refusals += 1;
      waiting.notBefore = clock() + this.#pause(waiting.refusals);
      if (!(await this.#giveUpIfOld(waiting))) heldUp.add(event.subject);
    }
    return pollMilliseconds;
  }

  #pause(failures: number): number {
    const { firstPauseMilliseconds = 500 } = this.#options;
    const longest = Math.min(
      longestPauseMilliseconds,
      firstPauseMilliseconds * 2 ** (failures - 1),
    );
    return longest * (0.5 + Math.random() / 2);
  }

  async #giveUpIfOld(waiting: Waiting): Promise<boolean> {
    const { clock, say, undelivered } = this.#options;
    const { line, time } = waiting.event;
    if (clock() - Date.parse(time) < giveUpAfterDays * dayMilliseconds) return false;
    await appendFile(undelivered, `${line}\n`, { mode: 0o600 });
    say(`webhook: gave up on an event after ${giveUpAfterDays} days; it is kept in ${undelivered}`);
    await this.#settle(waiting);
    return true;
  }

  async #settle(waiting: Waiting): Promise<void> {
    this.#queue.splice(this.#queue.indexOf(waiting), 1);
    this.#beyond.add(waiting.event.start);
    const before = this.#queue[0]?.event.start ?? this.#read;
    for (const start of this.#beyond) if (start < before) this.#beyond.delete(start);
    await this.#settled.set(before, [...this.#beyond]);
  }
}
