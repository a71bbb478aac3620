import { createDecipheriv, createHash, createSecretKey, randomBytes } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  EnvelopeKeyError,
  envelopeOverhead,
  kidOf,
  open,
  seal,
  sealWithNonce,
} from '../../../lambda/platform/envelope/envelope.ts';
import { pae } from '../../../lambda/platform/envelope/pae.ts';
import { newKid, parseKid } from '../../../lambda/value/ids.ts';
import type { Kid } from '../../../lambda/value/ids.ts';
import { nobleDerive, nobleOpen, nobleSeal } from './noble.ts';
import { forgeForTwoKeys } from './two-key-forgery.ts';
import file from './vectors.json' with { type: 'json' };

const hex = (text: string): Buffer => Buffer.from(text, 'hex');
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const shake = (text: string, outputLength: number): Buffer =>
  createHash('shake256', { outputLength }).update(text).digest();

const key = createSecretKey(Buffer.alloc(32, 7));
const kid = newKid();
const address = ['custos', 'records', 'subject', 'record', '1'] as const;
const aad = pae(address);
const plaintext = Buffer.from('what they wrote.');
const kindOf = (ciphertext: Uint8Array, at = aad, by: KeyObject = key) =>
  open(by, at, ciphertext).kind;

describe('vectors of version 1', () => {
  test('the published one is reproduced byte for byte', () => {
    const at = pae(['app', 'tenant-1', 'users', 'ps_abc', 'PROFILE', 'email', '7']);
    const nonce = Uint8Array.from({ length: 24 }, (_, index) => index);

    const ciphertext = sealWithNonce(
      createSecretKey(Buffer.alloc(32, 1)),
      parseKid('02'.repeat(16))!,
      at,
      Uint8Array.of(0),
      nonce,
    );

    expect(sha256(at)).toBe('ae390e8153ba31c8caa7e7e18e6eb86707122cb9254aca07c8db8216d33c6b95');
    expect(Buffer.from(ciphertext).toString('hex')).toBe(
      '0102020202020202020202020202020202000102030405060708090a0b0c0d0e0f10111213141516171bbbf4e3e65e64519ffed4ec75516d6e4a65bbd6dc611dc3df76eb1f1ed5d352ee4ea803870b0d28d38cf8ab47bbb17981',
    );
  });

  const inputs = file.vectors.map((vector) => ({
    ...vector,
    input: { key: hex(vector.key), kid: hex(vector.kid), nonce: hex(vector.nonce) },
    bytes:
      vector.plaintext === undefined
        ? shake(`${vector.name} plaintext`, vector.plaintextBytes)
        : hex(vector.plaintext),
  }));

  test('cover the sizes and addresses that they are meant to', () => {
    const sizes = new Set(inputs.map(({ plaintextBytes }) => plaintextBytes));

    expect([...sizes].sort((a, b) => a - b)).toEqual([0, 1, 16, 100, 1024, 102_400]);
    expect(inputs.filter(({ name }) => name.startsWith('address'))).toHaveLength(6);
  });

  test.each(inputs)('of the Python implementation are reproduced: $name', (vector) => {
    const at = pae(vector.aadParts);
    const secret = createSecretKey(vector.input.key);

    const ciphertext = sealWithNonce(
      secret,
      vector.kid as Kid,
      at,
      vector.bytes,
      vector.input.nonce,
    );

    expect(sha256(at)).toBe(vector.aadSha256);
    expect(sha256(ciphertext)).toBe(vector.ciphertextSha256);
    const opened = open(
      secret,
      at,
      vector.ciphertext === undefined ? ciphertext : hex(vector.ciphertext),
    );
    expect(opened).toEqual({ kind: 'opened', plaintext: vector.bytes });
    expect(kidOf(ciphertext)).toBe(vector.kid);
  });

  test.each(inputs)('of Python are reproduced and decrypted by noble: $name', (vector) => {
    const input = { ...vector.input, aad: pae(vector.aadParts) };

    const ciphertext = nobleSeal(input, vector.bytes);

    expect(sha256(ciphertext)).toBe(vector.ciphertextSha256);
    expect(Buffer.from(nobleOpen(input, ciphertext)).equals(vector.bytes)).toBe(true);
  });
});

