import { randomUUID } from 'node:crypto';
import type { RequestChange } from '../request/change.ts';
import type { Policy } from '../policy/schema.ts';
import type { Correction } from '../request/model/correction.ts';
import { endOf } from '../request/model/correction.ts';
import { openTasks } from '../request/model/open-tasks.ts';
import type { RequestRow } from '../request/row.ts';
import type { EpochMilliseconds } from '../value/time.ts';
import { statusOf } from './settled.ts';

/**
 * A request for rectification ends with its last correction: what was accepted goes to systems in the same
 * change, and the request is completed in part until they have done it.
 *
 * @returns nothing while a correction is open
 */
export function endedWith(
  policy: Policy,
  row: RequestRow,
  corrections: readonly Correction[],
  now: EpochMilliseconds,
): Pick<RequestChange, 'to' | 'set'> {
  if (endOf(corrections) === undefined) return {};
  const asked = { ...row, corrections: [...corrections] };
  const tasks = openTasks(policy, asked, [], { now, newTaskId: () => randomUUID() });
  const ended = { corrections: asked.corrections, tasks: tasks && { ...tasks } };
  const to = statusOf(ended);
  return {
    ...(to !== undefined && { to }),
    ...(ended.tasks && { set: { tasks: ended.tasks } }),
  };
}
