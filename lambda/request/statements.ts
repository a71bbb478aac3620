import { isDeepStrictEqual } from 'node:util';
import type { Item, Statement } from '../platform/dynamo/statement.ts';
import { insert, update } from '../platform/dynamo/statement.ts';
import { withAttention } from './change.ts';
import { openEntries } from './entries.ts';
import { lockKey, lockRemoval } from './locks.ts';
import { mailStatements } from './mails.ts';
import { isClosed } from './model/request.ts';
import type { RequestRow } from './row.ts';
import { toItem } from './stored-row.ts';
import { openRequests, requests } from './table.ts';

/** What one write of a request puts into its transaction: row, lock, entries and mails. */
export function openStatements(
  deps: Parameters<typeof openEntries>[0] & Parameters<typeof mailStatements>[0],
) {
  const entries = openEntries(deps);
  return {
    /** Its lock is the second statement. */
    async opening(row: RequestRow): Promise<readonly Statement[]> {
      const { requestId } = row;
      return [
        insert(requests, toItem(withAttention(row))),
        insert(openRequests, { ...lockKey(row), requestId, version: 1 }),
        ...(await entries.received(row)),
        ...mailStatements(deps, undefined, row),
      ];
    },

    /** Of a request that is closed from the start. */
    async recording(row: RequestRow): Promise<readonly Statement[]> {
      return [
        insert(requests, toItem(withAttention(row))),
        ...(await entries.received(row)),
        ...mailStatements(deps, undefined, row),
      ];
    },

    async changing(before: RequestRow, after: RequestRow): Promise<readonly Statement[]> {
      const changes = changedAttributes(before, after);
      const gone = after.attention === undefined ? 'attention' : undefined;
      const statements: Statement[] = [
        update(requests, { requestId: before.requestId }, before.version, changes, gone),
      ];
      if (after.status !== before.status) {
        statements.push(...(await entries.moved(after, before.status)));
        // Completed in part it had no lock any more: the one that is there is of another request.
        const closes = isClosed(after.status) && !isClosed(before.status);
        if (closes && after.lockReleased !== true) {
          statements.push(lockRemoval(after));
        }
      }
      return [...statements, ...mailStatements(deps, before, after)];
    },
  };
}

/** The statement sets the version itself; an attribute that went away is `attention` alone. */
const changedAttributes = (before: RequestRow, after: RequestRow): Item => {
  const old = toItem(before);
  return Object.fromEntries(
    Object.entries(toItem(after)).filter(
      ([name, value]) => name !== 'version' && !isDeepStrictEqual(value, old[name]),
    ),
  );
};