describe('sealing', () => {
  test('round trip: a ciphertext is 89 bytes longer and is decrypted unchanged', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 32, maxLength: 32 }),
        fc.array(fc.string({ unit: 'grapheme' })),
        fc.uint8Array({ maxLength: 2_000 }),
        (secret, parts, content) => {
          const by = createSecretKey(secret);

          const ciphertext = seal(by, kid, pae(parts), content);

          expect(ciphertext).toHaveLength(content.length + envelopeOverhead);
          expect(open(by, pae(parts), ciphertext)).toEqual({
            kind: 'opened',
            plaintext: Buffer.from(content),
          });
        },
      ),
    );
  });

  test('noble decrypts ciphertexts of Custos', () => {
    const ciphertext = seal(key, kid, aad, plaintext);

    const input = { key: key.export(), kid: hex(kid), nonce: ciphertext.slice(17, 41), aad };

    expect(Buffer.from(nobleOpen(input, ciphertext))).toEqual(plaintext);
  });

  test('no nonce repeats, and equal plaintexts have different ciphertexts', () => {
    const ciphertexts = Array.from({ length: 5_000 }, () => seal(key, kid, aad, plaintext));

    const distinct = (from: number, to: number) =>
      new Set(
        ciphertexts.map((ciphertext) => Buffer.from(ciphertext.subarray(from, to)).toString('hex')),
      ).size;

    expect(distinct(17, 41)).toBe(ciphertexts.length);
    expect(distinct(29, 41)).toBe(ciphertexts.length);
    expect(distinct(73, 89)).toBe(ciphertexts.length);
  });

  test.each([16, 31, 33, 64])('a key of %i bytes is rejected', (length) => {
    const short = createSecretKey(randomBytes(length));

    expect(() => seal(short, kid, aad, plaintext)).toThrow(EnvelopeKeyError);
    expect(() => open(short, aad, seal(key, kid, aad, plaintext))).toThrow(EnvelopeKeyError);
  });
});

describe('an altered ciphertext', () => {
  const ciphertext = Buffer.from(seal(key, kid, aad, plaintext));
  const flipped = (bit: number): Buffer => {
    const copy = Buffer.from(ciphertext);
    copy[bit >> 3]! ^= 1 << (bit & 7);
    return copy;
  };
  // The outcome for each altered part of the ciphertext: [first byte, end, outcome].
  const parts = [
    ['version', 0, 1, 'malformed'],
    ['kid', 1, 17, 'wrong-key-or-row'],
    ['nonce', 17, 41, 'wrong-key-or-row'],
    ['commitment', 41, 73, 'wrong-key-or-row'],
    ['ciphertext', 73, ciphertext.length - 16, 'tampered'],
    ['tag', ciphertext.length - 16, ciphertext.length, 'tampered'],
  ] as const;

  test.each(parts)('every flipped bit of its %s is rejected', (_, from, to, kind) => {
    const bits = Array.from({ length: (to - from) * 8 }, (__, index) => from * 8 + index);

    const outcomes = new Set(bits.map((bit) => kindOf(flipped(bit))));

    expect(outcomes).toEqual(new Set([kind]));
    expect(kindOf(ciphertext)).toBe('opened');
  });

  test('every truncation is rejected', () => {
    const outcomes = Array.from({ length: ciphertext.length }, (_, length) =>
      kindOf(ciphertext.subarray(0, length)),
    );

    expect(outcomes.slice(0, 89).every((kind) => kind === 'malformed')).toBe(true);
    expect(outcomes.slice(89).every((kind) => kind === 'tampered')).toBe(true);
  });

  test('bytes added at its end or start are rejected', () => {
    expect(kindOf(Buffer.concat([ciphertext, Buffer.of(0)]))).toBe('tampered');
    expect(kindOf(Buffer.concat([Buffer.of(1), ciphertext]))).toBe('wrong-key-or-row');
  });

  test('every version but 1 is malformed', () => {
    const outcomes = Array.from({ length: 256 }, (_, version) => {
      const copy = Buffer.from(ciphertext);
      copy[0] = version;
      return kindOf(copy);
    });

    expect(
      outcomes.map((kind, version) => (kind === 'opened' ? version : -1)).filter((v) => v >= 0),
    ).toEqual([1]);
    expect(new Set(outcomes)).toEqual(new Set(['malformed', 'opened']));
    expect(kidOf(Buffer.concat([Buffer.of(2), ciphertext.subarray(1)]))).toBeUndefined();
  });

  test('random bytes are never decrypted', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        expect(kindOf(bytes)).not.toBe('opened');
      }),
    );
  });
});

