import * as z from 'zod';
import { requestIdColumn } from '../platform/dynamo/columns.ts';
import type { Key, Statement } from '../platform/dynamo/statement.ts';
import { remove } from '../platform/dynamo/statement.ts';
import { appealLock } from './model/appeal.ts';
import type { RequestRow } from './row.ts';
import { openRequests } from './table.ts';

/** `purposes` of a restriction in force: all when absent. */
export const lockRow = z.object({
  kind: z.string(),
  requestId: requestIdColumn,
  purposes: z.array(z.string()).optional(),
});

type Locked = Pick<RequestRow, 'kind' | 'about' | 'automatedDecisionId'>;

/** The partition of the locks: of the person or, where no one is registered, of an alias. */
export const lockOwner = ({
  subjectId,
  lockedUnder,
}: Pick<RequestRow, 'subjectId' | 'lockedUnder'>): string => lockedUnder ?? subjectId;

/** One of a kind is open; of appeals one about each request, of reviews one of each decision. */
export const lockKey = (row: Locked & Parameters<typeof lockOwner>[0]): Key => ({
  subjectId: lockOwner(row),
  kind: lockOf(row),
});

/** Its sort key among the locks of the person. */
export function lockOf({ kind, about, automatedDecisionId }: Locked): string {
  if (kind === 'appeal' && about !== undefined) return appealLock(about);
  return automatedDecisionId === undefined ? kind : `${kind}/${automatedDecisionId}`;
}

export const lockRemoval = (row: RequestRow): Statement => remove(openRequests, lockKey(row), 1);
