import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  hkdfSync,
  randomBytes,
} from 'node:crypto';
import type { Keyring } from '../keyring/keyring.ts';

/**
 * Derived from the client's Idempotency-Key alone: the name of the row, a MAC over the request, and
 * the key that encrypts its ids. A program that reads the table, even with the right to compute
 * HMACs, cannot find out which person a call was about (GDPR Art. 17, 25).
 */
export interface IdempotencySecret {
  readonly name: string;
  readonly macOf: (input: string) => string;
  /** @param rowKey the key of the row, which is part of the AAD */
  readonly seal: (rowKey: string, ids: Readonly<Record<string, string>>) => Uint8Array;
  /** @throws Error when the ciphertext was altered or moved */
  readonly open: (rowKey: string, ciphertext: Uint8Array) => unknown;
}

const ivLength = 12;
const tagLength = 16;

/**
 * @param call caller, route and the client's key
 * @throws KeyringUnavailableError
 */
export async function idempotencySecretOf(
  keyring: Pick<Keyring, 'hmac'>,
  call: readonly string[],
): Promise<IdempotencySecret> {
  // A key object: from bytes each derivation would make one, which takes most of its time.
  const secret = createSecretKey(await keyring.hmac('idempotency-key/v1', call));
  // RFC 5869: one key for each use.
  const derive = (use: string): Buffer =>
    Buffer.from(hkdfSync('sha256', secret, '', `custos/idempotency/${use}/v1`, 32));

  return {
    name: derive('name').toString('base64url'),
    macOf: (input) => createHmac('sha256', derive('body')).update(input).digest('base64url'),
    seal(rowKey, ids) {
      const iv = randomBytes(ivLength);
      const cipher = createCipheriv('aes-256-gcm', derive('ids'), iv, { authTagLength: tagLength });
      cipher.setAAD(Buffer.from(rowKey));
      const sealed = [cipher.update(JSON.stringify(ids), 'utf8'), cipher.final()];
      return Buffer.concat([iv, ...sealed, cipher.getAuthTag()]);
    },
    open(rowKey, ciphertext) {
      const iv = ciphertext.subarray(0, ivLength);
      const decipher = createDecipheriv('aes-256-gcm', derive('ids'), iv, {
        authTagLength: tagLength,
      });
      decipher.setAAD(Buffer.from(rowKey)).setAuthTag(ciphertext.subarray(-tagLength));
      const opened = [decipher.update(ciphertext.subarray(ivLength, -tagLength)), decipher.final()];
      return JSON.parse(Buffer.concat(opened).toString('utf8')) as unknown;
    },
  };
}
