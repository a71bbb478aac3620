import * as z from 'zod';
import type { Database } from '../platform/dynamo/database.ts';
import { getRows } from '../platform/dynamo/read.ts';
import type { SubjectId } from '../value/ids.ts';
import type { StoredState } from './model/consent.ts';
import { stateRow, toState } from './rows.ts';
import { consentStates } from './table.ts';

interface StateKey {
  readonly subjectId: SubjectId;
  readonly purpose: string;
}

const ownedState = stateRow.extend({ subjectId: z.string() });

/**
 * The newest choices of several people about the purposes that matter, in one read.
 *
 * @param keys at most 100, each once
 * @returns of each person the choices by purpose
 * @throws StoreUnavailableError
 */
export async function statesOfSeveral(
  database: Database,
  keys: readonly StateKey[],
): Promise<ReadonlyMap<string, ReadonlyMap<string, StoredState>>> {
  const states = new Map<string, Map<string, StoredState>>();
  const wanted = keys.map(({ subjectId, purpose }) => ({ subjectId, purpose }));
  for (const { subjectId, ...row } of await getRows(database, consentStates, wanted, ownedState)) {
    const own = states.get(subjectId) ?? new Map<string, StoredState>();
    states.set(subjectId, own.set(row.purpose, toState(row)));
  }
  return states;
}