describe('an intact ciphertext in another place', () => {
  const ciphertext = Buffer.from(seal(key, kid, aad, plaintext));

  test.each([
    ['application', ['other', 'records', 'subject', 'record', '1']],
    ['table', ['custos', 'requests', 'subject', 'record', '1']],
    ['partition', ['custos', 'records', 'another', 'record', '1']],
    ['row', ['custos', 'records', 'subject', 'another', '1']],
    ['version', ['custos', 'records', 'subject', 'record', '2']],
    ['split of the same text', ['custos', 'records', 'subjectrecord', '', '1']],
    ['list with one part more', [...address, '']],
  ])('of another %s is distinguished from tampering', (_, parts) => {
    expect(kindOf(ciphertext, pae(parts))).toBe('wrong-key-or-row');
  });

  test('under another key is distinguished from tampering', () => {
    const other = createSecretKey(Buffer.alloc(32, 8));

    expect(kindOf(ciphertext, aad, other)).toBe('wrong-key-or-row');
  });

  test('with the kid of another key is rejected', () => {
    const swapped = Buffer.from(ciphertext);
    swapped.set(hex(newKid()), 1);

    expect(kindOf(swapped)).toBe('wrong-key-or-row');
  });

  test('with header and commitment of another ciphertext is rejected', () => {
    const other = Buffer.from(seal(key, kid, aad, plaintext));

    expect(kindOf(Buffer.concat([ciphertext.subarray(0, 73), other.subarray(73)]))).toBe(
      'tampered',
    );
    expect(kindOf(Buffer.concat([ciphertext.subarray(0, 41), other.subarray(41)]))).toBe(
      'wrong-key-or-row',
    );
  });
});

describe('a ciphertext forged to be valid under two keys', () => {
  const keys = [randomBytes(32), randomBytes(32)] as const;
  const rows = [pae(['custos', 'records', 'a']), pae(['custos', 'records', 'b'])] as const;
  const nonce = randomBytes(24);
  const derived = [0, 1].map((index) =>
    nobleDerive({ key: keys[index as 0 | 1], kid: hex(kid), nonce, aad: rows[index as 0 | 1] }),
  );
  const [first, second] = [derived[0]!, derived[1]!];

  const gcmAccepts = (messageKey: Uint8Array, prefix: Uint8Array, sealed: Uint8Array): boolean => {
    const decipher = createDecipheriv('aes-256-gcm', messageKey, nonce.subarray(12), {
      authTagLength: 16,
    });
    decipher.setAAD(prefix).setAuthTag(sealed.subarray(-16));
    decipher.update(sealed.subarray(0, -16));
    try {
      decipher.final();
      return true;
    } catch {
      return false;
    }
  };

  test.each([
    ['first', first.prefix],
    ['second', second.prefix],
  ])('is decrypted under one of them only: the %s, to which it is committed', (which, prefix) => {
    const messageKeys = [first.messageKey, second.messageKey] as const;
    const sealed = forgeForTwoKeys(messageKeys, nonce.subarray(12), prefix, randomBytes(16));
    const ciphertext = Buffer.concat([prefix, sealed]);

    const accepted = messageKeys.map((messageKey) => gcmAccepts(messageKey, prefix, sealed));
    const opened = [0, 1].map((index) =>
      kindOf(ciphertext, rows[index as 0 | 1], createSecretKey(keys[index as 0 | 1])),
    );

    // The forgery works with plain AES-GCM; otherwise this test would prove nothing.
    expect(accepted).toEqual([true, true]);
    expect(opened).toEqual(
      which === 'first' ? ['opened', 'wrong-key-or-row'] : ['wrong-key-or-row', 'opened'],
    );
  });
});
