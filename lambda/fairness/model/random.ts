import { sha256Hex } from '../../value/canonical.ts';

/** Independent numbers, evenly from 0 (included) to 1 (excluded), in steps of 2^-53. */
export type Uniform = () => number;

/**
 * Numbers from a seed, the same everywhere, so that a report can be computed again from its counts:
 * for sampling, never for secrets. The generator is xoshiro128**; its state is the first 128 bits of
 * the SHA-256 of the seed, big-endian. Two outputs make one number, the first its upper 27 bits and
 * the second its lower 26.
 */
export function uniformOf(seed: string): Uniform {
  const digest = sha256Hex(seed);
  const word = (index: number): number =>
    Number.parseInt(digest.slice(index * 8, index * 8 + 8), 16);
  const next = xoshiro128([word(0), word(1), word(2), word(3)]);
  return () => {
    const high = next() >>> 5;
    const low = next() >>> 6;
    return (high * 2 ** 26 + low) / 2 ** 53;
  };
}

/**
 * xoshiro128** 1.1 (Blackman and Vigna, "Scrambled linear pseudorandom number generators", ACM TOMS
 * 47(4), 2021): 32 bits each time.
 */
export function xoshiro128(state: readonly [number, number, number, number]): () => number {
  let [a, b, c, d] = state;
  return () => {
    const result = Math.imul(rotated(Math.imul(b, 5), 7), 9);
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = rotated(d, 11);
    return result >>> 0;
  };
}

const rotated = (word: number, by: number): number => (word << by) | (word >>> (32 - by));
