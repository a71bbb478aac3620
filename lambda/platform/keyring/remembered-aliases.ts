import { createHmac, createSecretKey, randomBytes } from 'node:crypto';
import type { Clock } from '../../value/time.ts';
import { pae } from '../envelope/pae.ts';
import { openExpiring } from './expiring.ts';
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
  const remembered = openExpiring<string, Uint8Array>({ maximum: maximumAliases, seconds, clock });
  if (remembered === undefined) return keyring;
  const processKey = createSecretKey(randomBytes(32));

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
