import type { Database } from '../platform/dynamo/database.ts';
import type { SubjectId } from '../value/ids.ts';
import type { Platform } from '../platform/platform.ts';
import { toRfc3339 } from '../value/time.ts';
import type { EpochMilliseconds } from '../value/time.ts';
import { holdsOf } from './store.ts';
import { erasedAgain } from '../request/erased-again.ts';
import { isClosed } from '../request/model/request.ts';
import type { RequestRow } from '../request/row.ts';
import { isReopened } from '../request/row-facts.ts';
import { startAttempt } from '../request/start.ts';
import type { RequestDecision, Requests } from '../request/store.ts';

/**
 * The erasure of what only a hold exempts is owed, and has not begun. While what a verification pass found
 * is being erased it waits: an attempt does one or the other.
 */
export const isDeferred = (row: Pick<RequestRow, 'status' | 'erasure'>): boolean =>
  isClosed(row.status) &&
  row.erasure?.heldSince !== undefined &&
  row.erasure.releasedAt === undefined &&
  !isReopened(row);

/** Behind the fence no hold can be placed: once none is open, none will be. */
export const hasOpenHold = async (database: Database, subjectId: SubjectId): Promise<boolean> =>
  (await holdsOf(database, subjectId)).some(({ state }) => state === 'open');

/** Lets an attempt erase what a hold exempted. */
export const released = <Left>(row: RequestRow, now: EpochMilliseconds): RequestDecision<Left> => {
  const at = toRfc3339(now);
  return {
    kind: 'change',
    events: ['hold-released'],
    set: {
      erasure: erasedAgain(row, { releasedAt: at }),
      attempt: row.attempt + 1,
      progressAt: at,
    },
  };
};

/**
 * Begins every erasure that waited for the last hold of a person. Repeat it freely; what is missed
 * here the sweep makes up for.
 *
 * @throws StoreUnavailableError
 */
export async function startDeferred(
  platform: Pick<Platform, 'database' | 'workflow' | 'log' | 'clock'>,
  requests: Requests,
  subjectId: SubjectId,
): Promise<void> {
  if (await hasOpenHold(platform.database, subjectId)) return;
  for await (const { requestId, ...row } of requests.everyOf(subjectId)) {
    if (!isDeferred(row)) continue;
    const changed = await requests.change<'begun'>(requestId, (now) =>
      isDeferred(now) ? released(now, platform.clock()) : { kind: 'leave', because: 'begun' },
    );
    if (changed.kind === 'changed') await startAttempt(platform, changed.row);
  }
}
