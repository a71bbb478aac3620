import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  randomFillSync,
  timingSafeEqual,
} from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { parseKid } from '../../value/ids.ts';
import type { Kid } from '../../value/ids.ts';
import { pae } from './pae.ts';

// The format of version 1 does not change: 1 version | 16 kid | 24 N | 32 commitment | ciphertext |
// 16 tag.
const label = 'SDK1 AES-256-GCM HKDF-Expand-SHA512 commit';
const version = 0x01;
const kidEnd = 17;
const nonceEnd = 41;
const commitmentEnd = 73;
const tagLength = 16;
const ivStart = 29;

/** How many bytes longer a ciphertext is than its plaintext. */
export const envelopeOverhead = commitmentEnd + tagLength;

export type OpenOutcome =
  | { readonly kind: 'opened'; readonly plaintext: Uint8Array }
  /** The commitment does not match: another key, or the row was moved. */
  | { readonly kind: 'wrong-key-or-row' }
  /** Key and row match; the ciphertext or its tag was altered. */
  | { readonly kind: 'tampered' }
  /** Not a ciphertext of version 1. */
  | { readonly kind: 'malformed' };

/**
 * Encrypts `plaintext` into an envelope of version 1 under a 32-byte subject key. `aad` is the
 * address of the row, which the reader builds again.
 *
 * @throws EnvelopeKeyError unless the key is a secret of 32 bytes
 */
export const seal = (
  key: KeyObject,
  kid: Kid,
  aad: Uint8Array,
  plaintext: Uint8Array,
): Uint8Array => sealWithNonce(key, kid, aad, plaintext, randomFillSync(new Uint8Array(24)));

/** For test vectors only: a nonce that repeats under one key and address reveals the plaintexts. */
export function sealWithNonce(
  key: KeyObject,
  kid: Kid,
  aad: Uint8Array,
  plaintext: Uint8Array,
  nonce: Uint8Array,
): Uint8Array {
  const ciphertext = new Uint8Array(envelopeOverhead + plaintext.length);
  ciphertext[0] = version;
  ciphertext.set(Buffer.from(kid, 'hex'), 1);
  ciphertext.set(nonce, kidEnd);
  const derived = derive(key, ciphertext.subarray(0, nonceEnd), aad);
  ciphertext.set(derived.commitment, nonceEnd);
  const cipher = createCipheriv(
    'aes-256-gcm',
    derived.messageKey,
    ciphertext.subarray(ivStart, nonceEnd),
    {
      authTagLength: tagLength,
    },
  );
  cipher.setAAD(ciphertext.subarray(0, commitmentEnd));
  ciphertext.set(cipher.update(plaintext), commitmentEnd);
  cipher.final();
  ciphertext.set(cipher.getAuthTag(), commitmentEnd + plaintext.length);
  return ciphertext;
}

/** Decrypts an envelope. Compares the commitment, in constant time, before it decrypts anything. */
export function open(key: KeyObject, aad: Uint8Array, ciphertext: Uint8Array): OpenOutcome {
  if (kidOf(ciphertext) === undefined) return { kind: 'malformed' };
  const derived = derive(key, ciphertext.subarray(0, nonceEnd), aad);
  if (!timingSafeEqual(derived.commitment, ciphertext.subarray(nonceEnd, commitmentEnd))) {
    return { kind: 'wrong-key-or-row' };
  }
  const decipher = createDecipheriv(
    'aes-256-gcm',
    derived.messageKey,
    ciphertext.subarray(ivStart, nonceEnd),
    { authTagLength: tagLength },
  );
  decipher.setAAD(ciphertext.subarray(0, commitmentEnd));
  decipher.setAuthTag(ciphertext.subarray(-tagLength));
  const plaintext = decipher.update(ciphertext.subarray(commitmentEnd, -tagLength));
  try {
    decipher.final();
  } catch {
    plaintext.fill(0);
    return { kind: 'tampered' };
  }
  return { kind: 'opened', plaintext };
}

/** Id of the key that encrypted it; undefined unless it is an envelope of version 1. */
export function kidOf(ciphertext: Uint8Array): Kid | undefined {
  if (ciphertext.length < envelopeOverhead || ciphertext[0] !== version) return undefined;
  return parseKid(Buffer.from(ciphertext.subarray(1, kidEnd)).toString('hex'));
}

/** HKDF-Expand-SHA-512 for 64 bytes, which is one HMAC: a message key and its commitment. */
function derive(
  key: KeyObject,
  header: Uint8Array,
  aad: Uint8Array,
): { messageKey: KeyObject; commitment: Uint8Array } {
  if (key.type !== 'secret' || key.symmetricKeySize !== 32) throw new EnvelopeKeyError();
  const okm = createHmac('sha512', key)
    .update(pae([label, header, aad]))
    .update(Uint8Array.of(1))
    .digest();
  const messageKey = createSecretKey(okm.subarray(0, 32));
  const commitment = Uint8Array.from(okm.subarray(32));
  okm.fill(0);
  return { messageKey, commitment };
}

/** The key is not a secret of 32 bytes: a defect of the calling code. */
export class EnvelopeKeyError extends Error {
  override readonly name = 'EnvelopeKeyError';

  constructor() {
    super('a subject key is a secret of 32 bytes');
  }
}
