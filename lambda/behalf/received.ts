import type { ProblemDetail } from '../platform/http/problem.ts';
import { civilDate, endOfDay, laterDay } from '../policy/periods.ts';
import type { EpochMilliseconds } from '../value/time.ts';
import { milliseconds } from '../value/time.ts';

export type Received =
  | { readonly kind: 'received'; readonly at: EpochMilliseconds }
  | { readonly kind: 'invalid'; readonly errors: readonly ProblemDetail[] };

/**
 * A moment of the day on which something came in: now, or noon of an earlier day, so that the day is
 * the same one in most places.
 */
export function receivedAt(day: string, timeZone: string, now: EpochMilliseconds): Received {
  const today = civilDate(now, timeZone);
  if (day > today) return invalid('send a day that is not in the future');
  if (laterDay(day, 'P1Y') < today) return invalid('send a day at most a year ago');
  if (day === today) return { kind: 'received', at: now };
  return { kind: 'received', at: milliseconds(endOfDay(day, timeZone) - 12 * 3_600_000 + 1) };
}

const invalid = (message: string): Received => ({
  kind: 'invalid',
  errors: [{ pointer: '/receivedOn', message }],
});
