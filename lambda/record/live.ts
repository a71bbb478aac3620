import type { RecordId, SubjectId } from '../value/ids.ts';
import type { Seen } from '../retention/person-store.ts';
import { openReader } from '../retention/person-store.ts';
import type { RecordRow, RecordsDependencies } from './rows.ts';
import { readRow } from './rows.ts';

interface LiveRow {
  /** With the end that its person sees. */
  readonly row: RecordRow;
  readonly seen: Seen;
}

/** A row that its person may read. */
export async function readLive(
  deps: RecordsDependencies,
  subjectId: SubjectId,
  recordId: RecordId,
): Promise<LiveRow | undefined> {
  const row = await readRow(deps.database, subjectId, recordId);
  if (row === undefined || row.withheld !== undefined) return undefined;
  const see = await openReader(deps, subjectId);
  const seen = see(row);
  return seen && { row: { ...row, expiresAt: seen.until }, seen };
}
