import type { Database } from '../platform/dynamo/database.ts';
import { getRow } from '../platform/dynamo/read.ts';
import type { Statement } from '../platform/dynamo/statement.ts';
import { insert, update } from '../platform/dynamo/statement.ts';
import type { SubjectId } from '../value/ids.ts';
import type { Obtained, SourceNotice } from './model/source-notice.ts';
import { afterObtaining } from './model/source-notice.ts';
import { attributesOf, noticeKey, noticeRow } from './rows.ts';
import { sourceNotices } from './table.ts';

export interface ObtainedOf extends Obtained {
  readonly subjectId: SubjectId;
}

/**
 * Notes that data of people was obtained from recipients: the statements belong in the transaction
 * that stores the data. An insert that meets a row was overtaken: ask again. Reads nothing where
 * nothing was obtained, and writes nothing where the notice says all of it.
 */
export async function noteObtained(
  database: Database,
  obtained: readonly ObtainedOf[],
): Promise<readonly Statement[]> {
  const notices = Map.groupBy(obtained, ({ subjectId, recipient }) => `${subjectId} ${recipient}`);
  const statements = await Promise.all(
    [...notices.values()].map(async (all) => {
      const [first] = all;
      if (first === undefined) return undefined;
      const key = noticeKey(first.subjectId, first.recipient);
      const row = await getRow(database, sourceNotices, key, noticeRow);
      const notice = all.reduce<SourceNotice | undefined>(afterObtaining, row);
      if (notice === undefined || notice === row) return undefined;
      if (row === undefined) {
        return insert(sourceNotices, { ...key, version: 1, ...attributesOf(notice) });
      }
      const isOpenAgain = row.informedAt !== undefined && notice.informedAt === undefined;
      const forgotten = isOpenAgain ? 'informedAt' : undefined;
      return update(sourceNotices, key, row.version, attributesOf(notice), forgotten);
    }),
  );
  return statements.filter((statement) => statement !== undefined);
}
