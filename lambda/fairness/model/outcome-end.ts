import type { FairnessSystem } from '../../policy/fairness-section.ts';
import { addPeriod } from '../../policy/periods.ts';
import { endedPeriods, periodOf, spanOf } from '../../policy/report-periods.ts';
import type { PeriodName } from '../../policy/report-periods.ts';
import type { EpochMilliseconds, EpochSeconds } from '../../value/time.ts';
import { milliseconds, plusSeconds, toEpochSeconds } from '../../value/time.ts';

type Schedule = Pick<FairnessSystem, 'period' | 'labelsWithin'>;

const daySeconds = 86_400;
/** Days in which a report that failed can be made again: then the outcomes are gone. */
const daysAfterReport = 7;

/** When the report of a period is made: at its end, or once labels had their time. */
export function reportDueAt(
  { period: length, labelsWithin }: Schedule,
  period: PeriodName,
  timeZone: string,
): EpochMilliseconds | undefined {
  const span = spanOf(period, length, timeZone);
  if (span === undefined) return undefined;
  return labelsWithin === undefined ? span.to : addPeriod(span.to, labelsWithin, timeZone);
}

/** The period of an outcome that is recorded now, and when its row ends. */
export function placeOf(
  system: Schedule,
  now: EpochMilliseconds,
  timeZone: string,
): { readonly period: PeriodName; readonly expiresAt: EpochSeconds } {
  const period = periodOf(now, system.period, timeZone);
  const due = reportDueAt(system, period, timeZone) ?? now;
  return { period, expiresAt: toEpochSeconds(plusSeconds(due, daysAfterReport * daySeconds)) };
}

/** Periods whose report is due and whose outcomes are still stored, oldest first. */
export function duePeriods(
  system: Schedule,
  now: EpochMilliseconds,
  timeZone: string,
): readonly PeriodName[] {
  const oldest = plusSeconds(now, -daysAfterReport * daySeconds);
  // What labels are waited for ended that much earlier.
  const waited = system.labelsWithin
    ? addPeriod(oldest, system.labelsWithin, timeZone) - oldest
    : 0;
  const since = milliseconds(Math.max(0, oldest - waited - daySeconds * 1000));
  return endedPeriods(system.period, { since, now }, timeZone).filter((period) => {
    const due = reportDueAt(system, period, timeZone);
    return due !== undefined && due <= now && due > oldest;
  });
}
