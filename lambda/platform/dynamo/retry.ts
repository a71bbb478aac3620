import { setTimeout as delay } from 'node:timers/promises';
import { StoreUnavailableError } from './errors.ts';

/** What `work` returns when a row changed after it was read. */
export const conflict = Symbol('conflict');

export interface RetryOptions {
  readonly attempts: number;
  /** Message of the error once every attempt has met a conflict. */
  readonly exhausted: string;
}

/**
 * Optimistic lock: reads, decides and writes again until no other process changed the rows in
 * between. `transact` waits before it reports contention, so there is no pause here.
 *
 * @throws StoreUnavailableError when every attempt met a conflict
 */
export async function retryOnConflict<Result>(
  { attempts, exhausted }: RetryOptions,
  work: () => Promise<Result | typeof conflict>,
): Promise<Result> {
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const result = await work();
    if (result !== conflict) return result;
  }
  throw new StoreUnavailableError(exhausted);
}

/** Full jitter, for rows that many calls change at the same time. */
export const backoff = (attempt: number): Promise<void> => delay(Math.random() * 20 * 2 ** attempt);
