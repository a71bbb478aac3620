import type { Database } from '../platform/dynamo/database.ts';
import { advance } from '../request/attempt.ts';
import type { Attempt, FulfilmentDependencies } from '../request/attempt.ts';
import { isPaused } from '../retention/model/pause.ts';
import { readPause } from '../retention/pause/store.ts';
import { toRfc3339 } from '../value/time.ts';
import { withProgress } from './erasure.ts';

/**
 * Asked before an erasure begins and each time before keys go. Where the answer cannot be read,
 * nothing is destroyed.
 *
 * @throws ErasuresPausedError
 * @throws StoreUnavailableError
 */
export async function requireRunning(database: Database): Promise<void> {
  if (isPaused(await readPause(database))) throw new ErasuresPausedError();
}

/** Ends an attempt: the sweep starts the next one once staff have resumed. */
export async function waitForResume(deps: FulfilmentDependencies, run: Attempt): Promise<void> {
  await advance(deps, run, (row) => ({
    events: row.erasure?.pauseSeenAt === undefined ? ['erasure-paused'] : [],
    set: withProgress(row, { pauseSeenAt: toRfc3339(deps.clock()) }),
  }));
}

/** Too many people lost keys in an hour: staff have to resume erasures before another key goes. */
export class ErasuresPausedError extends Error {
  override readonly name = 'ErasuresPausedError';

  constructor() {
    super('erasures are paused');
  }
}
