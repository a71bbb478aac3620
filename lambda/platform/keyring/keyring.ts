import type { KeyObject } from 'node:crypto';
import type { Kid } from '../../value/ids.ts';

/** Four signing keys, so that a right to sign one kind of statement allows no other. */
export const signers = ['receipts', 'certificates', 'checkpoints', 'webhooks'] as const;
export type Signer = (typeof signers)[number];

/**
 * Three HMAC keys: KMS cannot restrict the message, so that a right to one key must not allow
 * another use.
 */
export const hmacUses = ['alias', 'idempotency', 'follow-up'] as const;
export type HmacUse = (typeof hmacUses)[number];

/** What a key is used for; the environment names one key for each. */
export type KeyUse = 'data' | `hmac-${HmacUse}` | Signer;

/** Every authenticated domain, and its key. */
export const hmacUseOf = {
  'alias/v1': 'alias',
  'idempotency-key/v1': 'idempotency',
  'follow-up/v1': 'follow-up',
  // Both prove, without an account, who may go on with a request.
  'intake-code/v1': 'follow-up',
  'intake-limit/v1': 'follow-up',
  // Who of the staff entered, approved and decided a request.
  'staff/v1': 'follow-up',
  // With which a system answers later what it was asked.
  'system-answer/v1': 'follow-up',
} as const satisfies Record<string, HmacUse>;
export type HmacPurpose = keyof typeof hmacUseOf;

export interface DataKey {
  readonly key: KeyObject;
  /** Opaque; can only be unwrapped by the same keyring with the same kid. */
  readonly wrappedKey: Uint8Array;
}

/** Ed25519 public key as a JWK with `kid` (RFC 7638 thumbprint), `alg: "EdDSA"`, `use: "sig"`. */
export interface SignerKey {
  readonly kty: 'OKP';
  readonly crv: 'Ed25519';
  readonly x: string;
  readonly kid: string;
  readonly alg: 'EdDSA';
  readonly use: 'sig';
}

/**
 * Keys that cannot be exported: in AWS KMS, or in a file of mode 0600 in the embedded runtime.
 *
 * @throws KeyringUnavailableError from every method when KMS or the file does not respond
 */
export interface Keyring {
  /** A new AES-256 key, bound to `kid` by the wrapping. */
  generateDataKey(kid: Kid): Promise<DataKey>;
  /** @throws KeyNotUnwrappedError when the wrapped key belongs to another kid or keyring */
  unwrap(wrappedKey: Uint8Array, kid: Kid): Promise<KeyObject>;
  /**
   * Raw Ed25519 signature, 64 bytes.
   *
   * @throws MessageTooLongError over 4,096 bytes
   */
  sign(signer: Signer, message: Uint8Array): Promise<Uint8Array>;
  publicKey(signer: Signer): Promise<SignerKey>;
  /** HMAC-SHA-256, 32 bytes, over PAE([purpose, ...parts]), which is hashed first if it is long. */
  hmac(purpose: HmacPurpose, parts: readonly (string | Uint8Array)[]): Promise<Uint8Array>;
}
