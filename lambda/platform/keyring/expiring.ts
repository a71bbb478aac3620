import { LRUCache } from 'lru-cache';
import type { Clock } from '../../value/time.ts';

/**
 * A cache whose entries are gone after a time, however often they are used.
 *
 * @param options.seconds 0: nothing is cached, and there is no cache
 */
export function openExpiring<Name extends string, Value extends object>({
  maximum,
  seconds,
  clock,
}: {
  readonly maximum: number;
  readonly seconds: number;
  readonly clock: Clock;
}): LRUCache<Name, Value> | undefined {
  // For lru-cache a ttl of 0 means no expiry.
  if (seconds <= 0) return undefined;
  return new LRUCache<Name, Value>({
    max: maximum,
    ttl: seconds * 1_000,
    // The default of 1 ms returns an expired entry within the same tick.
    ttlResolution: 0,
    allowStale: false,
    updateAgeOnGet: false,
    // performance.now(), the default, may not advance while Lambda suspends an environment.
    perf: { now: clock },
  });
}
