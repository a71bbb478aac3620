import type { Database } from '../platform/dynamo/database.ts';
import { queryAll, queryPage } from '../platform/dynamo/read.ts';
import type { CivilDate } from '../policy/periods.ts';
import type { SubjectId } from '../value/ids.ts';
import type { NoticeRow, WaitingRow } from './rows.ts';
import { noticeRow, waitingPartition, waitingRow } from './rows.ts';
import { sourceNotices } from './table.ts';

/** Where a page of people who wait begins. */
export type WaitingPlace = WaitingRow;

/** The recipients from which data of a person was obtained. */
export async function sourceNoticesOf(
  database: Database,
  subjectId: SubjectId,
): Promise<readonly NoticeRow[]> {
  const found: NoticeRow[] = [];
  const options = { partition: { subjectId } };
  for await (const row of queryAll(database, sourceNotices, options, noticeRow)) found.push(row);
  return found;
}

/** People who were not informed yet, those first who have to be informed first. */
export async function listWaiting(
  database: Database,
  { limit, after }: { readonly limit: number; readonly after?: WaitingPlace | undefined },
): Promise<{ readonly items: readonly WaitingRow[]; readonly next?: WaitingPlace | undefined }> {
  const options = {
    index: 'by-due',
    partition: waitingPartition,
    limit,
    startAfter: after && { ...after, ...waitingPartition },
  };
  const page = await queryPage(database, sourceNotices, options, waitingRow);
  return { items: page.rows, next: page.lastKey && page.rows.at(-1) };
}

/** The most that is counted: one page. */
const countedAtMost = 1_000;

/** How many people should have been informed before today; counted to a thousand. */
export async function countOverdue(database: Database, today: CivilDate): Promise<number> {
  const options = {
    index: 'by-due',
    partition: waitingPartition,
    limit: countedAtMost,
  };
  const { rows } = await queryPage(database, sourceNotices, options, waitingRow);
  return rows.filter(({ informBy }) => informBy < today).length;
}
