import type { Platform } from '../platform/platform.ts';
import { plusSeconds } from '../value/time.ts';
import { civilDate } from '../policy/periods.ts';
import { staleReviews } from '../policy/standing.ts';

/**
 * Says once a day, where the controller is, which laws are applied on a review that is out of date.
 *
 * @param everyMinutes how often this is called
 */
export function reportStaleReviews(
  { policy, clock, log }: Pick<Platform, 'policy' | 'clock' | 'log'>,
  everyMinutes: number,
): void {
  const { timeZone } = policy.controller;
  const now = clock();
  const today = civilDate(now, timeZone);
  // Only the first call of a day: the one before it fell on the day before.
  if (civilDate(plusSeconds(now, -60 * everyMinutes), timeZone) === today) return;
  for (const { jurisdiction } of staleReviews(policy, today)) {
    log.warn('REVIEW_STALE', { jurisdiction });
  }
}
