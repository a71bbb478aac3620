import { requestEvidenceEnd } from '../policy/evidence.ts';
import type { Policy } from '../policy/schema.ts';
import type { EpochMilliseconds, EpochSeconds } from '../value/time.ts';
import { milliseconds, toEpochSeconds } from '../value/time.ts';

/**
 * Until when a person can look up what was counted on a UTC day: as long as what else was done with
 * their data, see the table `activity`. Adding a period in a time zone is slow, so each day is computed
 * once.
 */
export function shownUntil(
  policy: Pick<Policy, 'evidence' | 'controller'>,
): (day: string) => EpochSeconds {
  const ends = new Map<string, EpochSeconds>();
  return (day) => {
    const end = ends.get(day) ?? toEpochSeconds(requestEvidenceEnd(policy, endOfUtcDay(day)));
    ends.set(day, end);
    return end;
  };
}

const endOfUtcDay = (day: string): EpochMilliseconds => milliseconds(Date.parse(day) + 86_399_999);
