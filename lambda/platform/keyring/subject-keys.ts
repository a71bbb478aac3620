import { createHmac } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import type { Database } from '../dynamo/database.ts';
import type { TableFacts } from '../dynamo/facts.ts';
import type { Key } from '../dynamo/statement.ts';
import { keyNames } from '../dynamo/statement.ts';
import { kidOf, open, seal } from '../envelope/envelope.ts';
import { pae } from '../envelope/pae.ts';
import type { EventId, SubjectId } from '../../value/ids.ts';
import type { Clock } from '../../value/time.ts';
import { destroyKeys } from './destroy-keys.ts';
import type { DestroyedKey, DestroyOptions } from './destroy-keys.ts';
import { SealBrokenError } from './errors.ts';
import { readKeyRows } from './key-row.ts';
import type { NamedKey } from './key-row.ts';
import type { Keyring } from './keyring.ts';
import { openKeySource } from './key-source.ts';
import type { KeySource } from './key-source.ts';

/** Where an encrypted row stands. Its AAD is made from this alone, never read from the ciphertext. */
export interface RowAddress {
  readonly table: TableFacts;
  readonly key: Key;
  /** Changed only by re-sealing, so that other updates leave the ciphertext valid. */
  readonly contentVersion: number;
}

type OpenedCiphertext =
  | { readonly kind: 'opened'; readonly plaintext: Uint8Array }
  | { readonly kind: 'key-destroyed' };

/**
 * One key per person and erasure class. Destroying it takes that class of that person out of
 * reach at once, in backups too once their window has passed.
 *
 * @throws StoreUnavailableError, KeyringUnavailableError from every method
 */
export interface SubjectKeys {
  /** Makes the key when it is first used; of concurrent makers, all use the one that won. */
  seal(
    subjectId: SubjectId,
    erasureClass: string,
    address: RowAddress,
    plaintext: Uint8Array,
  ): Promise<Uint8Array>;
  /** @throws SealBrokenError when the key stands but the row was altered or moved */
  open(
    subjectId: SubjectId,
    erasureClass: string,
    address: RowAddress,
    ciphertext: Uint8Array,
  ): Promise<OpenedCiphertext>;
  /** HMAC-SHA-256, base64url, of a ledger entry under the person's `ledger` key. */
  commitment(subjectId: SubjectId, entryId: EventId): Promise<string>;
  /**
   * The `ledger` keys of up to 100 people, read and made in as many calls as for one. For what is
   * written at once: whether they still stand is not looked at again.
   */
  ledgerKeysOf(subjectIds: readonly SubjectId[]): Promise<LedgerKeys>;
  /**
   * Pseudonyms under the person's `pseudonym` key: HMAC-SHA-256, base64url. Equal values of one person
   * have equal pseudonyms, those of two people different ones, and after an erasure no one makes them.
   */
  pseudonymsOf(subjectId: SubjectId): Promise<(value: string) => string>;
  list(subjectId: SubjectId): Promise<readonly NamedKey[]>;
  /**
   * Destroys every key of the person but those of the classes in `keep`, keys made meanwhile
   * included. Repeat it after a crash with the same `planned` for the same answer.
   */
  destroy(subjectId: SubjectId, options: DestroyOptions): Promise<readonly DestroyedKey[]>;
}

/** What an entry about a person needs, and what is shown of it. */
export type LedgerKeys = Pick<SubjectKeys, 'seal' | 'commitment'>;

/** @param deps.cacheSeconds how long an unwrapped key is kept; 0 keeps none */
export function openSubjectKeys(deps: {
  readonly database: Database;
  readonly keyring: Keyring;
  readonly clock: Clock;
  readonly cacheSeconds: number;
}): SubjectKeys {
  const { database, clock } = deps;
  const source = openKeySource(deps);

  return {
    ...sealingWith((subjectId, erasureClass) => source.use(subjectId, erasureClass)),

    async open(subjectId, erasureClass, address, ciphertext) {
      const kid = kidOf(ciphertext);
      if (kid === undefined) throw new SealBrokenError(address.table.name, 'malformed');
      const row = await source.read(subjectId, erasureClass);
      // A ciphertext under another kid outlived its key: the one that stands was made afterwards.
      if (row?.kid !== kid) return { kind: 'key-destroyed' };
      const outcome = open(await source.unwrap(row), aadOf(address), ciphertext);
      if (outcome.kind !== 'opened') throw new SealBrokenError(address.table.name, outcome.kind);
      return outcome;
    },

    async ledgerKeysOf(subjectIds) {
      const keys = await source.useSeveral(subjectIds, 'ledger');
      return sealingWith((subjectId, erasureClass) => {
        const key = erasureClass === 'ledger' ? keys.get(subjectId) : undefined;
        if (key === undefined) throw new TypeError('this key was not asked for with the others');
        return Promise.resolve(key);
      });
    },

    async pseudonymsOf(subjectId) {
      const { key } = await source.use(subjectId, 'pseudonym');
      return (value) =>
        createHmac('sha256', key)
          .update(pae(['pseudonym/v2', value]))
          .digest('base64url');
    },

    async list(subjectId) {
      const rows = await readKeyRows(database, subjectId);
      return rows.map(({ erasureClass, kid }) => ({ erasureClass, kid }));
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
