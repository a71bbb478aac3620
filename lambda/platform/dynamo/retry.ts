import { setTimeout as delay } from 'node:timers/promises';
import { StoreUnavailableError } from './errors.ts';

/** What `work` returns when a row changed after it was read. */
export const conflict = Symbol('conflict');

export interface RetryOptions {
  readonly attempts: number;
  /** Message of the error once every attempt has met a conflict. */
  readonly exhausted: string;
  /**
   * How long to wait after a conflict, in milliseconds: a random time that doubles up to this one. For
   * rows that many processes change at the same moment. @default - no wait
   */
  readonly longestPauseMilliseconds?: number;
}

/**
 * Optimistic lock: reads, decides and writes again until no other process changed the rows in
 * between. `transact` waits before it reports contention, so there is no pause here by default.
 *
 * @throws StoreUnavailableError when every attempt met a conflict
 */
export async function retryOnConflict<Result>(
  { attempts, exhausted, longestPauseMilliseconds = 0 }: RetryOptions,
  work: () => Promise<Result | typeof conflict>,
): Promise<Result> {
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const result = await work();
    if (result !== conflict) return result;
    if (longestPauseMilliseconds > 0) await backoff(attempt, longestPauseMilliseconds);
  }
  throw new StoreUnavailableError(exhausted);
}

/** Full jitter, for rows that many calls change at the same time. */
export const backoff = (
  attempt: number,
  longestMilliseconds = Number.POSITIVE_INFINITY,
): Promise<void> => delay(Math.random() * Math.min(longestMilliseconds, 20 * 2 ** attempt));
