import { createPublicKey, verify } from 'node:crypto';
import { calculateJwkThumbprint } from 'jose';
import { describe, expect, test } from 'vitest';
import { newKid } from '../../../lambda/value/ids.ts';
import {
  KeyNotUnwrappedError,
  MessageTooLongError,
} from '../../../lambda/platform/keyring/errors.ts';
import { hmacUseOf, signers } from '../../../lambda/platform/keyring/keyring.ts';
import type { HmacPurpose, Keyring } from '../../../lambda/platform/keyring/keyring.ts';

/** The contract of every adapter. `open` returns another instance with the same keys. */
export function keyringContract(open: () => Keyring): void {
  secretKeysContract(open);
  signersContract(open);
}

export function secretKeysContract(open: () => Keyring): void {
  describe('data keys', () => {
    test('a data key is 32 bytes, comes wrapped and unwraps in another instance', async () => {
      const kid = newKid();

      const { key, wrappedKey } = await open().generateDataKey(kid);
      const unwrapped = await open().unwrap(wrappedKey, kid);

      expect(key.type).toBe('secret');
      expect(key.symmetricKeySize).toBe(32);
      expect(unwrapped.equals(key)).toBe(true);
      expect(Buffer.from(wrappedKey).includes(key.export())).toBe(false);
    });

    test('two data keys differ, also for one kid', async () => {
      const kid = newKid();

      const [first, second] = await Promise.all([1, 2].map(() => open().generateDataKey(kid)));

      expect(first!.key.equals(second!.key)).toBe(false);
    });

    test('a wrapped key does not unwrap under another kid', async () => {
      const { wrappedKey } = await open().generateDataKey(newKid());

      await expect(open().unwrap(wrappedKey, newKid())).rejects.toThrow(KeyNotUnwrappedError);
    });

    test('a wrapped key that was altered does not unwrap', async () => {
      const kid = newKid();
      const { wrappedKey } = await open().generateDataKey(kid);
      const altered = Buffer.from(wrappedKey);
      altered[altered.length - 1]! ^= 1;

      await expect(open().unwrap(altered, kid)).rejects.toThrow(KeyNotUnwrappedError);
      await expect(open().unwrap(wrappedKey.slice(0, -1), kid)).rejects.toThrow(
        KeyNotUnwrappedError,
      );
    });
  });

  describe('the HMAC', () => {
    const purposes = Object.keys(hmacUseOf) as HmacPurpose[];

    test('is 32 bytes, the same in another instance, and differs by purpose and parts', async () => {
      const answers = await Promise.all([
        ...purposes.map((purpose) => open().hmac(purpose, ['email', 'ada@example.com'])),
        open().hmac('alias/v1', ['email', 'grace@example.com']),
        open().hmac('alias/v1', ['emailada@example.com', '']),
        open().hmac('alias/v1', []),
      ]);
      const again = await open().hmac('alias/v1', ['email', 'ada@example.com']);

      const texts = answers.map((bytes) => Buffer.from(bytes).toString('hex'));
      expect(new Set(texts).size).toBe(purposes.length + 3);
      expect(texts.every((text) => text.length === 64)).toBe(true);
      expect(Buffer.from(again).toString('hex')).toBe(texts[0]);
    });

    test('accepts messages of any length, and a long one differs by each byte of it', async () => {
      // PAE: 8 for the count, 8 for each length. KMS takes 4,096 bytes.
      const room = 4_096 - 8 - 16 - 'alias/v1'.length;
      const texts = [room, room + 1, 300_000].map((length) => 'x'.repeat(length));
      const altered = `${'x'.repeat(299_999)}y`;

      const answers = await Promise.all(
        [...texts, altered].map((text) => open().hmac('alias/v1', [text])),
      );
      const elsewhere = await open().hmac('follow-up/v1', [altered]);

      const distinct = new Set(
        [...answers, elsewhere].map((mac) => Buffer.from(mac).toString('hex')),
      );
      expect(distinct.size).toBe(5);
      expect(answers.every((mac) => mac.length === 32)).toBe(true);
    });
  });
}

export function signersContract(open: () => Keyring): void {
  describe.each(signers)('the signer of %s', (signer) => {
    test('publishes an Ed25519 JWK named by its thumbprint', async () => {
      const key = await open().publicKey(signer);

      expect(key).toEqual({
        kty: 'OKP',
        crv: 'Ed25519',
        x: expect.stringMatching(/^[A-Za-z0-9_-]{43}$/) as unknown,
        kid: await calculateJwkThumbprint(key),
        alg: 'EdDSA',
        use: 'sig',
      });
    });

    test('signs the message itself, so that its public key verifies it', async () => {
      const message = Buffer.from('a message');

      const signature = await open().sign(signer, message);

      const key = createPublicKey({ key: { ...(await open().publicKey(signer)) }, format: 'jwk' });
      expect(signature).toHaveLength(64);
      expect(verify(null, message, key, signature)).toBe(true);
      expect(verify(null, Buffer.from('another'), key, signature)).toBe(false);
    });

    test('signs 4,096 bytes and rejects one more', async () => {
      expect(await open().sign(signer, Buffer.alloc(4_096))).toHaveLength(64);
      await expect(open().sign(signer, Buffer.alloc(4_097))).rejects.toThrow(MessageTooLongError);
    });
  });

  test('every signer has a key of its own', async () => {
    const keys = await Promise.all(signers.map((signer) => open().publicKey(signer)));

    expect(new Set(keys.map(({ kid }) => kid)).size).toBe(signers.length);
  });
}
