import type { Log } from '../platform/log/log.ts';
import { milliseconds, parseRfc3339, plusSeconds } from '../value/time.ts';
import type { EpochMilliseconds } from '../value/time.ts';
import { waitsSince } from './pending.ts';
import type { Pending } from './pending.ts';

const daySeconds = 86_400;
/** The pass that is under way, the next one a day later, and a day for one that failed. */
const lateDays = 3;

/** Says how many erasures have waited too long for a verification pass, and how many days the longest. */
export function reportLate(log: Log, waiting: readonly Pending[], now: EpochMilliseconds): void {
  const late = waiting
    .filter(({ verified, residue }) => verified === undefined && residue === undefined)
    .map((pending) => parseRfc3339(waitsSince(pending)) ?? milliseconds(0))
    .filter((since) => now > plusSeconds(since, lateDays * daySeconds));
  if (late.length === 0) return;
  const days = Math.floor((now - Math.min(...late)) / (daySeconds * 1000));
  log.warn('VERIFICATION_LATE', { count: late.length, days });
}
