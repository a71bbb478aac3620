declare const brand: unique symbol;

/** Seconds since 1970-01-01T00:00:00Z: the unit of every TTL attribute. */
export type EpochSeconds = number & { readonly [brand]: 'EpochSeconds' };
/** Milliseconds since 1970-01-01T00:00:00Z. */
export type EpochMilliseconds = number & { readonly [brand]: 'EpochMilliseconds' };
/** RFC 3339 in UTC with milliseconds, as in responses and rows; sorts as text. */
export type Rfc3339 = string & { readonly [brand]: 'Rfc3339' };

/** The only source of the current time; tests pass their own. */
export type Clock = () => EpochMilliseconds;

export const systemClock: Clock = () => Date.now() as EpochMilliseconds;

export const milliseconds = (value: number): EpochMilliseconds => value as EpochMilliseconds;
export const seconds = (value: number): EpochSeconds => value as EpochSeconds;

export const toEpochSeconds = (time: EpochMilliseconds): EpochSeconds =>
  Math.floor(time / 1000) as EpochSeconds;
export const toEpochMilliseconds = (time: EpochSeconds): EpochMilliseconds =>
  (time * 1000) as EpochMilliseconds;

export const toRfc3339 = (time: EpochMilliseconds): Rfc3339 =>
  new Date(time).toISOString() as Rfc3339;

/**
 * Now, or the time of what this follows, where another clock was ahead: what comes after something is
 * not shown as before it.
 *
 * @param former as `toRfc3339` writes it
 */
export const notBefore = (former: string, now: EpochMilliseconds): string => {
  const time = toRfc3339(now);
  return former > time ? former : time;
};

/** `2026-11-24`. */
export const utcDay = (time: EpochMilliseconds): string => toRfc3339(time).slice(0, 10);

/** How far the clock of another system may be ahead. */
export const clockToleranceSeconds = 300;

/** Whether a time is in the future, whatever the clock difference. */
export const isAhead = (time: EpochMilliseconds, now: EpochMilliseconds): boolean =>
  time > now + clockToleranceSeconds * 1000;

const time = {
  date: String.raw`(?<day>\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01]))`,
  // A second of 60 is rejected: it has no number of seconds since 1970, and none is announced.
  clock: String.raw`(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?`,
  offset: String.raw`(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)`,
};
const dateTime = new RegExp(`^${time.date}T${time.clock}${time.offset}$`, 'i');
const lastMillisecond = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

/**
 * Returns undefined unless the text is a date-time with an offset (RFC 3339 section 5.6), of an
 * existing day between 1970 and 9999 in UTC. Digits beyond milliseconds are cut off.
 */
export function parseRfc3339(text: string): EpochMilliseconds | undefined {
  const day = dateTime.exec(text)?.groups?.['day'];
  if (day === undefined || !isDay(day)) return undefined;
  const value = Date.parse(text.toUpperCase());
  return value >= 0 && value <= lastMillisecond ? (value as EpochMilliseconds) : undefined;
}

// `Date.parse` turns the 30th of February into the 2nd of March.
const isDay = (day: string): boolean =>
  new Date(Date.parse(`${day}T00:00:00Z`)).toISOString().startsWith(day);

export const plusSeconds = (time: EpochMilliseconds, amount: number): EpochMilliseconds =>
  (time + amount * 1000) as EpochMilliseconds;
