import type { JWK } from 'jose';
import type { Clock } from '../value/time.ts';
import { readKeySet } from './read-key-set.ts';
import type { JsonWebKeySet } from './read-key-set.ts';

/** A key that an issuer withdraws is rejected after at most this time. */
const freshMilliseconds = 5 * 60_000;
/** While an issuer does not respond, its last known keys are used for this time. */
const staleMilliseconds = 60 * 60_000;
/** Minimum time between two reads, also after a failed read or an unknown key. */
const pauseMilliseconds = 5_000;

interface ReadSet {
  readonly set: JsonWebKeySet;
  readonly readAt: number;
}

/** The key sets of the issuers. Each is read once for many tokens. */
export class KeySets {
  readonly #clock: Clock;
  readonly #known = new Map<string, ReadSet>();
  readonly #reading = new Map<string, Promise<JsonWebKeySet>>();
  readonly #failedAt = new Map<string, number>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** @throws KeySetUnavailableError, and UnknownKeyError for a key that is not in the set */
  async getJwk(uri: string, jwt: { readonly header: { readonly kid?: string } }): Promise<JWK> {
    const { kid } = jwt.header;
    if (typeof kid !== 'string') throw new UnknownKeyError('the token names no key');
    const found = keyIn(await this.#current(uri), kid) ?? (await this.#rotated(uri, kid));
    if (found === undefined) throw new UnknownKeyError('the token names an unknown key');
    return found;
  }

  /** @throws KeySetUnavailableError */
  async #current(uri: string): Promise<JsonWebKeySet> {
    const known = this.#known.get(uri);
    const age = known === undefined ? Infinity : this.#clock() - known.readAt;
    if (known !== undefined && age < freshMilliseconds) return known.set;
    try {
      return await this.#read(uri);
    } catch (error) {
      if (known !== undefined && age < staleMilliseconds) return known.set;
      throw error;
    }
  }

  // The issuer signs with a new key before the cached set is old.
  async #rotated(uri: string, kid: string): Promise<JWK | undefined> {
    const age = this.#clock() - (this.#known.get(uri)?.readAt ?? 0);
    if (age < pauseMilliseconds) return undefined;
    return keyIn(await this.#read(uri), kid);
  }

  #read(uri: string): Promise<JsonWebKeySet> {
    const under = this.#reading.get(uri);
    if (under !== undefined) return under;
    if (this.#clock() - (this.#failedAt.get(uri) ?? 0) < pauseMilliseconds) {
      return Promise.reject(new KeySetUnavailableError());
    }
    const reading = readKeySet(uri)
      .then((set) => {
        this.#known.set(uri, { set, readAt: this.#clock() });
        return set;
      })
      .catch((cause: unknown) => {
        this.#failedAt.set(uri, this.#clock());
        throw new KeySetUnavailableError({ cause });
      })
      .finally(() => this.#reading.delete(uri));
    this.#reading.set(uri, reading);
    return reading;
  }
}

const keyIn = ({ keys }: JsonWebKeySet, kid: string): JWK | undefined =>
  keys.find((key) => key.kid === kid && key.use !== 'enc');

/** The token names no key, or one that the issuer does not have. */
class UnknownKeyError extends Error {
  override readonly name = 'UnknownKeyError';
}

/** The issuer's key set cannot be read, so its tokens cannot be verified. */
export class KeySetUnavailableError extends Error {
  override readonly name = 'KeySetUnavailableError';

  constructor(options?: ErrorOptions) {
    super('the key set of an issuer cannot be read', options);
  }
}
