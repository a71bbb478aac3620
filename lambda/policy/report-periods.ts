import { civilDate, daysBetween, laterDay, startOfDay } from './periods.ts';
import type { CivilDate } from './periods.ts';
import type { EpochMilliseconds } from '../value/time.ts';
import { milliseconds } from '../value/time.ts';

/** How long the periods of a report are, in ISO 8601: a day, a week, a month or a year. */
export type ReportPeriod = 'P1D' | 'P1W' | 'P1M' | 'P1Y';

/** `2026-11-28`, `2026-W48` (ISO 8601 week), `2026-11` or `2026`: civil days where the controller is. */
export type PeriodName = string;

/** From the first millisecond of a period to the first one after it. */
export interface PeriodSpan {
  readonly from: EpochMilliseconds;
  readonly to: EpochMilliseconds;
}

const forms: Readonly<Record<ReportPeriod, RegExp>> = {
  P1D: /^\d{4}-\d{2}-\d{2}$/,
  P1W: /^\d{4}-W\d{2}$/,
  P1M: /^\d{4}-\d{2}$/,
  P1Y: /^\d{4}$/,
};

/** The period in which an instant is. */
export const periodOf = (
  at: EpochMilliseconds,
  length: ReportPeriod,
  timeZone: string,
): PeriodName => periodWith(civilDate(at, timeZone), length);

/** When a period begins and ends; undefined for what is no name of one of this length. */
export function spanOf(
  name: PeriodName,
  length: ReportPeriod,
  timeZone: string,
): PeriodSpan | undefined {
  if (!forms[length].test(name)) return undefined;
  const first = firstDayOf(name, length);
  // `2026-02-30` and `2026-W54` have the form, and name another day than they say.
  if (first === undefined || periodWith(first, length) !== name) return undefined;
  return {
    from: startOfDay(first, timeZone),
    to: startOfDay(laterDay(first, length), timeZone),
  };
}

/** The periods that ended after `since` and by `now`, oldest first. */
export function endedPeriods(
  length: ReportPeriod,
  { since, now }: { readonly since: EpochMilliseconds; readonly now: EpochMilliseconds },
  timeZone: string,
): readonly PeriodName[] {
  const names: PeriodName[] = [];
  let name = periodOf(since, length, timeZone);
  for (;;) {
    const span = spanOf(name, length, timeZone);
    if (span === undefined || span.to > now) return names;
    if (span.to > since) names.push(name);
    name = periodOf(span.to, length, timeZone);
  }
}

/** The year to which a period belongs: of a week that of ISO 8601. */
export const yearOf = (name: PeriodName): string => name.slice(0, 4);

function periodWith(day: CivilDate, length: ReportPeriod): PeriodName {
  switch (length) {
    case 'P1D':
      return day;
    case 'P1W':
      return weekOf(day);
    case 'P1M':
      return day.slice(0, 7);
    case 'P1Y':
      return day.slice(0, 4);
  }
}

const daysOfWeek = 7;
/** A Monday: days since then, modulo seven, are the day of the week. */
const someMonday = '1970-01-05';

const mondayOf = (day: CivilDate): CivilDate => {
  const since = daysBetween(someMonday, day);
  return dayAfter(someMonday, Math.floor(since / daysOfWeek) * daysOfWeek);
};

/** ISO 8601: the week belongs to the year of its Thursday, and week 1 has the 4th of January. */
function weekOf(day: CivilDate): PeriodName {
  const monday = mondayOf(day);
  const year = dayAfter(monday, 3).slice(0, 4);
  const weeks = daysBetween(mondayOf(`${year}-01-04`), monday) / daysOfWeek;
  return `${year}-W${String(weeks + 1).padStart(2, '0')}`;
}

function firstDayOf(name: PeriodName, length: ReportPeriod): CivilDate | undefined {
  switch (length) {
    case 'P1D':
      return existing(name);
    case 'P1W': {
      const [year = '', week = ''] = name.split('-W');
      return dayAfter(mondayOf(`${year}-01-04`), (Number(week) - 1) * daysOfWeek);
    }
    case 'P1M':
      return existing(`${name}-01`);
    case 'P1Y':
      return existing(`${name}-01-01`);
  }
}

const dayAfter = (day: CivilDate, days: number): CivilDate =>
  new Date(milliseconds(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000))
    .toISOString()
    .slice(0, 10);

/** `Date.parse` turns the 30th of February into the 2nd of March, and rejects a 13th month. */
function existing(day: CivilDate): CivilDate | undefined {
  const at = Date.parse(`${day}T00:00:00Z`);
  return Number.isNaN(at) ? undefined : dayAfter(day, 0);
}
