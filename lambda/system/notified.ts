import { activityEntry } from '../ledger/activity.ts';
import type { ActivityDependencies } from '../ledger/activity.ts';
import type { Statement } from '../platform/dynamo/statement.ts';
import { targetOf } from '../request/model/task.ts';
import type { Task, TaskKey } from '../request/model/task.ts';
import { committedTo } from '../request/row-facts.ts';
import type { RequestRow } from '../request/row.ts';
import { openSubjects } from '../subject/store.ts';
import type { SubjectsDependencies } from '../subject/store.ts';

export type NotifiedDependencies = ActivityDependencies & SubjectsDependencies;

/**
 * With the change that ends the task of a recipient: the person sees that it was notified (GDPR Art.
 * 19). Not behind the fence of an erasure, where an activity would create their key again: the notices
 * of the request say it then.
 */
export async function notifiedActivity(
  deps: NotifiedDependencies,
  row: RequestRow,
  key: TaskKey,
  { target, action, state }: Task,
): Promise<readonly Statement[]> {
  const subjectId = committedTo(row);
  if (target !== 'recipient' || state !== 'done' || subjectId === undefined) return [];
  if ((await openSubjects(deps).get(subjectId))?.status !== 'active') return [];
  const codes = { recipient: targetOf(key), action, requestId: row.requestId };
  return [await activityEntry(deps, subjectId, 'recipient-notified', codes)];
}
