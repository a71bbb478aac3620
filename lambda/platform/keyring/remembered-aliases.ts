import { createHmac, createSecretKey, randomBytes } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { Clock } from '../../value/time.ts';
import { pae } from '../envelope/pae.ts';
import type { Keyring } from './keyring.ts';

/** People that one instance meets again within the time; each takes about 200 bytes. */
const maximumAliases = 1_000;

/**
 * The same keyring, with the HMACs of identifiers remembered: the identifier that a client names again
 * costs no call. No identifier is in memory for it: an entry is found by a digest under a key that
 * this process has made at random and forgets with it.
 *
 * @param seconds how long an HMAC is remembered; 0: not at all
 */
export function rememberAliases(
  keyring: Keyring,
  { seconds, clock }: { readonly seconds: number; readonly clock: Clock },
): Keyring {
  // For lru-cache a ttl of 0 means no expiry.
  if (seconds <= 0) return keyring;
  const processKey = createSecretKey(randomBytes(32));
  const remembered = new LRUCache<string, Uint8Array>({
    max: maximumAliases,
    ttl: seconds * 1_000,
    // The default of 1 ms returns an expired entry within the same tick.
    ttlResolution: 0,
    allowStale: false,
    updateAgeOnGet: false,
    // performance.now(), the default, may not advance while Lambda suspends an environment.
    perf: { now: clock },
  });

  return {
    generateDataKey: (kid) => keyring.generateDataKey(kid),
    unwrap: (wrappedKey, kid) => keyring.unwrap(wrappedKey, kid),
    sign: (signer, message) => keyring.sign(signer, message),
    publicKey: (signer) => keyring.publicKey(signer),
    async hmac(purpose, parts) {
      if (purpose !== 'alias/v1') return keyring.hmac(purpose, parts);
      const name = createHmac('sha256', processKey).update(pae(parts)).digest('base64');
      const known = remembered.get(name);
      if (known !== undefined) return known;
      const mac = await keyring.hmac(purpose, parts);
      remembered.set(name, mac);
      return mac;
    },
  };
}
