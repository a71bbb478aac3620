import type { Platform } from '../platform/platform.ts';
import type { RequestId } from '../value/ids.ts';
import { destroyKeys } from '../platform/keyring/destroy-keys.ts';
import { toRfc3339 } from '../value/time.ts';
import type { EpochMilliseconds } from '../value/time.ts';
import type { SweepAction } from '../request/sweep-actions.ts';
import { dueAction } from '../request/sweep-actions.ts';
import { hasOpenHold, released } from '../hold/deferred-erasure.ts';
import { orderOfEnd } from '../erasure/key-order.ts';
import { keyClassOf, stillExempt } from '../request/model/exemption.ts';
import { callOffTasks } from '../request/model/open-tasks.ts';
import { entriesOf } from '../request/model/task.ts';
import { startTasks } from '../system/start.ts';
import { tendTasks } from '../system/tasks.ts';
import { isPaused } from '../retention/model/pause.ts';
import { readPause } from '../retention/pause/store.ts';
import { openRestrictions } from '../request/restriction-store.ts';
import type { RequestRow } from '../request/row.ts';
import { startAttempt } from '../request/start.ts';
import type { RequestDecision, Requests } from '../request/store.ts';

export type SweepPlatform = Pick<
  Platform,
  'objects' | 'database' | 'workflow' | 'policy' | 'clock' | 'log'
>;

export interface Swept {
  readonly handled: number;
  readonly failed: number;
}

const pageSize = 100;

/**
 * Does for every request what is due: starts attempts that no one works on, marks overdue ones,
 * deletes exports and evidence whose time is over. One request that fails holds up no other.
 *
 * @throws StoreUnavailableError when the queue cannot be read
 */
export async function sweep(
  platform: SweepPlatform,
  requests: Requests,
  until: EpochMilliseconds,
): Promise<Swept> {
  const seen = new Set<RequestId>();
  let handled = 0;
  let failed = 0;
  for (;;) {
    const now = platform.clock();
    // What failed stays at the head of the queue: the page grows by it.
    const page = await requests.needingAttention(now, pageSize + seen.size);
    const unseen = page.filter((requestId) => !seen.has(requestId));
    if (unseen.length === 0 || now >= until) break;
    for (const requestId of unseen) {
      if (platform.clock() >= until) break;
      seen.add(requestId);
      try {
        if (await runDueActions(platform, requests, requestId)) handled += 1;
      } catch (error) {
        failed += 1;
        platform.log.error('FAILED', error);
      }
    }
  }
  platform.log.info('SWEEP_ENDED', { count: handled });
  return { handled, failed };
}

/** No run is there that could say so. */
const hasStoppedWaiting = ({ tasks: before }: RequestRow, { tasks }: RequestRow): boolean =>
  entriesOf(tasks).some(
    ([key, { state }]) => state === 'waiting-for-staff' && before?.[key]?.state !== state,
  );

