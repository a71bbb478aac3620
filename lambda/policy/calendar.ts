import * as Duration from 'temporal-polyfill/fns/Duration';
import * as Instant from 'temporal-polyfill/fns/Instant';
import * as ZonedDateTime from 'temporal-polyfill/fns/ZonedDateTime';
import { parseDuration } from '../value/duration.ts';
import { milliseconds } from '../value/time.ts';
import type { EpochMilliseconds } from '../value/time.ts';

const day = 86_400_000;
/** Rows older than that are few, and are counted the long way. */
const earliest = Date.UTC(2020, 0, 1);

/** Adds periods in one zone. */
type Calendar = (from: EpochMilliseconds, iso: string) => EpochMilliseconds;

interface Offset {
  /** First instant at which it holds, epoch milliseconds. */
  readonly from: number;
  /** Milliseconds ahead of UTC. */
  readonly ahead: number;
}

const calendars = new Map<string, Calendar>();

/** Clock changes of a zone are looked up once: each addition of Temporal takes a tenth of a millisecond. */
export function calendarOf(timeZone: string): Calendar {
  const calendar = calendars.get(timeZone) ?? openCalendar(timeZone);
  calendars.set(timeZone, calendar);
  return calendar;
}

function openCalendar(timeZone: string): Calendar {
  const aheadAt = openOffsets(timeZone);
  const spans = new Map<string, Span>();
  const toInstant = (local: number): EpochMilliseconds => {
    // Two days: in 2011 Samoa left one out.
    const before = aheadAt(local - 2 * day);
    const after = aheadAt(local + 2 * day);
    const isTrue = (ahead: number): boolean => aheadAt(local - ahead) === ahead;
    // Like Temporal: of a time that comes twice the first, of one that never comes the later.
    return milliseconds(local - (isTrue(before) || !isTrue(after) ? before : after));
  };
  return (from, iso) => {
    const span = spans.get(iso) ?? spanOf(iso);
    if (span === undefined || from < earliest + 2 * day) return added(from, iso, timeZone);
    spans.set(iso, span);
    return toInstant(later(from + aheadAt(from), span));
  };
}

const zoned = (at: EpochMilliseconds | number, timeZone: string): ZonedDateTime.Record =>
  ZonedDateTime.create(Instant.fromEpochMilliseconds(at).epochNanoseconds, timeZone);

const added = (from: EpochMilliseconds, iso: string, timeZone: string): EpochMilliseconds =>
  milliseconds(
    ZonedDateTime.add(zoned(from, timeZone), Duration.fromString(iso)).epochMilliseconds,
  );

interface Span {
  readonly months: number;
  readonly days: number;
}

function spanOf(iso: string): Span | undefined {
  const period = parseDuration(iso);
  if (period === undefined) return undefined;
  const { year = 0, month = 0, week = 0, day: days = 0, ...time } = period;
  if (Object.keys(time).length > 0) return undefined;
  return { months: year * 12 + month, days: week * 7 + days };
}

/** On the clock on the wall: the last day of a month that lacks the date, then the days. */
function later(local: number, { months, days }: Span): number {
  const at = new Date(local);
  const last = new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + months + 1, 0));
  const date = Math.min(at.getUTCDate(), last.getUTCDate());
  const midnight = Date.UTC(last.getUTCFullYear(), last.getUTCMonth(), date + days);
  return midnight + (local % day);
}

/** Looks clock changes up as far as they are asked for. */
function openOffsets(timeZone: string): (at: number) => number {
  const changes: Offset[] = [offsetAt(earliest)];
  let lookedUpTo = earliest;

  function offsetAt(at: number): Offset {
    const ahead = ZonedDateTime.offsetNanoseconds(zoned(at, timeZone)) / 1_000_000;
    return { from: at, ahead };
  }

  function lookUp(to: number): void {
    while (lookedUpTo <= to) {
      const from = changes.at(-1)?.from ?? earliest;
      const last = zoned(from, timeZone);
      const next = ZonedDateTime.getTimeZoneTransition(last, 'next')?.epochMilliseconds;
      lookedUpTo = next ?? Number.POSITIVE_INFINITY;
      if (next !== undefined) changes.push(offsetAt(next));
    }
  }

  return (at) => {
    lookUp(at);
    let low = 0;
    let high = changes.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((changes[middle]?.from ?? earliest) <= at) low = middle;
      else high = middle - 1;
    }
    return changes[low]?.ahead ?? 0;
  };
}
