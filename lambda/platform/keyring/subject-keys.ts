import { createHmac } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import type { Database } from '../dynamo/database.ts';
import type { TableFacts } from '../dynamo/facts.ts';
import type { Key, Statement } from '../dynamo/statement.ts';
import { keyNames } from '../dynamo/statement.ts';
import { kidOf, open, seal } from '../envelope/envelope.ts';
import { pae } from '../envelope/pae.ts';
import type { EventId, Kid, SubjectId } from '../../value/ids.ts';
import type { Clock } from '../../value/time.ts';
import { destroyKeys } from './destroy-keys.ts';
import type { DestroyedKey, DestroyOptions } from './destroy-keys.ts';
import { SealBrokenError } from './errors.ts';
import { keyRowName, previousOf, readKeyRows } from './key-row.ts';
import type { KeyRow, ListedKey, ReadKeyRows } from './key-row.ts';
import type { Keyring } from './keyring.ts';
import { openKeySource } from './key-source.ts';
import type { KeySource } from './key-source.ts';

/** Where an encrypted row is. The AAD is built from this alone, never read from the ciphertext. */
export interface RowAddress {
  readonly table: TableFacts;
  readonly key: Key;
  /**
   * Changes only when the content is encrypted again, so that other updates leave the ciphertext
   * valid.
   */
  readonly contentVersion: number;
}

type OpenedCiphertext =
  | { readonly kind: 'opened'; readonly plaintext: Uint8Array }
  | { readonly kind: 'key-destroyed' };

/**
 * One key per person and erasure class. Destroying it makes that class of the person's data
 * unreadable at once; in backups, too, once the recovery window has passed.
 *
 * @throws StoreUnavailableError, KeyringUnavailableError from every method
 */
export interface SubjectKeys {
  /** Creates the key at first use; concurrent callers all use the key that was written first. */
  seal(
    subjectId: SubjectId,
    erasureClass: string,
    address: RowAddress,
    plaintext: Uint8Array,
  ): Promise<Uint8Array>;
  /** @throws SealBrokenError when the key exists but the row was altered or moved */
  open(
    subjectId: SubjectId,
    erasureClass: string,
    address: RowAddress,
    ciphertext: Uint8Array,
  ): Promise<OpenedCiphertext>;
  /** HMAC-SHA-256, base64url, of a ledger entry under the person's `ledger` key. */
  commitment(subjectId: SubjectId, entryId: EventId): Promise<string>;
  /**
   * The `ledger` keys of up to 100 people, with as many calls as for one. Use them at once: whether
   * they still exist is not checked again.
   */
  ledgerKeysOf(subjectIds: readonly SubjectId[]): Promise<LedgerKeys>;
  /**
   * With key rows that were read at the same moment as the person: none is read again. Use them at
   * once, as with `ledgerKeysOf`.
   */
  withRead(rows: ReadKeyRows): LedgerKeys;
  /**
   * Keys of a person who is about to be written for the first time, for the transaction that does it.
   * Whether a class has a key already is not read.
   */
  create(subjectId: SubjectId, erasureClasses: readonly string[]): Promise<CreatedKeys>;
  /** The person's `pseudonym` key, read once. Use it at once: whether it still exists is not checked again. */
  pseudonymsOf(subjectId: SubjectId): Promise<Pseudonyms>;
  list(subjectId: SubjectId): Promise<readonly ListedKey[]>;
  /**
   * Destroys every key of the person except the classes in `keep`, keys created meanwhile included.
   * After a crash, repeat it with the same `planned` for the same result.
   */
  destroy(subjectId: SubjectId, options: DestroyOptions): Promise<readonly DestroyedKey[]>;
}

/**
 * Equal values of one person have equal pseudonyms, those of two people differ, and after an erasure
 * they cannot be computed.
 */
export interface Pseudonyms {
  /** HMAC-SHA-256, base64url. */
  readonly of: (value: string) => string;
  /** Encrypts under the same key; `SubjectKeys.open` opens it. */
  readonly seal: (address: RowAddress, plaintext: Uint8Array) => Uint8Array;
}

/** The class of the key of pseudonyms. No rotation replaces it, and every erasure destroys it. */
export const pseudonymClass = 'pseudonym';

/** New keys: what is encrypted under them can be read once `statements` are committed. */
export interface CreatedKeys {
  readonly keys: LedgerKeys;
  readonly statements: readonly Statement[];
}

/** What writing a ledger entry or an activity about a person needs. */
export type LedgerKeys = Pick<SubjectKeys, 'seal' | 'commitment'>;

