import { randomUUID } from 'node:crypto';
import { isCarriedOut, endOf } from '../request/model/correction.ts';
import { disclosedTo } from '../disclosure/store.ts';
import type { DisclosureReads } from '../disclosure/store.ts';
import type { RequestChange } from '../request/change.ts';
import type { Policy } from '../policy/schema.ts';
import type { Correction } from '../request/model/correction.ts';
import { openTasks } from '../request/model/open-tasks.ts';
import type { RequestRow } from '../request/row.ts';
import type { EpochMilliseconds } from '../value/time.ts';
import { statusOf } from './settled.ts';

/**
 * A request for rectification ends with its last correction: what was accepted goes to systems, and to the
 * recipients that received what was corrected (GDPR Art. 19), in the same change. The request is completed
 * in part until systems have done it.
 *
 * @returns nothing while a correction is open
 * @throws StoreUnavailableError, KeyringUnavailableError
 */
export async function endedWith(
  deps: DisclosureReads & { readonly policy: Policy },
  row: RequestRow,
  corrections: readonly Correction[],
  now: EpochMilliseconds,
): Promise<Pick<RequestChange, 'to' | 'set'>> {
  if (endOf(corrections) === undefined) return {};
  const asked = { ...row, corrections: [...corrections] };
  const isRectified = corrections.some(isCarriedOut);
  const disclosed = isRectified ? await disclosedTo(deps, row.subjectId) : [];
  const tasks = openTasks(deps.policy, asked, disclosed, { now, newTaskId: () => randomUUID() });
  const ended = { corrections: asked.corrections, tasks: tasks && { ...tasks } };
  const to = statusOf(ended);
  return {
    ...(to !== undefined && { to }),
    ...(ended.tasks && { set: { tasks: ended.tasks } }),
  };
}
