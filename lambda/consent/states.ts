import type { Database } from '../platform/dynamo/database.ts';
import { queryAll } from '../platform/dynamo/read.ts';
import type { SubjectId } from '../value/ids.ts';
import type { StoredState } from './model/consent.ts';
import { stateRow, toState } from './rows.ts';
import { consentStates } from './table.ts';

/**
 * The newest choice of a person per purpose, in one query; needs no key.
 *
 * @throws StoreUnavailableError
 */
export async function readStates(
  database: Database,
  subjectId: SubjectId,
): Promise<ReadonlyMap<string, StoredState>> {
  const states = new Map<string, StoredState>();
  const rows = queryAll(database, consentStates, { partition: { subjectId } }, stateRow);
  for await (const row of rows) states.set(row.purpose, toState(row));
  return states;
}
