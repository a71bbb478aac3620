import { v7 } from 'uuid';
import { passIntervalSeconds } from '../finality/recent-pass.ts';
import type { Database } from '../platform/dynamo/database.ts';
import type { Log } from '../platform/log/log.ts';
import type { Workflow } from '../platform/workflow/workflow.ts';
import { parseRfc3339, plusSeconds, utcDay } from '../value/time.ts';
import type { Clock } from '../value/time.ts';
import { isUnderWay, openPasses } from './store.ts';
import { cutOff } from './waiting.ts';

export interface SweepingDependencies {
  readonly database: Database;
  readonly workflow: Workflow;
  readonly clock: Clock;
  readonly log: Log;
}

/** From the beginning of a pass to the next; less than a day, because the sweep comes once an hour. */
const betweenSeconds = passIntervalSeconds - 3_600 / 2;

/**
 * Starts a pass when an erasure waits for one, none is under way and the last began a day ago.
 *
 * @throws StoreUnavailableError, WorkflowUnavailableError: the next sweep starts it
 */
export async function startPass(
  deps: SweepingDependencies,
): Promise<{ readonly kind: 'started' | 'nothing-waits' | 'not-yet' }> {
  const { database, workflow, clock, log } = deps;
  const now = clock();
  const newest = await openPasses(deps).newest();
  if (newest !== undefined) {
    const startedAt = parseRfc3339(newest.startedAt) ?? now;
    const isRecent = now < plusSeconds(startedAt, betweenSeconds);
    if (isRecent || isUnderWay(newest, now)) return { kind: 'not-yet' };
  }
  if ((await cutOff(database, now)) === undefined) return { kind: 'nothing-waits' };
  // Started twice on a day, it is one execution.
  const outcome = await workflow.start('verification-pass', `verification-${utcDay(now)}`, {
    passId: v7(),
  });
  if (outcome === 'already-started') return { kind: 'not-yet' };
  log.info('WORKFLOW_STARTED', { workflow: 'verification-pass' });
  return { kind: 'started' };
}
