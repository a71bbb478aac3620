import type { Database } from '../platform/dynamo/database.ts';
import { getRow } from '../platform/dynamo/read.ts';
import type { Statement } from '../platform/dynamo/statement.ts';
import type { SubjectId } from '../value/ids.ts';
import type { Obtained, SourceNotice } from './model/source-notice.ts';
import { afterObtaining } from './model/source-notice.ts';
import { noticeKey, noticeRow, written } from './rows.ts';
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
      const { subjectId, recipient } = first;
      const row = await getRow(database, sourceNotices, noticeKey(subjectId, recipient), noticeRow);
      const notice = all.reduce<SourceNotice | undefined>(afterObtaining, row);
      return notice === undefined || notice === row ? undefined : written(subjectId, row, notice);
    }),
  );
  return statements.filter((statement) => statement !== undefined);
}
