import type { Platform } from '../platform/platform.ts';
import type { CivilDate } from '../policy/periods.ts';
import { staleReviews } from '../policy/standing.ts';

/** Says once a day which laws are applied on a review that is out of date. */
export function reportStaleReviews(
  { policy, log }: Pick<Platform, 'policy' | 'log'>,
  today: CivilDate,
): void {
  for (const { jurisdiction } of staleReviews(policy, today)) {
    log.warn('REVIEW_STALE', { jurisdiction });
  }
}
