import * as Duration from 'temporal-polyfill/fns/Duration';
import * as Instant from 'temporal-polyfill/fns/Instant';
import * as PlainDate from 'temporal-polyfill/fns/PlainDate';
import * as ZonedDateTime from 'temporal-polyfill/fns/ZonedDateTime';
import { milliseconds } from '../value/time.ts';
import type { EpochMilliseconds } from '../value/time.ts';
import { calendarOf } from './calendar.ts';
import type { LastDayRoll } from './law.ts';
import type { LegalSpan } from './spans.ts';

/** Calendar date without a zone, as `2026-11-24`; sorts as text. */
export type CivilDate = string;

/** How working days are counted and whether a last day moves past days off. */
export interface DayCounting {
  readonly holidays: ReadonlySet<CivilDate>;
  readonly lastDayRoll: LastDayRoll;
}

/**
 * The same wall-clock time one period later: 31 January plus P1M is the last day of February.
 * For retention and validity, where no law moves the end past a weekend.
 *
 * @param iso ISO 8601 period or duration: P30D, P2Y, PT15M
 */
export const addPeriod = (
  from: EpochMilliseconds,
  iso: string,
  timeZone: string,
): EpochMilliseconds => calendarOf(timeZone)(from, iso);

/** The day on which the instant falls where the controller is; never the UTC day. */
export function civilDate(at: EpochMilliseconds, timeZone: string): CivilDate {
  return PlainDate.toString(ZonedDateTime.toPlainDate(zoned(at, timeZone)));
}

/** The first millisecond of the day where the controller is. */
export const startOfDay = (day: CivilDate, timeZone: string): EpochMilliseconds =>
  milliseconds(PlainDate.toZonedDateTime(plain(day), timeZone).epochMilliseconds);

/** The last millisecond of the day: a period ends with the last hour (Reg. 1182/71 Art. 3(2)). */
export function endOfDay(day: CivilDate, timeZone: string): EpochMilliseconds {
  const nextDay = PlainDate.addDays(plain(day), 1);
  return milliseconds(PlainDate.toZonedDateTime(nextDay, timeZone).epochMilliseconds - 1);
}

/** Breach clocks count elapsed hours; no weekend, holiday or clock change moves them. */
export const addHours = (from: EpochMilliseconds, hours: number): EpochMilliseconds =>
  milliseconds(from + hours * 3_600_000);

/**
 * The last day of a legal period.
 *
 * @param dayZero day of the event; not counted (Reg. 1182/71 Art. 3(1))
 * @param pausedDays days by which pauses move the nominal end, before it rolls
 */
export function lastDay(
  dayZero: CivilDate,
  span: LegalSpan,
  counting: DayCounting,
  pausedDays = 0,
): CivilDate {
  const nominal = PlainDate.addDays(nominalDay(plain(dayZero), span, counting), pausedDays);
  return PlainDate.toString(rolled(nominal, counting));
}

/** The day one period of whole years, months, weeks or days later. */
export const laterDay = (day: CivilDate, iso: string): CivilDate =>
  PlainDate.toString(PlainDate.add(plain(day), Duration.fromString(iso)));

/** Whole days from the first to the second; negative when the second is earlier. */
export const daysBetween = (from: CivilDate, to: CivilDate): number =>
  PlainDate.diffDays(plain(from), plain(to));

/** Days of a pause, both ends included (after UK GDPR Art. 12A(5)). */
export function pausedDays(asked: CivilDate, answered: CivilDate): number {
  const days = daysBetween(asked, answered) + 1;
  if (days < 1) throw new RangeError('a pause ends on or after the day on which it began');
  return days;
}

function nominalDay(
  dayZero: PlainDate.Record,
  { amount, unit }: LegalSpan,
  counting: DayCounting,
): PlainDate.Record {
  switch (unit) {
    case 'calendar-months':
      // Reg. 1182/71 Art. 3(2)(c): the same date, or the last day of a month that lacks it.
      return PlainDate.addMonths(dayZero, amount, { overflow: 'constrain' });
    case 'calendar-days':
      // Reg. 1182/71 Art. 3(3): weekends and holidays inside the period count.
      return PlainDate.addDays(dayZero, amount);
    case 'business-days':
    case 'working-days': {
      let day = dayZero;
      for (let counted = 0; counted < amount; counted += 1) {
        day = dayAtWork(PlainDate.addDays(day, 1), counting, friday);
      }
      return day;
    }
  }
}

const friday = 5;
const saturday = 6;

/** One roll, at the very end, past every day off. */
function rolled(day: PlainDate.Record, counting: DayCounting): PlainDate.Record {
  switch (counting.lastDayRoll) {
    case 'none':
      return day;
    // Reg. 1182/71 Art. 3(4).
    case 'next-working-day':
      return dayAtWork(day, counting, friday);
    // POPIA Regulations of 17 April 2025, definition of "day": Saturdays are days like others.
    case 'past-sunday-and-public-holiday':
      return dayAtWork(day, counting, saturday);
  }
}

/** The day itself, or the next that is neither a holiday nor after the last day of the week. */
function dayAtWork(
  day: PlainDate.Record,
  { holidays }: DayCounting,
  lastOfWeek: number,
): PlainDate.Record {
  let candidate = day;
  while (
    PlainDate.dayOfWeek(candidate) > lastOfWeek ||
    holidays.has(PlainDate.toString(candidate))
  ) {
    candidate = PlainDate.addDays(candidate, 1);
  }
  return candidate;
}

const plain = (day: CivilDate): PlainDate.Record => {
  const [year = 0, month = 0, dayOfMonth = 0] = day.split('-').map(Number);
  return PlainDate.create(year, month, dayOfMonth);
};

const zoned = (at: EpochMilliseconds, timeZone: string): ZonedDateTime.Record =>
  ZonedDateTime.create(Instant.fromEpochMilliseconds(at).epochNanoseconds, timeZone);
