import type { GuardedResponse } from '../../platform/webhook/guarded-fetch.ts';
import { maximumPageBytes } from '../model/connector.ts';
import type { AskedAction } from '../receiver/message.ts';

/** Of an answer with data; every other one has counts alone. */
export const maximumAnswerBytes = (action: AskedAction): number =>
  action === 'export' ? maximumPageBytes : 64 * 1024;

/** The longest pause that a receiver can ask for, seconds. */
const maximumPause = 86_400;

/**
 * Seconds of `Retry-After`, which is a number or a date (RFC 9110 section 10.2.3).
 *
 * @returns undefined where there is none that can be read
 */
export function pauseIn(
  { headers }: Pick<GuardedResponse, 'headers'>,
  nowMilliseconds: number,
): number | undefined {
  const said = String(headers['retry-after'] ?? '').trim();
  const seconds = /^\d{1,9}$/.test(said)
    ? Number(said)
    : Math.ceil((Date.parse(said) - nowMilliseconds) / 1_000);
  return Number.isNaN(seconds) ? undefined : Math.min(Math.max(seconds, 1), maximumPause);
}
