import { createCipheriv } from 'node:crypto';

// AES-GCM does not commit to its key: for any two keys there is a ciphertext with one tag that both
// accept (Dodis, Grubbs, Ristenpart, Woodage, CRYPTO 2018). One block is left free and solved for.

/** GCM's polynomial in its reflected bit order. */
const reduction = 0xe1n << 120n;

function multiply(left: bigint, right: bigint): bigint {
  let product = 0n;
  let factor = left;
  for (let bit = 127n; bit >= 0n; bit -= 1n) {
    if (((right >> bit) & 1n) === 1n) product ^= factor;
    factor = (factor & 1n) === 1n ? (factor >> 1n) ^ reduction : factor >> 1n;
  }
  return product;
}

/** x^(2^128 - 2). */
function inverse(value: bigint): bigint {
  let result = 1n << 127n;
  let square = value;
  for (let bit = 1; bit < 128; bit += 1) {
    square = multiply(square, square);
    result = multiply(result, square);
  }
  return result;
}

const number = (bytes: Uint8Array): bigint => BigInt(`0x0${Buffer.from(bytes).toString('hex')}`);
const block = (value: bigint): Buffer => Buffer.from(value.toString(16).padStart(32, '0'), 'hex');

const encrypted = (key: Uint8Array, input: Uint8Array): bigint =>
  number(createCipheriv('aes-256-ecb', key, null).setAutoPadding(false).update(input));

function blocksOf(bytes: Uint8Array): bigint[] {
  const padded = Buffer.alloc(Math.ceil(bytes.length / 16) * 16);
  padded.set(bytes);
  return Array.from({ length: padded.length / 16 }, (_, index) =>
    number(padded.subarray(index * 16, index * 16 + 16)),
  );
}

/** Two blocks of ciphertext and their tag, which AES-256-GCM accepts under both keys. */
export function forgeForTwoKeys(
  keys: readonly [Uint8Array, Uint8Array],
  iv: Uint8Array,
  aad: Uint8Array,
  firstBlock: Uint8Array,
): Uint8Array {
  const lengths = (BigInt(aad.length * 8) << 64n) | BigInt(32 * 8);
  const tagInput = Buffer.concat([iv, Buffer.of(0, 0, 0, 1)]);
  const tagWith = (key: Uint8Array, free: bigint): bigint => {
    const hashKey = encrypted(key, Buffer.alloc(16));
    const all = [...blocksOf(aad), ...blocksOf(firstBlock), free, lengths];
    const hash = all.reduce((sum, value) => multiply(sum ^ value, hashKey), 0n);
    return hash ^ encrypted(key, tagInput);
  };
  const square = (key: Uint8Array): bigint => {
    const hashKey = encrypted(key, Buffer.alloc(16));
    return multiply(hashKey, hashKey);
  };
  const difference = tagWith(keys[0], 0n) ^ tagWith(keys[1], 0n);
  const free = multiply(difference, inverse(square(keys[0]) ^ square(keys[1])));
  return Buffer.concat([firstBlock, block(free), block(tagWith(keys[0], free))]);
}
