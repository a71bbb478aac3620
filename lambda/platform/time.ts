declare const brand: unique symbol;

/** Seconds since 1970-01-01T00:00:00Z: the unit of every TTL attribute. */
export type EpochSeconds = number & { readonly [brand]: 'EpochSeconds' };
/** Milliseconds since 1970-01-01T00:00:00Z. */
export type EpochMilliseconds = number & { readonly [brand]: 'EpochMilliseconds' };
/** RFC 3339 in UTC with milliseconds, as it stands in answers and rows; sorts as text. */
export type Rfc3339 = string & { readonly [brand]: 'Rfc3339' };

/** The one source of the current time; tests pass their own. */
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

/** `2026-11-24`. */
export const utcDay = (time: EpochMilliseconds): string => toRfc3339(time).slice(0, 10);

/** Answers undefined unless the text is a full RFC 3339 date-time with an offset. */
export function parseRfc3339(text: string): EpochMilliseconds | undefined {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?(Z|[+-]\d{2}:\d{2})$/.test(text)) {
    return undefined;
  }
  const value = Date.parse(text);
  return Number.isNaN(value) ? undefined : (value as EpochMilliseconds);
}

export const plusSeconds = (time: EpochMilliseconds, amount: number): EpochMilliseconds =>
  (time + amount * 1000) as EpochMilliseconds;
