import type { Database } from '../platform/dynamo/database.ts';
import { getRow } from '../platform/dynamo/read.ts';
import { conflict, retryOnConflict } from '../platform/dynamo/retry.ts';
import type { Item, Statement } from '../platform/dynamo/statement.ts';
import { update } from '../platform/dynamo/statement.ts';
import { transact } from '../platform/dynamo/transact.ts';
import type { RequestId } from '../value/ids.ts';
import { pendingRow } from './rows.ts';
import type { PendingRow } from './rows.ts';
import { pendingRequests } from './table.ts';

/** What may change of a pending request. */
export type PendingChange = Partial<
  Pick<
    PendingRow,
    | 'code'
    | 'tries'
    | 'verifiedAt'
    | 'honouredAt'
    | 'cancelledAt'
    | 'openedAt'
    | 'sameAs'
    | 'expiresAt'
  >
>;

/** @throws StoreUnavailableError */
export const pendingOf = (
  database: Database,
  requestId: RequestId,
): Promise<PendingRow | undefined> => getRow(database, pendingRequests, { requestId }, pendingRow);

/** @param last the request is opened: address and wishes go, and with them their key */
export function changing(
  { requestId, version }: PendingRow,
  change: PendingChange,
  last?: 'last',
): Statement {
  const item: Item = { ...change };
  return update(
    pendingRequests,
    { requestId },
    version,
    item,
    last === undefined ? undefined : 'sealed',
  );
}

/**
 * Changes a pending request, if no one else did meanwhile; else decides again.
 *
 * @param decide returns undefined to leave it
 * @returns the row as it was decided on; undefined where there is none
 * @throws StoreUnavailableError
 */
export const changePending = (
  database: Database,
  requestId: RequestId,
  decide: (row: PendingRow) => PendingChange | undefined,
): Promise<PendingRow | undefined> =>
  retryOnConflict(
    { attempts: 10, exhausted: 'a pending request kept changing while it was written' },
    async () => {
      const row = await pendingOf(database, requestId);
      const change = row && decide(row);
      if (row === undefined || change === undefined) return row;
      const { kind } = await transact(database, [changing(row, change)]);
      return kind === 'committed' ? { ...row, ...change } : conflict;
    },
  );
