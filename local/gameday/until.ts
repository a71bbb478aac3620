import { setTimeout as delay } from 'node:timers/promises';

/** Milliseconds for what takes longest: a notice with its events. */
export const patience = 90_000;

/** Asks until there is an answer; undefined after the time. */
export async function until<Value>(
  ask: () => Promise<Value | undefined>,
  milliseconds: number,
): Promise<Value | undefined> {
  const end = Date.now() + milliseconds;
  for (;;) {
    const value = await ask();
    if (value !== undefined || Date.now() > end) return value;
    await delay(200);
  }
}
