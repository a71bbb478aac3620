import type { EpochMilliseconds } from '../value/time.ts';
import { civilDate, lastDay } from './periods.ts';
import type { CivilDate } from './periods.ts';
import type { JurisdictionId, Policy } from './schema.ts';

/**
 * The last day on which a person is informed of data that was obtained from someone else (GDPR Art.
 * 14(3)(a)): the earliest of the laws that apply; undefined where none of them names a period.
 */
export function informByDate(
  { law, controller }: Pick<Policy, 'law' | 'controller'>,
  jurisdictions: readonly JurisdictionId[],
  obtainedAt: EpochMilliseconds,
): CivilDate | undefined {
  const { timeZone, holidays } = controller;
  const dayZero = civilDate(obtainedAt, timeZone);
  const days = jurisdictions.flatMap((jurisdiction) => {
    const { indirectCollection, lastDayRoll = 'none' } = law[jurisdiction] ?? {};
    return indirectCollection === undefined
      ? []
      : [lastDay(dayZero, indirectCollection.within, { holidays: new Set(holidays), lastDayRoll })];
  });
  return days.toSorted()[0];
}
