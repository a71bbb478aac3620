import { createHash, createPublicKey } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { KeyringUnavailableError } from './errors.ts';
import type { SignerKey } from './keyring.ts';

/** @param key Ed25519 key, or the DER of its SubjectPublicKeyInfo as AWS KMS returns it */
export function signerKeyOf(key: KeyObject | Uint8Array): SignerKey {
  const publicKey =
    key instanceof Uint8Array
      ? createPublicKey({ key: Buffer.from(key), format: 'der', type: 'spki' })
      : createPublicKey(key);
  const { kty, crv, x } = publicKey.export({ format: 'jwk' });
  if (kty !== 'OKP' || crv !== 'Ed25519' || x === undefined) {
    throw new KeyringUnavailableError('a signing key is not Ed25519');
  }
  return { kty, crv, x, kid: thumbprint(x), alg: 'EdDSA', use: 'sig' };
}

// RFC 7638 section 3.2, RFC 8037 appendix A.3: required members only, in this order.
const thumbprint = (x: string): string =>
  createHash('sha256').update(`{"crv":"Ed25519","kty":"OKP","x":"${x}"}`).digest('base64url');
