import {
  milliseconds,
  parseRfc3339,
  plusSeconds,
  toEpochMilliseconds,
  seconds,
} from '../value/time.ts';
import type { EpochMilliseconds } from '../value/time.ts';
import { isPaused } from './clock.ts';
import { isClosed } from './model/request.ts';
import { isInForce } from './model/restriction.ts';
import type { RequestRow } from './row.ts';
import { nextActionOf, entriesOf } from './model/task.ts';
import {
  isLate,
  isReopened,
  isRunning,
  nextEnd,
  reachesSystems,
  waitsForResume,
} from './row-facts.ts';

/** After this long without a sign of life an attempt that never began is started again. */
const startGraceSeconds = 2 * 60;
/** After this long without a sign of life an attempt is given up for dead and the next one starts. */
const stallSeconds = 3 * 3600;
/** How often it is looked whether staff have resumed erasures. */
const pauseSeconds = 5 * 60;
/** How often it is looked whether what a hold keeps of an erased person may go. */
const lookSeconds = 3600;

/** What the sweep does for a request, each at its time. */
export type SweepAction =
  | 'start'
  | 'restart'
  | 'start-tasks'
  | 'check-pause'
  | 'check-holds'
  | 'lift-restriction'
  | 'report-due-soon'
  | 'mark-overdue'
  | 'delete-export'
  | 'end-exemption';

export interface TimedAction {
  readonly action: SweepAction;
  readonly at: EpochMilliseconds;
}

/** Everything that will have to be done for the request if nothing else happens to it. */
export function sweepActionsOf(row: RequestRow): readonly TimedAction[] {
  const actions: TimedAction[] = [];
  const progressAt = row.progressAt === undefined ? undefined : parseRfc3339(row.progressAt);
  const pauseSeenAt = parseRfc3339(row.erasure?.pauseSeenAt ?? '');
  const lookAt = pauseSeenAt && plusSeconds(pauseSeenAt, pauseSeconds);
  if (waitsForResume(row) && lookAt !== undefined) {
    actions.push({ action: 'check-pause', at: lookAt });
  } else if (isRunning(row) && progressAt !== undefined) {
    actions.push(
      row.begun === row.attempt
        ? { action: 'restart', at: plusSeconds(progressAt, stallSeconds) }
        : // No one but the sweep starts what follows from a late answer.
          { action: 'start', at: plusSeconds(progressAt, isLate(row) ? 0 : startGraceSeconds) },
    );
  }
  const forTasks = reachesSystems(row)
    ? entriesOf(row.tasks).flatMap(([, task]) => nextActionOf(task) ?? [])
    : [];
  actions.push(...forTasks.map(({ at }) => ({ action: 'start-tasks', at }) as const));
  const dueAt = parseRfc3339(row.dueAt);
  const waits = isClosed(row.status) || isPaused(row);
  if (!waits && row.overdueAt === undefined && dueAt !== undefined) {
    const receivedAt = parseRfc3339(row.receivedAt);
    // Reported once of each date: an extension or a pause makes a later one.
    const reported = row.dueSoonAt !== undefined && (row.dueSoonFor ?? row.dueAt) === row.dueAt;
    if (!reported && receivedAt !== undefined) {
      actions.push({ action: 'report-due-soon', at: dueSoon(receivedAt, dueAt) });
    }
    actions.push({ action: 'mark-overdue', at: dueAt });
  }
  if (row.export !== undefined && row.export.deletedAt === undefined) {
    const { expiresAt } = row.export;
    if (expiresAt !== undefined) {
      actions.push({ action: 'delete-export', at: toEpochMilliseconds(seconds(expiresAt)) });
    } else if (isClosed(row.status) && progressAt !== undefined) {
      // Called off while it was written: the attempt that writes it has ended by then.
      actions.push({ action: 'delete-export', at: plusSeconds(progressAt, stallSeconds) });
    }
  }
  const endsAt = nextEnd(row);
  if (endsAt !== undefined) {
    const at = milliseconds(Math.max(endsAt, lookAt ?? 0));
    actions.push({ action: 'end-exemption', at });
  }
  const { heldSince = '', releasedAt, holdsSeenAt } = row.erasure ?? {};
  const seenAt = parseRfc3339(holdsSeenAt ?? heldSince);
  if (
    isClosed(row.status) &&
    !isReopened(row) &&
    seenAt !== undefined &&
    releasedAt === undefined
  ) {
    // The first time at once: the hold may have ended while the rest was erased.
    const after = holdsSeenAt === undefined ? 0 : lookSeconds;
    actions.push({ action: 'check-holds', at: plusSeconds(seenAt, after) });
  }
  const liftsAt = parseRfc3339(row.restriction?.liftsAt ?? '');
  if (isInForce(row.restriction) && liftsAt !== undefined) {
    actions.push({ action: 'lift-restriction', at: liftsAt });
  }
  return actions.toSorted((one, other) => one.at - other.at);
}

/** When a fifth of the time is left that the law gives: six days of thirty. */
const dueSoon = (receivedAt: EpochMilliseconds, dueAt: EpochMilliseconds): EpochMilliseconds =>
  plusSeconds(dueAt, -Math.round((dueAt - receivedAt) / 5_000));

export const dueAction = (row: RequestRow, now: EpochMilliseconds): SweepAction | undefined => {
  const [first] = sweepActionsOf(row);
  return first !== undefined && first.at <= now ? first.action : undefined;
};
