import { randomBytes } from 'node:crypto';

/** Draws an integer from 0 to `below - 1`, each equally likely. `below` is at least 1. */
export type Uniform = (below: bigint) => bigint;

/** Bytes that are asked for at once: a draw needs few, and each call of the source has a cost. */
const reserve = 4096;

/**
 * Draws by rejection: as many random bits as the largest outcome has, again while they exceed it. The
 * remainder of a division would favour small outcomes.
 */
export function uniformFrom(bytes: (length: number) => Uint8Array): Uniform {
  let left: Uint8Array = new Uint8Array();
  let next = 0;
  const byte = () => {
    if (next === left.length) {
      left = bytes(reserve);
      next = 0;
    }
    return left[next++] ?? 0;
  };
  return (below) => {
    const bits = (below - 1n).toString(2).length;
    const length = Math.ceil(bits / 8);
    const first = 0xff >> (length * 8 - bits);
    for (;;) {
      let drawn = BigInt(byte() & first);
      for (let at = 1; at < length; at++) drawn = (drawn << 8n) | BigInt(byte());
      if (drawn < below) return drawn;
    }
  };
}

/** From the cryptographic generator of the platform: no person can predict the noise and subtract it. */
export const cryptographic: Uniform = uniformFrom((length) => randomBytes(length));
