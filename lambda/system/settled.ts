import type { RequestChange, RequestFacts } from '../request/change.ts';
import { endOf } from '../request/model/correction.ts';
import { isExported } from '../request/model/kinds.ts';
import type { TimelineEvent } from '../request/model/request.ts';
import {
  entriesOf,
  hasEnded,
  hasEndedSince,
  isPartial,
  needsIdentifiers,
} from '../request/model/task.ts';
import type { Task, TaskKey, Tasks, TaskState } from '../request/model/task.ts';
import { isLate, isSettling } from '../request/row-facts.ts';
import type { RequestRow } from '../request/row.ts';

const eventOf: Readonly<Partial<Record<TaskState, TimelineEvent>>> = {
  done: 'system-done',
  'not-applicable': 'system-not-applicable',
  'waiting-for-staff': 'system-waits-for-staff',
};

/**
 * The change of a request with which one task changes. What follows from it is in the same transaction:
 * with the last task the identifiers go, and where the request was closed before, an attempt is allowed
 * that certifies or exports again, or its status changes.
 */
export function withTask(row: RequestRow, key: TaskKey, task: Task, at: string): RequestChange {
  const tasks: Tasks = { ...row.tasks, [key]: task };
  const before = row.tasks?.[key]?.state;
  const event = task.state === before ? undefined : eventOf[task.state];
  const set = { tasks: { ...tasks }, ...(!needed(tasks) && { selector: undefined }) };
  const change = {
    ...(event !== undefined && task.target === 'system' && { events: [event] }),
    set,
  };
  if (!hasEnded(task) || task.target !== 'system') return change;
  // Certified, and not closed yet: the attempt closes it in part.
  if (row.status === 'in-progress' && row.erasure?.certifiedAt !== undefined) {
    return { ...change, set: { ...set, lateSince: at } };
  }
  if (row.status !== 'partially-completed') return change;
  if (row.kind === 'erasure' || isExported(row.kind)) {
    if (row.export?.deletedAt !== undefined) return change;
    // An attempt is allowed already; what it does not see any more it leaves to the next one.
    const next = isSettling(row) || isLate(row) ? {} : { attempt: row.attempt + 1, progressAt: at };
    return { ...change, set: { ...set, lateSince: row.lateSince ?? at, ...next } };
  }
  return statusOf({ ...row, tasks: { ...tasks } }) === 'completed'
    ? { ...change, to: 'completed' }
    : change;
}

/**
 * What an attempt leaves that closes a request, or issues what follows: systems that ended while it worked
 * belong to the next attempt, which the sweep starts.
 *
 * @param read the tasks that it saw
 */
export const afterLate = (read: Tasks | undefined, row: RequestRow, at: string): RequestFacts =>
  hasEndedSince(read, row.tasks)
    ? { lateSince: row.lateSince ?? at, attempt: row.attempt + 1, progressAt: at }
    : { lateSince: undefined };

/** How a request ends that is carried out at once or by staff: in part while a system is missing. */
export function statusOf(
  row: Pick<RequestRow, 'corrections' | 'tasks'>,
): 'completed' | 'partially-completed' | 'denied' | undefined {
  const status = row.corrections === undefined ? 'completed' : endOf(row.corrections);
  return status === 'completed' && isPartial(row.tasks) ? 'partially-completed' : status;
}

const needed = (tasks: Tasks): boolean =>
  entriesOf(tasks).some(([, task]) => needsIdentifiers(task));
