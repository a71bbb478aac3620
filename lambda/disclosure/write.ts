import type { Database } from '../platform/dynamo/database.ts';
import { StoreUnavailableError } from '../platform/dynamo/errors.ts';
import type { Statement } from '../platform/dynamo/statement.ts';
import { transact } from '../platform/dynamo/transact.ts';
import type { LedgerKeys } from '../platform/keyring/subject-keys.ts';
import type { Policy } from '../policy/schema.ts';
import type { Clock } from '../value/time.ts';
import type { NewDisclosure } from './store.ts';
import { statementsOf } from './store.ts';

export interface WriteDependencies {
  readonly database: Database;
  /** Those of the people that are written about. */
  readonly subjectKeys: LedgerKeys;
  readonly policy: Policy;
  readonly clock: Clock;
}

type Group = readonly Statement[];

/** Three statements each, and one for the idempotency key: a transaction has at most 100. */
const disclosuresPerTransaction = 33;

/**
 * Writes disclosures with what is entered of each. The first transaction has the statement of the
 * idempotency key; after a crash between two, `writeMissing` completes what it promised.
 *
 * @param key of the call; a `twin` call with the same key was faster, and nothing was written
 * @throws StoreUnavailableError, KeyringUnavailableError
 */
export async function writeNew(
  deps: WriteDependencies,
  written: readonly NewDisclosure[],
  key: Statement | undefined,
): Promise<'written' | 'twin'> {
  const [first = [], ...others] = packs(await groupsOf(deps, written));
  const statements = [...(key === undefined ? [] : [key]), ...first.flat()];
  if (statements.length === 0) return 'written';
  const outcome = await transact(deps.database, statements);
  if (outcome.kind === 'duplicate' && key !== undefined && outcome.statement === 0) return 'twin';
  if (outcome.kind !== 'committed') throw unwritten();
  await Promise.all(others.map((groups) => commitPack(deps.database, groups)));
  return 'written';
}

/** Writes those of an earlier call that are not stored; another call may be writing them, too. */
export async function writeMissing(
  deps: WriteDependencies,
  missing: readonly NewDisclosure[],
): Promise<void> {
  const all = packs(await groupsOf(deps, missing));
  await Promise.all(all.map((groups) => commitPack(deps.database, groups)));
}

const groupsOf = (
  deps: WriteDependencies,
  written: readonly NewDisclosure[],
): Promise<readonly Group[]> => {
  // One moment for all of a call.
  const now = deps.clock();
  return Promise.all(written.map((one) => statementsOf({ ...deps, clock: () => now }, one)));
};

function packs(groups: readonly Group[]): readonly (readonly Group[])[] {
  const made: (readonly Group[])[] = [];
  for (let first = 0; first < groups.length; first += disclosuresPerTransaction) {
    made.push(groups.slice(first, first + disclosuresPerTransaction));
  }
  return made;
}

/** Where a call that completes this one was faster with a row, the others are written one by one. */
async function commitPack(database: Database, groups: readonly Group[]): Promise<void> {
  const { kind } = await transact(database, groups.flat());
  if (kind === 'committed') return;
  if (kind !== 'duplicate') throw unwritten();
  for (const group of groups) {
    const outcome = await transact(database, group);
    if (outcome.kind !== 'committed' && outcome.kind !== 'duplicate') throw unwritten();
  }
}

const unwritten = (): StoreUnavailableError =>
  new StoreUnavailableError('disclosures could not be written');
