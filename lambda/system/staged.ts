import { Readable } from 'node:stream';
import type { Objects } from '../platform/objects/objects.ts';
import type { ObjectName } from '../platform/objects/objects.ts';
import type { TaskKey } from '../request/model/task.ts';
import { targetOf } from '../request/model/task.ts';
import type { RequestRow } from '../request/row.ts';
import type { Requests } from '../request/store.ts';
import { inCharge } from './tasks.ts';
import type { TaskRun } from './tasks.ts';

/**
 * A page of an export waits beside the export that it becomes part of. `Objects.delete` of the export
 * deletes its pages, too.
 */
export const pageName = (object: ObjectName, target: TaskKey, page: number): ObjectName =>
  `${object}.${targetOf(target)}.${page}`;

/**
 * Writes a page, unless there is no export any more that it could become part of.
 *
 * @throws ObjectsUnavailableError, StoreUnavailableError
 */
export async function stagePage(
  { objects, requests }: { readonly objects: Objects; readonly requests: Requests },
  { export: made }: RequestRow,
  run: TaskRun,
  page: number,
  items: readonly object[],
): Promise<'stored' | 'called-off'> {
  if (made === undefined || made.deletedAt !== undefined) return 'called-off';
  const name = pageName(made.object, run.target, page);
  await objects.put(name, Readable.from([JSON.stringify(items)]), 'application/json');
  // Called off meanwhile: what deletes the export may have been here before.
  const now = await requests.get(run.requestId);
  const isWanted =
    now !== undefined &&
    inCharge(now, run.target, run.attempt) !== undefined &&
    now.export?.deletedAt === undefined;
  if (!isWanted) await objects.delete(name);
  return isWanted ? 'stored' : 'called-off';
}