/** Looks after one request until nothing is due; returns whether anything was. */
async function runDueActions(
  platform: SweepPlatform,
  requests: Requests,
  requestId: RequestId,
): Promise<boolean> {
  const { database, policy, clock } = platform;
  const restrictions = openRestrictions({ database, policy, clock }, requests);
  let handled = false;
  for (;;) {
    // One moment for a round: what ends while it runs belongs to the next.
    const now = clock();
    const row = await requests.get(requestId);
    const action = row && dueAction(row, now);
    if (row === undefined || action === undefined) return handled;
    if (action === 'delete-export' && row.export) await platform.objects.delete(row.export.object);
    // Needs no key to destroy keys, so the sweep holds none.
    const paused = asksForPause(action) && isPaused(await readPause(database));
    if (action === 'end-exemption' && !paused) {
      const order = orderOfEnd(database, requests, requestId);
      const keep = stillExempt(row.erasure?.withheld ?? [], now).map(keyClassOf);
      await destroyKeys(platform, row.subjectId, { order, keep });
    }
    if (action === 'lift-restriction') {
      // Staff may have called it off meanwhile.
      const lifted = await restrictions.lift(
        requestId,
        (current) => dueAction(current, now) === action,
      );
      if (lifted.kind === 'changed') await startTasks(platform, lifted.row);
      handled = true;
      continue;
    }
    if (action === 'start-tasks') {
      const changed = await requests.change<'not-due'>(requestId, (current) =>
        tendTasks(current, now),
      );
      if (changed.kind !== 'changed') return handled;
      if (hasStoppedWaiting(row, changed.row)) {
        platform.log.warn('SYSTEM_WAITS_FOR_STAFF', { reason: 'not-answered' });
      } else platform.log.warn('WORKFLOW_RETRIED', { workflow: 'system-run' });
      await startTasks(platform, changed.row);
      handled = true;
      continue;
    }
    const onHold = action === 'check-holds' && (await hasOpenHold(database, row.subjectId));
    const changed = await requests.change<'not-due'>(requestId, (current) =>
      dueAction(current, now) === action
        ? changeFor(current, action, now, { onHold, paused })
        : { kind: 'leave', because: 'not-due' },
    );
    if (changed.kind !== 'changed') return handled;
    handled = true;
    if (action === 'report-due-soon') platform.log.warn('REQUEST_DUE_SOON', { kind: row.kind });
    if (action === 'mark-overdue') platform.log.warn('REQUEST_OVERDUE', { kind: row.kind });
    if (action === 'check-holds') await startAttempt(platform, changed.row);
    const isStarted = action === 'start' || action === 'restart';
    if (isStarted || (action === 'check-pause' && !paused)) {
      platform.log.warn('WORKFLOW_RETRIED', {
        workflow: 'fulfilment',
        attempt: changed.row.attempt,
      });
      await startAttempt(platform, changed.row);
    }
  }
}

const asksForPause = (action: SweepAction): boolean =>
  action === 'check-pause' || action === 'end-exemption';

function changeFor(
  row: RequestRow,
  action: SweepAction,
  now: EpochMilliseconds,
  { onHold, paused }: { readonly onHold: boolean; readonly paused: boolean },
): RequestDecision<'not-due'> {
  const at = toRfc3339(now);
  // Looked at again in a while.
  if (paused) return { kind: 'change', set: { erasure: { ...row.erasure, pauseSeenAt: at } } };
  switch (action) {
    case 'start':
      return { kind: 'change', set: { progressAt: at } };
    case 'restart':
      return {
        kind: 'change',
        events: ['retried'],
        set: { attempt: row.attempt + 1, progressAt: at },
      };
    case 'check-pause':
      return {
        kind: 'change',
        events: ['erasure-resumed'],
        set: {
          ...{ attempt: row.attempt + 1, progressAt: at },
          erasure: { ...row.erasure, pauseSeenAt: undefined },
        },
      };
    // Lifted by the store of restrictions, in the transaction that marks the person; and each task by itself.
    case 'lift-restriction':
    case 'start-tasks':
      return { kind: 'leave', because: 'not-due' };
    case 'check-holds':
      return onHold
        ? { kind: 'change', set: { erasure: { ...row.erasure, holdsSeenAt: at } } }
        : released(row, now);
    case 'report-due-soon':
      return { kind: 'change', set: { dueSoonAt: at, dueSoonFor: row.dueAt } };
    case 'mark-overdue':
      return { kind: 'change', events: ['overdue'], set: { overdueAt: at } };
    case 'delete-export':
      return {
        kind: 'change',
        events: ['export-deleted'],
        set: {
          export: row.export && { ...row.export, deletedAt: at },
          // Nothing could be added to it any more.
          tasks: row.tasks && { ...callOffTasks(row.tasks, now) },
        },
      };
    case 'end-exemption':
      return {
        kind: 'change',
        set: { erasure: { ...row.erasure, endedAt: at, pauseSeenAt: undefined } },
      };
  }
}