/** @param deps.cacheSeconds how long an unwrapped key is cached; 0: not at all */
export function openSubjectKeys(deps: {
  readonly database: Database;
  readonly keyring: Keyring;
  readonly clock: Clock;
  readonly cacheSeconds: number;
}): SubjectKeys {
  const { database, clock } = deps;
  const source = openKeySource(deps);

  /** The current key, or the one that a rotation is replacing; every other one is destroyed. */
  async function rowOf(
    kid: Kid,
    subjectId: SubjectId,
    erasureClass: string,
  ): Promise<KeyRow | undefined> {
    const row = await source.read(subjectId, erasureClass);
    if (row?.kid === kid) return row;
    const previous = await source.read(subjectId, previousOf(erasureClass));
    // Keys only go from current to previous: what was written before these reads is under one of them.
    return previous?.kid === kid ? previous : undefined;
  }

  return {
    ...sealingWith((subjectId, erasureClass) => source.use(subjectId, erasureClass)),

    async open(subjectId, erasureClass, address, ciphertext) {
      const kid = kidOf(ciphertext);
      if (kid === undefined) throw new SealBrokenError(address.table.name, 'malformed');
      const row = await rowOf(kid, subjectId, erasureClass);
      if (row === undefined) return { kind: 'key-destroyed' };
      const outcome = open(await source.unwrap(row), aadOf(address), ciphertext);
      if (outcome.kind !== 'opened') throw new SealBrokenError(address.table.name, outcome.kind);
      return outcome;
    },

    async ledgerKeysOf(subjectIds) {
      const keys = await source.useSeveral(subjectIds, 'ledger');
      return sealingWith((subjectId, erasureClass) => {
        const key = erasureClass === 'ledger' ? keys.get(subjectId) : undefined;
        if (key === undefined) throw new TypeError('this key was not read with the others');
        return Promise.resolve(key);
      });
    },

    withRead: (rows) =>
      sealingWith((subjectId, erasureClass) => {
        const name = keyRowName(subjectId, erasureClass);
        return rows.has(name)
          ? source.useRead(subjectId, erasureClass, rows.get(name))
          : source.use(subjectId, erasureClass);
      }),

    async create(subjectId, erasureClasses) {
      const created = await Promise.all(
        erasureClasses.map((erasureClass) => source.create(subjectId, erasureClass)),
      );
      const keys = sealingWith((person, erasureClass) => {
        const key = created.find((one) => one.erasureClass === erasureClass);
        if (person !== subjectId || key === undefined) {
          throw new TypeError('this key was not created with the others');
        }
        return Promise.resolve(key);
      });
      return { keys, statements: created.map(({ statement }) => statement) };
    },

    async pseudonymsOf(subjectId) {
      const { kid, key } = await source.use(subjectId, pseudonymClass);
      return {
        of: (value) =>
          createHmac('sha256', key)
            .update(pae(['pseudonym/v2', value]))
            .digest('base64url'),
        seal: (address, plaintext) => seal(key, kid, aadOf(address), plaintext),
      };
    },

    async list(subjectId) {
      const rows = await readKeyRows(database, subjectId);
      return rows.map(({ erasureClass, kid, createdAt }) => ({ erasureClass, kid, createdAt }));
    },

    destroy: (subjectId, options) => destroyKeys({ database, clock }, subjectId, options),
  };
}

const sealingWith = (use: KeySource['use']): LedgerKeys => ({
  async seal(subjectId, erasureClass, address, plaintext) {
    const { kid, key } = await use(subjectId, erasureClass);
    return seal(key, kid, aadOf(address), plaintext);
  },
  async commitment(subjectId, entryId) {
    const { key } = await use(subjectId, 'ledger');
    return commitmentOf(key, subjectId, entryId);
  },
});

const aadOf = ({ table, key, contentVersion }: RowAddress): Uint8Array =>
  pae([
    'custos',
    table.name,
    ...keyNames(table).map((name) => keyValue(table, key, name)),
    String(contentVersion),
  ]);

function keyValue(table: TableFacts, key: Key, name: string): string {
  const value = key[name];
  if (value === undefined) throw new TypeError(`an address in ${table.name} lacks ${name}`);
  return value;
}

const commitmentOf = (key: KeyObject, subjectId: SubjectId, entryId: EventId): string =>
  createHmac('sha256', key)
    .update(pae(['ledger-commitment/v1', entryId, subjectId]))
    .digest('base64url');
