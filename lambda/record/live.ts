import type { RecordId, SubjectId } from '../platform/ids.ts';
import { openReader } from '../retention/person-store.ts';
import type { RecordRow, RecordsDependencies } from './rows.ts';
import { readRow } from './rows.ts';

/** A row that its person may read, with the end that they see. */
export async function readLive(
  deps: RecordsDependencies,
  subjectId: SubjectId,
  recordId: RecordId,
): Promise<RecordRow | undefined> {
  const row = await readRow(deps.database, subjectId, recordId);
  if (row === undefined || row.withheld !== undefined) return undefined;
  const readableUntil = await openReader(deps, subjectId);
  const expiresAt = readableUntil(row);
  return expiresAt && { ...row, expiresAt };
}
