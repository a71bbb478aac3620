import type { EpochMilliseconds } from '../value/time.ts';
import { milliseconds } from '../value/time.ts';
import type { CivilDate } from './periods.ts';
import { civilDate, daysBetween, laterDay, startOfDay } from './periods.ts';

/** How long figures about many people are collected before they are published. */
export const reportingPeriods = ['P1D', 'P1W', 'P1M', 'P1Y'] as const;
export type ReportingPeriod = (typeof reportingPeriods)[number];

/** One period in the time zone of the controller: from its first millisecond, up to before `until`. */
export interface NamedPeriod {
  readonly length: ReportingPeriod;
  /** `2026-11-28`, `2026-W48` (ISO 8601), `2026-11` or `2026`. Names of one length sort by time. */
  readonly name: string;
  readonly from: EpochMilliseconds;
  readonly until: EpochMilliseconds;
}

/** The period in which a moment is. */
export const periodAt = (
  at: EpochMilliseconds,
  length: ReportingPeriod,
  timeZone: string,
): NamedPeriod => periodFrom(firstDay(civilDate(at, timeZone), length), length, timeZone);

/** The period before. */
export const periodBefore = ({ from, length }: NamedPeriod, timeZone: string): NamedPeriod =>
  periodAt(milliseconds(from - 1), length, timeZone);

/** Undefined for what is no name of such a period. */
export function periodNamed(
  name: string,
  length: ReportingPeriod,
  timeZone: string,
): NamedPeriod | undefined {
  const day = dayIn(name, length);
  if (day === undefined || !isDay(day)) return undefined;
  const period = periodFrom(firstDay(day, length), length, timeZone);
  return period.name === name ? period : undefined;
}

function periodFrom(first: CivilDate, length: ReportingPeriod, timeZone: string): NamedPeriod {
  return {
    length,
    name: nameOf(first, length),
    from: startOfDay(first, timeZone),
    until: startOfDay(laterDay(first, length), timeZone),
  };
}

function nameOf(first: CivilDate, length: ReportingPeriod): string {
  switch (length) {
    case 'P1D':
      return first;
    case 'P1W': {
      // ISO 8601: a week belongs to the year that its Thursday is in.
      const thursday = laterDay(first, 'P3D');
      const year = thursday.slice(0, 4);
      const week = Math.floor(daysBetween(`${year}-01-01`, thursday) / 7) + 1;
      return `${year}-W${String(week).padStart(2, '0')}`;
    }
    case 'P1M':
      return first.slice(0, 7);
    case 'P1Y':
      return first.slice(0, 4);
  }
}

function firstDay(day: CivilDate, length: ReportingPeriod): CivilDate {
  switch (length) {
    case 'P1D':
      return day;
    case 'P1W':
      return monday(day);
    case 'P1M':
      return `${day.slice(0, 7)}-01`;
    case 'P1Y':
      return `${day.slice(0, 4)}-01-01`;
  }
}

const aMonday = '1970-01-05';

function monday(day: CivilDate): CivilDate {
  const days = daysBetween(aMonday, day);
  return days < 0 ? aMonday : laterDay(aMonday, `P${days - (days % 7)}D`);
}

/** A day of the period; the caller checks the name that follows from it. */
function dayIn(name: string, length: ReportingPeriod): CivilDate | undefined {
  switch (length) {
    case 'P1D':
      return /^\d{4}-\d{2}-\d{2}$/.test(name) ? name : undefined;
    case 'P1W': {
      const [, year, week] = /^(\d{4})-W(\d{2})$/.exec(name) ?? [];
      // 4 January is always in the first week.
      return year === undefined || week === undefined || week === '00'
        ? undefined
        : laterDay(`${year}-01-04`, `P${(Number(week) - 1) * 7}D`);
    }
    case 'P1M':
      return /^\d{4}-\d{2}$/.test(name) ? `${name}-01` : undefined;
    case 'P1Y':
      return /^\d{4}$/.test(name) ? `${name}-01-01` : undefined;
  }
}

const isDay = (day: CivilDate): boolean => {
  const time = Date.parse(`${day}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(day) && day >= '1970-01-05';
};
