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

// Version 1 is frozen: 1 version | 16 kid | 24 N | 32 commitment | ciphertext | 16 tag.
const label = 'SDK1 AES-256-GCM HKDF-Expand-SHA512 commit';
const version = 0x01;
const kidEnd = 17;
const nonceEnd = 41;
const commitmentEnd = 73;
const tagLength = 16;
const ivStart = 29;

/** Bytes that a ciphertext is longer than its plaintext. */
export const envelopeOverhead = commitmentEnd + tagLength;

export type OpenOutcome =
  | { readonly kind: 'opened'; readonly plaintext: Uint8Array }
  /** The commitment does not match: another key, or the row is not where it was encrypted. */
  | { readonly kind: 'wrong-key-or-row' }
  /** Key and row are right, the ciphertext or its tag was altered. */
  | { readonly kind: 'tampered' }
  /** Not a ciphertext of version 1. */
  | { readonly kind: 'malformed' };

/**
 * Seals `plaintext` in envelope version 1 under a 32-byte subject key. `aad` is the row's own
 * address, rebuilt by the reader.
 *
 * @throws EnvelopeKeyError unless the key is a secret of 32 bytes
 */
export const seal = (
  key: KeyObject,
  kid: Kid,
  aad: Uint8Array,
  plaintext: Uint8Array,
): Uint8Array => sealWithNonce(key, kid, aad, plaintext, randomFillSync(new Uint8Array(24)));

/** For vectors only: a repeated nonce under one key and address gives the plaintexts away. */
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

/** Opens a ciphertext. The commitment is compared, in constant time, before anything is decrypted. */
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

/** The name of the key of a ciphertext; undefined unless it is of version 1. */
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

/** The key handed over is not a secret of 32 bytes: a defect of the calling code. */
export class EnvelopeKeyError extends Error {
  override readonly name = 'EnvelopeKeyError';

  constructor() {
    super('a subject key is a secret of 32 bytes');
  }
}
