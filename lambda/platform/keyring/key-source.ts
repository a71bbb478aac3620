import { createHmac } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { sha256Hex } from '../../value/canonical.ts';
import type { Database } from '../dynamo/database.ts';
import { StoreUnavailableError } from '../dynamo/errors.ts';
import type { Statement } from '../dynamo/statement.ts';
import { insert } from '../dynamo/statement.ts';
import { transact } from '../dynamo/transact.ts';
import { pae } from '../envelope/pae.ts';
import { newKid } from '../../value/ids.ts';
import type { Kid, SubjectId } from '../../value/ids.ts';
import { toRfc3339 } from '../../value/time.ts';
import type { Clock } from '../../value/time.ts';
import { openExpiring } from './expiring.ts';
import { keyRowName, openKeyReader, readKeyRow, readKeyRowsOf, versionOf } from './key-row.ts';
import type { KeyRow } from './key-row.ts';
import type { Keyring } from './keyring.ts';
import { subjectKeys } from './table.ts';

interface UsableKey {
  readonly kid: Kid;
  readonly key: KeyObject;
}

/** A new key, with the row that makes it valid once it is written. */
interface GeneratedKey {
  readonly row: KeyRow;
  readonly key: KeyObject;
}

interface CreatedKey extends UsableKey {
  readonly erasureClass: string;
  readonly statement: Statement;
}

/** Creates, reads and unwraps subject keys. */
export interface KeySource {
  /** The current key of the class; created if there is none. */
  use(subjectId: SubjectId, erasureClass: string): Promise<UsableKey>;
  /** The same for up to 100 people, with as many database calls as for one. */
  useSeveral(
    subjectIds: readonly SubjectId[],
    erasureClass: string,
  ): Promise<ReadonlyMap<SubjectId, UsableKey>>;
  /** A key that is valid once its row is written; for a person who has none of the class. */
  create(subjectId: SubjectId, erasureClass: string): Promise<CreatedKey>;
  /** The same with a row that was just read: no call reads it again. Without one, as at first use. */
  useRead(subjectId: SubjectId, erasureClass: string, row: KeyRow | undefined): Promise<UsableKey>;
  unwrap(row: Pick<KeyRow, 'kid' | 'wrappedKey'>): Promise<KeyObject>;
  /** The current key row of the class, if there is one. */
  read(subjectId: SubjectId, erasureClass: string): Promise<KeyRow | undefined>;
}

const maximumCachedKeys = 2_000;
/** Limit of rounds, each after a conflict with keys that other processes created. */
const maximumRounds = 8;

