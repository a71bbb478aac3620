import * as z from 'zod';
import type { Database } from '../dynamo/database.ts';
import { StoreUnavailableError } from '../dynamo/errors.ts';
import { getRow } from '../dynamo/read.ts';
import { insert, remove } from '../dynamo/statement.ts';
import { transact } from '../dynamo/transact.ts';
import type { Kid, RequestId, SubjectId } from '../../value/ids.ts';
import { toRfc3339 } from '../../value/time.ts';
import type { Clock } from '../../value/time.ts';
import { keyRowKey, kidField, readKeyRows } from './key-row.ts';
import type { KeyRow, NamedKey } from './key-row.ts';
import { subjectKeys, tombstones } from './table.ts';

/** The request that orders the destruction, stored where its verifier can read it. */
export interface DestructionOrder {
  readonly requestId: RequestId;
  /**
   * Records at the request which keys are destroyed next. A key that is destroyed without it raises
   * an alarm.
   */
  readonly name: (kids: readonly Kid[]) => Promise<void>;
}

export interface DestroyOptions {
  readonly order: DestructionOrder;
  /** Erasure classes whose keys are not destroyed. */
  readonly keep: readonly string[];
  /**
   * Keys that an earlier `list` returned. Those destroyed before a crash are returned again, from
   * their tombstones, which do not have the erasure class.
   */
  readonly planned?: readonly NamedKey[];
}

export interface DestroyedKey extends NamedKey {
  /** SHA-256, hex; names the key in the certificate. */
  readonly commitment: string;
}

export const tombstone = z.object({
  kid: kidField,
  commitment: z.string(),
  destroyedAt: z.string(),
});

/**
 * Limit of rounds, each for keys that were created meanwhile; a person after the fence gets no new
 * ones.
 */
const maximumRounds = 20;

/** @throws StoreUnavailableError when the database does not respond, or new keys keep appearing */
export async function destroyKeys(
  deps: { readonly database: Database; readonly clock: Clock },
  subjectId: SubjectId,
  { order, keep, planned = [] }: DestroyOptions,
): Promise<readonly DestroyedKey[]> {
  const destroyed = new Map<Kid, DestroyedKey>();
  for (let round = 0; round < maximumRounds; round += 1) {
    const rows = await readKeyRows(deps.database, subjectId);
    const toDestroy = rows.filter(({ erasureClass }) => !keep.includes(erasureClass));
    if (toDestroy.length === 0) {
      return [...(await destroyedBefore(deps.database, planned, destroyed)), ...destroyed.values()];
    }
    await order.name(toDestroy.map(({ kid }) => kid));
    for (const row of toDestroy) {
      const { kid, commitment } = row;
      if (await destroyOne(deps, row, order)) destroyed.set(kid, destroyedKey(row, commitment));
    }
  }
  throw new StoreUnavailableError('keys are still being created for a person under erasure');
}

/** Returns whether this key is destroyed; false when another key has replaced it. */
async function destroyOne(
  { database, clock }: { readonly database: Database; readonly clock: Clock },
  row: KeyRow,
  { requestId }: DestructionOrder,
): Promise<boolean> {
  const { kid, commitment } = row;
  const key = keyRowKey(row.subjectId, row.erasureClass);
  const outcome = await transact(database, [
    insert(tombstones, { kid, commitment, destroyedAt: toRfc3339(clock()), requestId }),
    remove(subjectKeys, key, row.version),
  ]);
  switch (outcome.kind) {
    case 'committed':
      return true;
    case 'duplicate':
      return removeAgain(database, row);
    case 'stale':
      return false;
    case 'contended':
      throw new StoreUnavailableError('a key row is held by other transactions');
  }
}

// The tombstone exists: another process destroyed the key first, or a restore brought its row back.
async function removeAgain(database: Database, row: KeyRow): Promise<boolean> {
  const key = keyRowKey(row.subjectId, row.erasureClass);
  const outcome = await transact(database, [remove(subjectKeys, key, row.version)]);
  if (outcome.kind === 'contended') {
    throw new StoreUnavailableError('a key row is held by other transactions');
  }
  return true;
}

async function destroyedBefore(
  database: Database,
  planned: readonly NamedKey[],
  known: ReadonlyMap<Kid, DestroyedKey>,
): Promise<DestroyedKey[]> {
  const earlier: DestroyedKey[] = [];
  for (const key of planned.filter(({ kid }) => !known.has(kid))) {
    const row = await getRow(database, tombstones, { kid: key.kid }, tombstone);
    if (row !== undefined) earlier.push(destroyedKey(key, row.commitment));
  }
  return earlier;
}

const destroyedKey = ({ erasureClass, kid }: NamedKey, commitment: string): DestroyedKey => ({
  erasureClass,
  kid,
  commitment,
});
