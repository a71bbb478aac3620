import { createHash } from 'node:crypto';
import { pae } from '../envelope/pae.ts';
import { MessageTooLongError } from './errors.ts';
import type { HmacPurpose } from './keyring.ts';

/** The most that AWS KMS signs and authenticates; the file keyring has the same limit. */
const maximumBytes = 4_096;

/** @throws MessageTooLongError over 4,096 bytes */
export function checkedMessage(message: Uint8Array): Uint8Array {
  if (message.length > maximumBytes) throw new MessageTooLongError(maximumBytes);
  return message;
}

/**
 * The bytes that the HMAC authenticates. No purpose ends in `+sha-256`, so the two forms never
 * collide.
 */
export function hmacMessage(
  purpose: HmacPurpose,
  parts: readonly (string | Uint8Array)[],
): Uint8Array {
  const message = pae([purpose, ...parts]);
  if (message.length <= maximumBytes) return message;
  return pae([`${purpose}+sha-256`, createHash('sha256').update(message).digest()]);
}