/** Only unwrapped keys are cached, by kid; whether a key still exists is read on every use. */
export function openKeySource(deps: {
  readonly database: Database;
  readonly keyring: Keyring;
  readonly clock: Clock;
  readonly cacheSeconds: number;
}): KeySource {
  const { database, keyring, clock } = deps;
  const read = openKeyReader(database);
  const cache = openExpiring<Kid, KeyObject>({
    ...{ maximum: maximumCachedKeys, seconds: deps.cacheSeconds, clock },
  });
  const making = new Map<string, Promise<UsableKey>>();
  const unwrapping = new Map<string, Promise<KeyObject>>();

  const unwrap: KeySource['unwrap'] = ({ kid, wrappedKey }) => {
    const cached = cache?.get(kid);
    if (cached !== undefined) return Promise.resolve(cached);
    return singleFlight(unwrapping, kid, async () => {
      const key = await keyring.unwrap(wrappedKey, kid);
      cache?.set(kid, key);
      return key;
    });
  };

  const usable = async (row: KeyRow): Promise<UsableKey> => ({
    kid: row.kid,
    key: await unwrap(row),
  });

  const generate = (subjectId: SubjectId, erasureClass: string): Promise<GeneratedKey> =>
    generateKey(deps, subjectId, erasureClass);

  const cacheNew = ({ row: { kid }, key }: GeneratedKey): UsableKey => {
    cache?.set(kid, key);
    return { kid, key };
  };

  async function make(subjectId: SubjectId, erasureClass: string): Promise<UsableKey> {
    const made = await generate(subjectId, erasureClass);
    const outcome = await transact(database, [insert(subjectKeys, made.row)]);
    if (outcome.kind === 'committed') return cacheNew(made);
    const winner = await readKeyRow(database, subjectId, erasureClass);
    if (winner === undefined) {
      throw new StoreUnavailableError('a subject key was created and destroyed meanwhile');
    }
    return usable(winner);
  }

  const useRead: KeySource['useRead'] = (subjectId, erasureClass, row) =>
    row === undefined
      ? singleFlight(making, keyRowName(subjectId, erasureClass), () =>
          make(subjectId, erasureClass),
        )
      : usable(row);

  async function useSeveral(subjectIds: readonly SubjectId[], erasureClass: string) {
    const keys = new Map<SubjectId, UsableKey>();
    const generated = new Map<SubjectId, GeneratedKey>();
    const generateOnce = async (subjectId: SubjectId): Promise<GeneratedKey> => {
      const made = generated.get(subjectId) ?? (await generate(subjectId, erasureClass));
      generated.set(subjectId, made);
      return made;
    };
    for (let round = 0; round < maximumRounds; round += 1) {
      const unread = [...new Set(subjectIds)].filter((subjectId) => !keys.has(subjectId));
      const rows = await readKeyRowsOf(database, unread, erasureClass);
      await Promise.all(rows.map(async (row) => keys.set(row.subjectId, await usable(row))));
      const missing = unread.filter((subjectId) => !keys.has(subjectId));
      if (missing.length === 0) return keys;
      const making = await Promise.all(missing.map(generateOnce));
      const outcome = await transact(
        database,
        making.map(({ row }) => insert(subjectKeys, row)),
      );
      if (outcome.kind === 'committed') {
        for (const made of making) keys.set(made.row.subjectId, cacheNew(made));
        return keys;
      }
      if (outcome.kind === 'contended') break;
      // Another process created one of the keys first, and that one is valid: read again.
    }
    throw new StoreUnavailableError('other processes are creating subject keys');
  }

  return {
    read,
    unwrap,
    useSeveral,
    useRead,
    async create(subjectId, erasureClass) {
      const made = await generate(subjectId, erasureClass);
      // By a random name: that of a key which is never written names nothing.
      return { ...cacheNew(made), erasureClass, statement: insert(subjectKeys, made.row) };
    },
    use: async (subjectId, erasureClass) =>
      useRead(subjectId, erasureClass, await read(subjectId, erasureClass)),
  };
}

/** A new key of a person, with the row that makes it valid once it is written. */
export async function generateKey(
  { keyring, clock }: { readonly keyring: Keyring; readonly clock: Clock },
  subjectId: SubjectId,
  erasureClass: string,
): Promise<GeneratedKey> {
  const kid = newKid();
  const { key, wrappedKey } = await keyring.generateDataKey(kid);
  const row: KeyRow = {
    subjectId,
    erasureClass,
    kid,
    wrappedKey,
    wrapAlgorithm: 1,
    commitment: keyCommitment(kid, key),
    createdAt: toRfc3339(clock()),
    version: versionOf(kid),
  };
  return { row, key };
}

function singleFlight<Result>(
  flights: Map<string, Promise<Result>>,
  name: string,
  start: () => Promise<Result>,
): Promise<Result> {
  const known = flights.get(name);
  if (known !== undefined) return known;
  const flight = start().finally(() => flights.delete(name));
  flights.set(name, flight);
  return flight;
}

/**
 * Identifies a key in a certificate: a holder of the key could prove that it was this one, and the
 * commitment reveals nothing of it. Stored in the row, so that destroying a key needs no right to
 * use it.
 */
function keyCommitment(kid: Kid, key: KeyObject): string {
  const mac = createHmac('sha256', key)
    .update(pae(['key-commitment/v1', kid]))
    .digest();
  return sha256Hex(pae(['key-commitment/v1', kid, mac]));
}
