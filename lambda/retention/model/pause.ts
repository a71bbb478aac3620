import * as z from 'zod';
import type { EpochMilliseconds } from '../../value/time.ts';
import { milliseconds, parseRfc3339, plusSeconds } from '../../value/time.ts';

/** How long a resume can last at most, in hours. */
export const maximumHours = 24;

/** The newest pause of erasures, and how staff ended it. Absent where there was none yet. */
export const erasurePause = z.object({
  state: z.enum(['paused', 'resumed']),
  pausedAt: z.iso.datetime(),
  /** Counted in the hour that was one too many, and the number of the policy at that time. */
  people: z.int(),
  limit: z.int(),
  resumedAt: z.iso.datetime().optional(),
  /** Until then the number of the policy does not pause erasures. */
  resumedUntil: z.iso.datetime().optional(),
  version: z.int(),
});
export type ErasurePause = z.output<typeof erasurePause>;

/** Lasts until staff resume: no time ends it. */
export const isPaused = (pause: ErasurePause | undefined): boolean => pause?.state === 'paused';

/**
 * Whether keys that went at `at` are ones that staff let go: after they resumed, and in time. What
 * the stream reports late of the time before is not, because staff did not see it.
 */
export function isCovered(pause: ErasurePause | undefined, at: EpochMilliseconds): boolean {
  const from = parseRfc3339(pause?.resumedAt ?? '');
  const until = parseRfc3339(pause?.resumedUntil ?? '');
  if (pause?.state !== 'resumed' || from === undefined || until === undefined) return false;
  // Streams report whole seconds, rounded down.
  return at >= milliseconds(Math.floor(from / 1000) * 1000) && at < until;
}

/** Until when a resume lasts that begins now. */
export const endOfResume = (now: EpochMilliseconds, hours: number): EpochMilliseconds =>
  plusSeconds(now, hours * 3600);
