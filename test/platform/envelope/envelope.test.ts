import { createHash, createSecretKey } from 'node:crypto';
import { expect, test } from 'vitest';
import { open, sealWithNonce } from '../../../lambda/platform/envelope/envelope.ts';
import { pae } from '../../../lambda/platform/envelope/pae.ts';
import { parseKid } from '../../../lambda/platform/ids.ts';

test('the frozen vector of version 1 is reproduced byte for byte', () => {
  const key = createSecretKey(Buffer.alloc(32, 1));
  const kid = parseKid('02'.repeat(16))!;
  const nonce = Uint8Array.from({ length: 24 }, (_, index) => index);
  const aad = pae(['app', 'tenant-1', 'users', 'ps_abc', 'PROFILE', 'email', '7']);

  const box = sealWithNonce(key, kid, aad, Uint8Array.of(0), nonce);

  expect(createHash('sha256').update(aad).digest('hex')).toBe(
    'ae390e8153ba31c8caa7e7e18e6eb86707122cb9254aca07c8db8216d33c6b95',
  );
  expect(Buffer.from(box).toString('hex')).toBe(
    '0102020202020202020202020202020202000102030405060708090a0b0c0d0e0f10111213141516171bbbf4e3e65e64519ffed4ec75516d6e4a65bbd6dc611dc3df76eb1f1ed5d352ee4ea803870b0d28d38cf8ab47bbb17981',
  );
  expect(open(key, aad, box)).toEqual({ kind: 'opened', plaintext: Buffer.of(0) });
});
