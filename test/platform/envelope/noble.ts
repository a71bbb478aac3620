import { gcm } from '@noble/ciphers/aes.js';
import { hmac } from '@noble/hashes/hmac.js';
import { sha512 } from '@noble/hashes/sha2.js';

// A third implementation of envelope version 1, in JavaScript only; shares no code with Custos.
const label = 'SDK1 AES-256-GCM HKDF-Expand-SHA512 commit';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text.normalize('NFC'));

function le64(value: number): Uint8Array {
  const out = new Uint8Array(8);
  new DataView(out.buffer).setBigUint64(0, BigInt(value), true);
  return out;
}

const join = (parts: readonly Uint8Array[]): Uint8Array =>
  Uint8Array.from(parts.flatMap((part) => [...part]));

export function noblePae(parts: readonly (string | Uint8Array)[]): Uint8Array {
  const encoded = parts.map((part) => (typeof part === 'string' ? bytes(part) : part));
  return join([le64(encoded.length), ...encoded.flatMap((part) => [le64(part.length), part])]);
}

export interface NobleInput {
  readonly key: Uint8Array;
  readonly kid: Uint8Array;
  readonly nonce: Uint8Array;
  readonly aad: Uint8Array;
}

/** Message key, and the 73 bytes before the ciphertext. */
export function nobleDerive({ key, kid, nonce, aad }: NobleInput): {
  readonly messageKey: Uint8Array;
  readonly prefix: Uint8Array;
} {
  const header = join([Uint8Array.of(1), kid, nonce]);
  // One step of HKDF-Expand; noble's own requires a key as long as the hash, version 1 has 32
  // bytes.
  const info = noblePae([label, header, aad]);
  const okm = hmac(sha512, key, join([info, Uint8Array.of(1)]));
  return { messageKey: okm.slice(0, 32), prefix: join([header, okm.slice(32)]) };
}

export function nobleSeal(input: NobleInput, plaintext: Uint8Array): Uint8Array {
  const { messageKey, prefix } = nobleDerive(input);
  return join([prefix, gcm(messageKey, input.nonce.slice(12), prefix).encrypt(plaintext)]);
}

export function nobleOpen(input: NobleInput, ciphertext: Uint8Array): Uint8Array {
  const { messageKey, prefix } = nobleDerive(input);
  if (!Buffer.from(ciphertext.slice(0, 73)).equals(prefix)) throw new Error('commitment');
  return gcm(messageKey, input.nonce.slice(12), prefix).decrypt(ciphertext.slice(73));
}
