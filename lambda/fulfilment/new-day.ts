import type { Platform } from '../platform/platform.ts';
import { civilDate } from '../policy/periods.ts';
import type { CivilDate } from '../policy/periods.ts';
import { plusSeconds } from '../value/time.ts';

/**
 * The day where the controller is, on the first call in it: the call before it fell on the day before.
 *
 * @param everyMinutes how often this is called
 */
export function newDay(
  { policy, clock }: Pick<Platform, 'policy' | 'clock'>,
  everyMinutes: number,
): CivilDate | undefined {
  const { timeZone } = policy.controller;
  const now = clock();
  const today = civilDate(now, timeZone);
  return civilDate(plusSeconds(now, -60 * everyMinutes), timeZone) === today ? undefined : today;
}
