import type { EpochMilliseconds } from '../platform/time.ts';
import type { JurisdictionLaw, LegalClock, LegalSpan, Right } from './law.ts';
import { civilDate, endOfDay, lastDay } from './periods.ts';
import type { CivilDate } from './periods.ts';
import type { JurisdictionId, Policy } from './schema.ts';

export interface ClockOptions {
  /** With the extension of the law, counted from the same day 0. */
  readonly extended?: boolean;
  /** Days by which pauses move the due date: see `pausedDays` of `periods.ts`. */
  readonly pausedDays?: number;
}

export interface ClockReading {
  /** Last millisecond of the day on which receipt has to be confirmed. */
  readonly acknowledgeBy?: EpochMilliseconds;
  /** Last millisecond of the day on which the answer is due; the receipt itself for `immediately`. */
  readonly dueAt: EpochMilliseconds;
  /** No public holiday is configured for the year in which it ends: weekends only were regarded. */
  readonly holidaysUnknown?: true;
}

/**
 * When a request has to be acknowledged and answered.
 *
 * @throws RightAbsentError when the jurisdiction does not give the right: ask `hasRight` before
 */
export function clockFor(
  jurisdiction: JurisdictionId,
  kind: Right,
  receivedAt: EpochMilliseconds,
  policy: Policy,
  options: ClockOptions = {},
): ClockReading {
  const { law, clock } = lawOf(jurisdiction, kind, policy);
  const { timeZone, holidays } = policy.controller;
  const dayZero = civilDate(receivedAt, timeZone);
  const counting = { holidays: new Set(holidays), lastDayRoll: law.lastDayRoll };

  const acknowledged = clock.acknowledge && lastDay(dayZero, clock.acknowledge, counting);
  const span = spanOf(clock, options.extended ?? false);
  const due = span && lastDay(dayZero, span, counting, options.pausedDays);
  const hasHolidays = (day: CivilDate) => holidays.some((each) => each.startsWith(day.slice(0, 4)));
  const regarded = [
    clock.acknowledge?.unit === 'business-days' ? acknowledged : undefined,
    law.lastDayRoll !== 'none' || span?.unit === 'business-days' ? due : undefined,
  ];
  return {
    ...(acknowledged && { acknowledgeBy: endOfDay(acknowledged, timeZone) }),
    dueAt: due === undefined ? receivedAt : endOfDay(due, timeZone),
    ...(regarded.some((day) => day !== undefined && !hasHolidays(day)) && {
      holidaysUnknown: true,
    }),
  };
}

function lawOf(
  jurisdiction: JurisdictionId,
  kind: Right,
  policy: Policy,
): { law: JurisdictionLaw; clock: LegalClock } {
  const law = policy.law[jurisdiction];
  const clock = law?.clocks[law.rights[kind]?.clock ?? ''];
  if (law === undefined || clock === undefined) throw new RightAbsentError(jurisdiction, kind);
  return { law, clock };
}

/** Undefined for a clock that ends at once. */
function spanOf({ respond, extension }: LegalClock, extended: boolean): LegalSpan | undefined {
  if (respond === 'immediately') return undefined;
  if (!extended || extension === undefined) return respond;
  return {
    amount: Math.min(respond.amount + extension.amount, extension.max),
    unit: respond.unit,
  };
}

export function hasRight(policy: Policy, jurisdiction: JurisdictionId, kind: Right): boolean {
  return policy.law[jurisdiction]?.rights[kind] !== undefined;
}

/** Grounds on which a request can be refused there, by code. */
export function refusalsIn(
  policy: Policy,
  jurisdiction: JurisdictionId,
): JurisdictionLaw['refusals'] {
  return policy.law[jurisdiction]?.refusals ?? [];
}

/** The jurisdiction gives no such right, or is not in use. */
export class RightAbsentError extends Error {
  override readonly name = 'RightAbsentError';

  constructor(jurisdiction: JurisdictionId, kind: Right) {
    super(`${jurisdiction} has no clock for ${kind}: ask hasRight before`);
  }
}
