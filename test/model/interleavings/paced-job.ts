import type { DurableContext, StepConfig } from '@aws/durable-execution-sdk-js';
import { setTimeout as delay } from 'node:timers/promises';
import type { Database } from '../../../lambda/platform/dynamo/database.ts';
import { openTestClient } from '../../support/database.ts';
import type { TestDatabase } from '../../support/database.ts';

/** A workflow that goes on call by call of the database, each time it is asked. */
export interface PacedJob {
  /** Lets so many calls through, each to its response; fewer where the job ends. */
  readonly advance: (calls: number) => Promise<void>;
  /** @throws what the job could not get over */
  readonly toTheEnd: () => Promise<void>;
  readonly hasEnded: () => boolean;
  /** Whether a call that names both, such as a table and an id, was let through. */
  readonly hasSent: (one: string, other: string) => boolean;
}

export function startPaced(
  { endpoint, database }: Pick<TestDatabase, 'endpoint' | 'database'>,
  work: (context: DurableContext, database: Database) => Promise<unknown>,
): PacedJob {
  const client = openTestClient(endpoint);
  const waiting: (() => void)[] = [];
  const sent: string[] = [];
  let isOpen = false;
  let isDone = false;
  let inFlight = 0;
  client.middlewareStack.add(
    (next) => async (input) => {
      if (!isOpen) await new Promise<void>((resolve) => void waiting.push(resolve));
      else inFlight += 1;
      sent.push(JSON.stringify(input.input));
      try {
        return await next(input);
      } finally {
        inFlight -= 1;
      }
    },
    { step: 'initialize' },
  );
  // A call is in flight from here on, not from when it notices.
  const letThrough = (release: (() => void) | undefined) => {
    if (release === undefined) return;
    inFlight += 1;
    release();
  };
  const open = () => {
    isOpen = true;
    for (const release of waiting.splice(0)) letThrough(release);
  };
  const done = work(untilItWorks, { ...database, client }).finally(() => {
    isDone = true;
    // Nothing waits for what was read ahead.
    open();
  });
  done.catch(() => undefined);
  const pause = async () => {
    while (inFlight > 0 || (waiting.length === 0 && !isDone)) await delay(1);
  };

  return {
    async advance(calls) {
      await pause();
      for (let call = 0; call < calls && !isDone; call += 1) {
        letThrough(waiting.shift());
        await pause();
      }
    },
    async toTheEnd() {
      open();
      await done;
      await pause();
    },
    hasEnded: () => isDone,
    hasSent: (one, other) => sent.some((call) => call.includes(one) && call.includes(other)),
  };
}

/** Repeats steps as their strategy says, without a pause; waits take no time, as the clock stands still. */
const untilItWorks = {
  step: async (
    _label: string,
    work: () => Promise<unknown>,
    { retryStrategy }: StepConfig<unknown>,
  ) => {
    for (let tries = 1; ; tries += 1) {
      try {
        return await work();
      } catch (error) {
        if (!(error instanceof Error) || tries >= 30) throw error;
        if (retryStrategy?.(error, tries).shouldRetry !== true) throw error;
      }
    }
  },
  wait: () => Promise.resolve(),
} as unknown as DurableContext;
