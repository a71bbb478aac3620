import { setTimeout as delay } from 'node:timers/promises';
import { SystemFaultError } from '../model/faults.ts';

const attempts = 9;

/**
 * Works until nothing is left unprocessed, with full jitter in between: up to half a minute together.
 *
 * @param work returns whether it is done
 * @throws SystemFaultError `throttled`
 */
export async function retried(work: () => Promise<boolean>): Promise<void> {
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    if (attempt > 0) await delay(Math.random() * 50 * 2 ** attempt);
    if (await work()) return;
  }
  throw new SystemFaultError('throttled');
}

/** Runs `work` for each, at most `width` at the same time; the first fault ends it. */
export async function forEach<Value>(
  values: readonly Value[],
  width: number,
  work: (value: Value) => Promise<void>,
): Promise<void> {
  const rest = values.values();
  await Promise.all(
    Array.from({ length: Math.min(width, values.length) }, async () => {
      for (const value of rest) await work(value);
    }),
  );
}
