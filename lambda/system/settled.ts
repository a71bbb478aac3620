import type { RequestChange } from '../request/change.ts';
import { endOf } from '../request/model/correction.ts';
import { isExported } from '../request/model/kinds.ts';
import type { TimelineEvent } from '../request/model/request.ts';
import { entriesOf, hasEnded, isPartial, needsIdentifiers } from '../request/model/task.ts';
import type { Task, TaskKey, Tasks, TaskState } from '../request/model/task.ts';
import { isSettling } from '../request/row-facts.ts';
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
  const isLateEnd =
    hasEnded(task) && task.target === 'system' && row.status === 'partially-completed';
  if (!isLateEnd) return change;
  if (row.kind === 'erasure' || isExported(row.kind)) {
    if (row.export?.deletedAt !== undefined) return change;
    // The erasure of what a hold exempted certifies what is there at its end.
    const next = isSettling(row) ? {} : { attempt: row.attempt + 1, progressAt: at };
    return { ...change, set: { ...set, lateSince: at, ...next } };
  }
  return statusOf({ ...row, tasks: { ...tasks } }) === 'completed'
    ? { ...change, to: 'completed' }
    : change;
}

/** How a request ends that is carried out at once or by staff: in part while a system is missing. */
export function statusOf(
  row: Pick<RequestRow, 'corrections' | 'tasks'>,
): 'completed' | 'partially-completed' | 'denied' | undefined {
  const status = row.corrections === undefined ? 'completed' : endOf(row.corrections);
  return status === 'completed' && isPartial(row.tasks) ? 'partially-completed' : status;
}

const needed = (tasks: Tasks): boolean =>
  entriesOf(tasks).some(([, task]) => needsIdentifiers(task));
