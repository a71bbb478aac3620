import { createHmac } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { sha256Hex } from '../canonical.ts';
import type { Database } from '../dynamo/database.ts';
import { StoreUnavailableError } from '../dynamo/errors.ts';
import { insert } from '../dynamo/statement.ts';
import { transact } from '../dynamo/transact.ts';
import { pae } from '../envelope/pae.ts';
import { newKid } from '../ids.ts';
import type { Kid, SubjectId } from '../ids.ts';
import { toRfc3339 } from '../time.ts';
import type { Clock } from '../time.ts';
import { openKeyReader, readKeyRow, versionOf } from './key-row.ts';
import type { KeyRow } from './key-row.ts';
import type { Keyring } from './keyring.ts';
import { subjectKeys } from './table.ts';

interface UsableKey {
  readonly kid: Kid;
  readonly key: KeyObject;
}

/** Makes, reads and unwraps subject keys. */
export interface KeySource {
  /** The key that stands for the class now; made if there is none. */
  use(subjectId: SubjectId, erasureClass: string): Promise<UsableKey>;
  unwrap(row: Pick<KeyRow, 'kid' | 'wrapped'>): Promise<KeyObject>;
  /** What stands for the class now, if anything. */
  read(subjectId: SubjectId, erasureClass: string): Promise<KeyRow | undefined>;
}

const maximumCachedKeys = 2_000;

/** Only unwrapped keys are cached, by kid; whether a key still stands is read on every use. */
export function openKeySource(deps: {
  readonly database: Database;
  readonly keyring: Keyring;
  readonly clock: Clock;
  readonly cacheSeconds: number;
}): KeySource {
  const { database, keyring, clock } = deps;
  const read = openKeyReader(database);
  const cache = openCache(deps.cacheSeconds, clock);
  const making = new Map<string, Promise<UsableKey>>();
  const unwrapping = new Map<string, Promise<KeyObject>>();

  const unwrap: KeySource['unwrap'] = ({ kid, wrapped }) => {
    const cached = cache?.get(kid);
    if (cached !== undefined) return Promise.resolve(cached);
    return singleFlight(unwrapping, kid, async () => {
      const key = await keyring.unwrap(wrapped, kid);
      cache?.set(kid, key);
      return key;
    });
  };

  async function make(subjectId: SubjectId, erasureClass: string): Promise<UsableKey> {
    const kid = newKid();
    const { key, wrapped } = await keyring.generateDataKey(kid);
    const row: KeyRow = {
      subjectId,
      erasureClass,
      kid,
      wrapped,
      wrapAlgorithm: 1,
      commitment: keyCommitment(kid, key),
      createdAt: toRfc3339(clock()),
      version: versionOf(kid),
    };
    const outcome = await transact(database, [insert(subjectKeys, row)]);
    if (outcome.kind === 'committed') {
      cache?.set(kid, key);
      return { kid, key };
    }
    const winner = await readKeyRow(database, subjectId, erasureClass);
    if (winner === undefined) {
      throw new StoreUnavailableError('a subject key was made and destroyed meanwhile');
    }
    return { kid: winner.kid, key: await unwrap(winner) };
  }

  return {
    read,
    unwrap,
    async use(subjectId, erasureClass) {
      const row = await read(subjectId, erasureClass);
      if (row !== undefined) return { kid: row.kid, key: await unwrap(row) };
      return singleFlight(making, JSON.stringify([subjectId, erasureClass]), () =>
        make(subjectId, erasureClass),
      );
    },
  };
}

function openCache(seconds: number, clock: Clock): LRUCache<Kid, KeyObject> | undefined {
  // To lru-cache a ttl of 0 means forever.
  if (seconds <= 0) return undefined;
  return new LRUCache<Kid, KeyObject>({
    max: maximumCachedKeys,
    ttl: seconds * 1_000,
    // The default of 1 ms answers an entry past its time within the same tick.
    ttlResolution: 0,
    allowStale: false,
    updateAgeOnGet: false,
    // performance.now(), the default, may stand still while a Lambda environment is frozen.
    perf: { now: clock },
  });
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
 * Names a key in a certificate: whoever held it could prove that it was this one, and the name
 * gives nothing of it away. Stored with the row, so that destroying a key needs no right to use it.
 */
function keyCommitment(kid: Kid, key: KeyObject): string {
  const mac = createHmac('sha256', key)
    .update(pae(['key-commitment/v1', kid]))
    .digest();
  return sha256Hex(pae(['key-commitment/v1', kid, mac]));
}
