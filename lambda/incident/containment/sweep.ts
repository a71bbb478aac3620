import * as z from 'zod';
import { containmentIdColumn, incidentIdColumn } from '../../platform/dynamo/columns.ts';
import { queryAll } from '../../platform/dynamo/read.ts';
import { containments } from '../../containment/table.ts';
import { parseRfc3339, plusSeconds } from '../../value/time.ts';
import type { ContainmentState } from '../model/containment.ts';
import type { OutsideDependencies } from './outside.ts';
import { completeApplying, completeUndoing, settle } from './outside.ts';
import { readContainment, settling } from './row.ts';

/** Longer than a call can last: what is younger is being completed by the call of its staff. */
const quietSeconds = 60;
const open = ['applying', 'failed', 'undoing'] as const satisfies readonly ContainmentState[];
/** Longer than all functions that carry out steps can last: the sweep 60 seconds, the quarantine 10. */
const settledAfterSeconds = 120;
const indexRow = z.object({ incidentId: incidentIdColumn, containmentId: containmentIdColumn });

/**
 * Completes containments that a fault or the end of a process left open. What fails again is logged,
 * which raises the alarm, and repeated by the next run.
 *
 * @throws StoreUnavailableError
 */
export async function sweepContainments(deps: OutsideDependencies): Promise<{ completed: number }> {
  let completed = 0;
  const { database, clock } = deps;
  for (const state of open) {
    const options = { index: 'by-state', partition: { state } };
    for await (const { incidentId, containmentId } of queryAll(
      database,
      containments,
      options,
      indexRow,
    )) {
      const found = await readContainment(database, incidentId, containmentId);
      const started = parseRfc3339(found?.startedAt ?? '');
      if (found?.state !== state || started === undefined) continue;
      if (plusSeconds(started, quietSeconds) > clock()) continue;
      try {
        const { state: next } = await (state === 'undoing'
          ? completeUndoing(deps, found, found.undoneBy ?? found.by)
          : completeApplying(deps, found, found.by));
        // A rotation that is running goes on by itself.
        if (next !== 'applying') completed += 1;
      } catch {
        // Logged where it failed; the others must not wait for it.
      }
    }
  }
  await settleAll(deps);
  return { completed };
}

/** A step of a call that ended in the middle can come after everything else that the row knows of. */
async function settleAll(deps: OutsideDependencies): Promise<void> {
  const { database, clock } = deps;
  const options = { index: 'by-state', partition: { state: settling } };
  for await (const { incidentId, containmentId } of queryAll(
    database,
    containments,
    options,
    indexRow,
  )) {
    const found = await readContainment(database, incidentId, containmentId);
    const changed = parseRfc3339(found?.undoneAt ?? found?.appliedAt ?? '');
    if (found?.isSettling !== true || changed === undefined) continue;
    if (plusSeconds(changed, settledAfterSeconds) > clock()) continue;
    try {
      await settle(deps, found);
    } catch {
      // Logged where it failed; the next run does it again.
    }
  }
}
