import { setTimeout as delay } from 'node:timers/promises';
import { activityEntry } from '../ledger/activity.ts';
import { entry } from '../ledger/store.ts';
import { remove } from '../platform/dynamo/statement.ts';
import { transact } from '../platform/dynamo/transact.ts';
import type { RecordId, SubjectId } from '../platform/ids.ts';
import { isSuspended } from '../retention/hold.ts';
import { markersOf, personUnchanged } from '../retention/markers.ts';
import { deletion } from '../retention/store.ts';
import { withDerived } from './derive.ts';
import { readLive } from './live.ts';
import type { RecordRow, RecordsDependencies } from './rows.ts';
import { recordKey } from './rows.ts';
import { records } from './table.ts';

export type DeleteOutcome = 'deleted' | 'not-found' | 'suspended' | 'contended';

/** A person may delete many records at the same moment. */
const attempts = 8;
/** With four statements for each, within 100 statements. */
const rowsPerTransaction = 24;

/** What was made from the record goes with it: it tells of the same (GDPR Art. 17(1)). */
export async function deleteRecord(
  deps: RecordsDependencies,
  subjectId: SubjectId,
  recordId: RecordId,
): Promise<DeleteOutcome> {
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const row = await readLive(deps, subjectId, recordId);
    if (row === undefined) return 'not-found';
    const rows = await withDerived(deps.database, row);
    const markers = await markersOf(deps.database, subjectId);
    if (markers === undefined) return 'not-found';
    if (rows.some((one) => isSuspended(markers, one))) return 'suspended';
    // Sources last: after an interruption the record is still there to be deleted.
    if (await deleteAll(deps, subjectId, rows.toReversed(), markers.version)) return 'deleted';
    await delay(Math.random() * 20 * 2 ** attempt);
  }
  return 'contended';
}

/** Answers false where a row or its person changed since they were read. */
async function deleteAll(
  deps: RecordsDependencies,
  subjectId: SubjectId,
  rows: readonly RecordRow[],
  personVersion: number,
): Promise<boolean> {
  let version = personVersion;
  for (let start = 0; start < rows.length; start += rowsPerTransaction) {
    const chunk = rows.slice(start, start + rowsPerTransaction);
    const deletions = await Promise.all(chunk.map((row) => deletionOf(deps, row)));
    const outcome = await transact(deps.database, [
      personUnchanged(subjectId, version),
      ...deletions.flat(),
    ]);
    if (outcome.kind !== 'committed') return false;
    version += 1;
  }
  return true;
}

async function deletionOf(
  deps: RecordsDependencies,
  { subjectId, recordId, category, version }: RecordRow,
) {
  const told = await entry(deps, 'record.deleted', { category, by: 'subject' }, subjectId);
  return [
    remove(records, recordKey(subjectId, recordId), version),
    deletion(recordId, deps.clock()),
    told,
    await activityEntry(deps, subjectId, 'record-deleted', { category }, told),
  ];
}
