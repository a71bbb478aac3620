import type { Database } from '../platform/dynamo/database.ts';
import { getRow } from '../platform/dynamo/read.ts';
import type { RequestId, SubjectId } from '../value/ids.ts';
import type { EpochMilliseconds } from '../value/time.ts';
import { isEvidence, stillExempt } from './model/exemption.ts';
import type { WithheldItem } from './model/exemption.ts';
import { requestRow } from './stored-row.ts';
import { requests } from './table.ts';

/** What an erasure left of who the person was before. */
export interface EarlierErasure {
  readonly subjectId: SubjectId;
  /** What has not ended. */
  readonly withheld: readonly WithheldItem[];
}

/**
 * GDPR Art. 15(1) applies to what is still stored: the person who signs in as an erased one learns what their
 * erasures withheld, though nothing else connects the two.
 *
 * @throws StoreUnavailableError
 */
export async function earlierErasures(
  database: Database,
  requestIds: readonly RequestId[],
  now: EpochMilliseconds,
): Promise<readonly EarlierErasure[]> {
  const rows = await Promise.all(
    requestIds.map((requestId) => getRow(database, requests, { requestId }, requestRow)),
  );
  return rows.flatMap((row) => {
    const withheld = stillExempt(row?.erasure?.withheld ?? [], now);
    return row === undefined || withheld.every(({ category }) => isEvidence(category))
      ? []
      : [{ subjectId: row.subjectId, withheld }];
  });
}
