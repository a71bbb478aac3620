/** How often and how long the client waits before it returns a temporary problem. */
export interface RetryOptions {
  /** How often a call is sent at most; 4 when absent, 1 never sends again. */
  readonly attempts?: number;
  /** Longest single wait in milliseconds; 20,000 when absent. A longer Retry-After is not waited for. */
  readonly longestWait?: number;
}

/** Milliseconds before the next attempt; undefined when it is not worth waiting. */
export function waitBefore(
  attempt: number,
  retryAfter: string | null,
  { attempts = 4, longestWait = 20_000 }: RetryOptions,
): number | undefined {
  if (attempt >= attempts) return undefined;
  const asked = retryAfter === null ? undefined : millisecondsOf(retryAfter);
  if (asked !== undefined) return asked <= longestWait ? asked : undefined;
  // Full jitter: clients that failed together do not come back together.
  return Math.min(longestWait, Math.random() * 250 * 2 ** attempt);
}

/** RFC 9110 section 10.2.3: seconds, or a date. */
function millisecondsOf(retryAfter: string): number | undefined {
  if (/^\d{1,6}$/.test(retryAfter)) return Number(retryAfter) * 1000;
  const date = Date.parse(retryAfter);
  return Number.isNaN(date) ? undefined : Math.max(0, date - Date.now());
}

/** Rejects with the reason of `signal` once it is aborted. */
export function wait(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const onAbort = () => {
      clearTimeout(timer);
      reject(signal?.reason as Error);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', onAbort);
      resolve();
    }, milliseconds);
    if (signal?.aborted) onAbort();
    else signal?.addEventListener('abort', onAbort, { once: true });
  });
}
