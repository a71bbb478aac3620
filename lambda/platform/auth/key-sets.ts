import { JwtWithoutValidKidError, KidNotFoundInJwksError } from 'aws-jwt-verify/error';
import { findJwkInJwks } from 'aws-jwt-verify/jwk';
import type { Jwks, JwksCache, JwkWithKid } from 'aws-jwt-verify/jwk';
import type { JwtHeader } from 'aws-jwt-verify/jwt-model';
import type { Clock } from '../time.ts';
import { readKeySet } from './read-key-set.ts';

/** A key that an issuer withdraws is refused after at most this time. */
const freshMilliseconds = 5 * 60_000;
/** While an issuer does not answer, its last known keys are good for this time. */
const staleMilliseconds = 60 * 60_000;
/** Neither a failed read nor a key that is not in the set leads to another read before. */
const pauseMilliseconds = 5_000;

interface ReadSet {
  readonly set: Jwks;
  readonly readAt: number;
}

/** The key sets of the issuers, each read once for many tokens. */
export class KeySets implements JwksCache {
  readonly #clock: Clock;
  readonly #known = new Map<string, ReadSet>();
  readonly #reading = new Map<string, Promise<Jwks>>();
  readonly #failedAt = new Map<string, number>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** @throws KeySetUnavailableError, and KidNotFoundInJwksError for a key that is not in the set */
  async getJwk(uri: string, jwt: { readonly header: JwtHeader }): Promise<JwkWithKid> {
    const { kid } = jwt.header;
    if (typeof kid !== 'string') throw new JwtWithoutValidKidError('the token names no key');
    const found = findJwkInJwks(await this.getJwks(uri), kid) ?? (await this.#rotated(uri, kid));
    if (found === undefined) throw new KidNotFoundInJwksError('the token names an unknown key');
    return found;
  }

  getCachedJwk(uri: string, jwt: { readonly header: JwtHeader }): JwkWithKid {
    const known = this.#known.get(uri);
    const found = known && findJwkInJwks(known.set, jwt.header.kid ?? '');
    if (found === undefined) throw new KidNotFoundInJwksError('the token names an unknown key');
    return found;
  }

  addJwks(uri: string, set: Jwks): void {
    this.#known.set(uri, { set, readAt: this.#clock() });
  }

  /** @throws KeySetUnavailableError */
  async getJwks(uri: string): Promise<Jwks> {
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

  // A new key signs before our copy of the set is old.
  async #rotated(uri: string, kid: string): Promise<JwkWithKid | undefined> {
    const age = this.#clock() - (this.#known.get(uri)?.readAt ?? 0);
    if (age < pauseMilliseconds) return undefined;
    return findJwkInJwks(await this.#read(uri), kid);
  }

  #read(uri: string): Promise<Jwks> {
    const under = this.#reading.get(uri);
    if (under !== undefined) return under;
    if (this.#clock() - (this.#failedAt.get(uri) ?? 0) < pauseMilliseconds) {
      return Promise.reject(new KeySetUnavailableError());
    }
    const reading = readKeySet(uri)
      .then((set) => {
        this.addJwks(uri, set);
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

/** The issuer's key set cannot be read, so nothing can be said about its tokens. */
export class KeySetUnavailableError extends Error {
  override readonly name = 'KeySetUnavailableError';

  constructor(options?: ErrorOptions) {
    super('the key set of an issuer cannot be read', options);
  }
}
