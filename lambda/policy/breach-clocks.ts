import { durationSeconds, parseDuration } from '../value/duration.ts';
import type { EpochMilliseconds } from '../value/time.ts';
import { breachTargetName } from './breach-law.ts';
import type { BreachClock, BreachDuty, BreachSpan } from './breach-law.ts';
import type { JurisdictionId } from './fields.ts';
import { addHours, civilDate, endOfDay, lastDay } from './periods.ts';
import type { Policy } from './schema.ts';
import { spanOf } from './targets.ts';

export interface BreachReading {
  readonly dueAt: EpochMilliseconds;
  /** The law names no last hour: the due date is the operator's own, or `defaultHours`. */
  readonly ownTarget?: true;
  /** No public holiday is configured for a year that counts: weekends only were regarded. */
  readonly holidaysUnknown?: true;
}

/**
 * What "without undue delay" is where the policy sets nothing. Authorities ask for hours, not days; a
 * controller that has set no target has to be reminded before it is late, not after. A processor
 * leaves the controller time for its own 72 hours (EDPB Guidelines 9/2022, paragraph 44).
 */
export const defaultHours = (duty: BreachDuty): number => (duty === 'processor' ? 24 : 72);

/** By when a duty has to be met whose clock began at `from`. */
export function breachDueAt(
  policy: Policy,
  jurisdiction: JurisdictionId,
  duty: BreachDuty,
  { within }: Pick<BreachClock, 'within'>,
  from: EpochMilliseconds,
): BreachReading {
  if (within === 'immediately') return { dueAt: from };
  if (within === 'without-undue-delay') {
    const span = targetOf(policy, jurisdiction, duty);
    return { ...spanEnd(policy, jurisdiction, span, from), ownTarget: true };
  }
  return spanEnd(policy, jurisdiction, within, from);
}

function targetOf(
  { jurisdictions: { targets } }: Policy,
  jurisdiction: JurisdictionId,
  duty: BreachDuty,
): BreachSpan {
  const name = breachTargetName(duty);
  const declared = targets[jurisdiction]?.[name] ?? '';
  if (parseDuration(declared)?.hour !== undefined) {
    return { amount: durationSeconds(declared) / 3_600, unit: 'hours' };
  }
  return spanOf(targets, jurisdiction, name, {}) ?? { amount: defaultHours(duty), unit: 'hours' };
}

function spanEnd(
  policy: Policy,
  jurisdiction: JurisdictionId,
  span: BreachSpan,
  from: EpochMilliseconds,
): BreachReading {
  // Absolute time: no weekend, holiday or clock change moves it (Reg. 1182/71 Art. 3(4) excepts hours).
  if (span.unit === 'hours') return { dueAt: addHours(from, span.amount) };
  const { amount, unit } = span;
  const { timeZone, holidays } = policy.controller;
  const lastDayRoll = policy.law[jurisdiction]?.lastDayRoll ?? 'none';
  const dayZero = civilDate(from, timeZone);
  const due = lastDay(dayZero, { amount, unit }, { holidays: new Set(holidays), lastDayRoll });
  const known = new Set(holidays.map((day) => day.slice(0, 4)));
  const isOnWorkdays = unit === 'working-days' || unit === 'business-days';
  const regarded = [
    ...(isOnWorkdays ? [dayZero] : []),
    ...(isOnWorkdays || lastDayRoll !== 'none' ? [due] : []),
  ];
  return {
    dueAt: endOfDay(due, timeZone),
    ...(regarded.some((day) => !known.has(day.slice(0, 4))) && { holidaysUnknown: true }),
  };
}
