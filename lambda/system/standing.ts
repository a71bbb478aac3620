import type { Platform } from '../platform/platform.ts';
import type { Task } from '../request/model/task.ts';
import type { RequestRow } from '../request/row.ts';
import { isPaused } from '../retention/model/pause.ts';
import { readPause } from '../retention/pause/store.ts';
import { milliseconds, parseRfc3339 } from '../value/time.ts';
import { changeTask, inCharge } from './tasks.ts';
import type { TaskRun } from './tasks.ts';

/** Whether a run may make its next call. */
export type Standing =
  | { readonly kind: 'in-charge'; readonly row: RequestRow; readonly task: Task }
  | { readonly kind: 'superseded' }
  /** Erasures are paused, until staff resume them: no system erases meanwhile, either. */
  | { readonly kind: 'paused' };

type StandingDependencies = Parameters<typeof changeTask>[0] & Pick<Platform, 'database'>;

/** A row is written as a sign of life after this long, not with every page. */
const aliveMilliseconds = 5 * 60_000;

/**
 * Asked before each call. Where it cannot be read whether erasures are paused, nothing is erased.
 *
 * @throws StoreUnavailableError
 */
export async function standingOf(deps: StandingDependencies, run: TaskRun): Promise<Standing> {
  const row = await deps.requests.get(run.requestId);
  const task = row && inCharge(row, run.target, run.attempt);
  if (row === undefined || task === undefined) return { kind: 'superseded' };
  const seen = parseRfc3339(task.progressAt ?? '') ?? milliseconds(0);
  if (deps.clock() - seen >= aliveMilliseconds) await changeTask(deps, run, (current) => current);
  const paused = task.action === 'erase' && isPaused(await readPause(deps.database));
  return paused ? { kind: 'paused' } : { kind: 'in-charge', row, task };
}
