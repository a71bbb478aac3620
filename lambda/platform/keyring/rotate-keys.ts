import type { Database } from '../dynamo/database.ts';
import { StoreUnavailableError } from '../dynamo/errors.ts';
import type { Statement } from '../dynamo/statement.ts';
import { insert, remove, replace } from '../dynamo/statement.ts';
import { transact } from '../dynamo/transact.ts';
import type { Kid, SubjectId } from '../../value/ids.ts';
import { toRfc3339 } from '../../value/time.ts';
import type { Clock } from '../../value/time.ts';
import { generateKey } from './key-source.ts';
import { keyRowKey, previousOf, readKeyRow } from './key-row.ts';
import type { Keyring } from './keyring.ts';
import { subjectKeys, tombstones } from './table.ts';

/*
 * Rotation of one key: a new key takes its place, the old one stays readable beside it while rows are
 * encrypted again, then the old one is destroyed like any other, with a tombstone. Its row is changed
 * and not deleted, so no data is without a key at any moment.
 */

export type Switched =
  | { readonly kind: 'switched' }
  /** A rotation that is under way, or was stopped: it goes on with the key that it replaced. */
  | { readonly kind: 'switched-before' }
  | { readonly kind: 'no-key' }
  /** The key or the person changed meanwhile. */
  | { readonly kind: 'stale' };

/**
 * Puts a new key in the place of the one of a class. Everything that is encrypted from then on is
 * under the new key, apart from calls that have read the old one already.
 *
 * @param fence fails where the person is being erased: no key is made behind the fence
 * @throws StoreUnavailableError, KeyringUnavailableError
 */
export async function switchKey(
  deps: { readonly database: Database; readonly keyring: Keyring; readonly clock: Clock },
  { subjectId, erasureClass }: { readonly subjectId: SubjectId; readonly erasureClass: string },
  fence: Statement,
): Promise<Switched> {
  const { database } = deps;
  const [current, previous] = await Promise.all([
    readKeyRow(database, subjectId, erasureClass),
    readKeyRow(database, subjectId, previousOf(erasureClass)),
  ]);
  if (previous !== undefined) return { kind: 'switched-before' };
  if (current === undefined) return { kind: 'no-key' };
  const { row } = await generateKey(deps, subjectId, erasureClass);
  const key = keyRowKey(subjectId, erasureClass);
  const outcome = await transact(database, [
    replace(subjectKeys, key, current.version, row),
    insert(subjectKeys, { ...current, erasureClass: previousOf(erasureClass) }),
    fence,
  ]);
  return { kind: outcome.kind === 'committed' ? 'switched' : 'stale' };
}

/** The key that a rotation of the class is replacing. @throws StoreUnavailableError */
export const previousKid = async (
  database: Database,
  subjectId: SubjectId,
  erasureClass: string,
): Promise<Kid | undefined> =>
  (await readKeyRow(database, subjectId, previousOf(erasureClass)))?.kid;

/**
 * Destroys the key that a rotation has replaced. Repeat it freely: a key that another rotation has
 * replaced since is not among `replaced`, and records may be under it.
 *
 * @param order names the kid where the witness can read it, before the key goes
 * @throws StoreUnavailableError
 */
export async function destroyPreviousKey(
  { database, clock }: { readonly database: Database; readonly clock: Clock },
  { subjectId, erasureClass }: { readonly subjectId: SubjectId; readonly erasureClass: string },
  order: {
    readonly containmentId: string;
    readonly replaced: readonly Kid[];
    readonly name: (kid: Kid) => Promise<void>;
  },
): Promise<void> {
  const previous = await readKeyRow(database, subjectId, previousOf(erasureClass));
  if (previous === undefined || !order.replaced.includes(previous.kid)) return;
  const { kid, commitment, version } = previous;
  await order.name(kid);
  const removal = remove(subjectKeys, keyRowKey(subjectId, previousOf(erasureClass)), version);
  const { containmentId } = order;
  const outcome = await transact(database, [
    insert(tombstones, { kid, commitment, destroyedAt: toRfc3339(clock()), containmentId }),
    removal,
  ]);
  if (outcome.kind === 'contended') {
    throw new StoreUnavailableError('a key row is held by other transactions');
  }
  // The tombstone is there already: a restore brought the row back.
  if (outcome.kind === 'duplicate') await transact(database, [removal]);
}
