/**
 * SHA-256 (FIPS 180-4) of bytes that come in pieces: Web Crypto hashes only what is in memory as a
 * whole, and a video is not.
 */
export function sha256() {
  const state = initial.slice();
  const block = new Uint8Array(64);
  const words = new Int32Array(64);
  let bytes = 0;

  const compress = (from: Uint8Array, at: number): void => {
    const view = new DataView(from.buffer, from.byteOffset + at, 64);
    for (let t = 0; t < 16; t += 1) words[t] = view.getInt32(t * 4);
    for (let t = 16; t < 64; t += 1) words[t] = scheduled(words, t);
    rounds(state, words);
  };
  const update = (piece: Uint8Array): void => {
    let at = 0;
    const filled = bytes % 64;
    bytes += piece.length;
    if (filled > 0) {
      at = Math.min(64 - filled, piece.length);
      block.set(piece.subarray(0, at), filled);
      if (filled + at < 64) return;
      compress(block, 0);
    }
    for (; at + 64 <= piece.length; at += 64) compress(piece, at);
    block.set(piece.subarray(at), 0);
  };

  return {
    update,
    /** In lower-case hex. The hash is over after this. */
    digest: (): string => {
      const bits = BigInt(bytes) * 8n;
      const padding = new Uint8Array(1 + ((119 - (bytes % 64)) % 64) + 8);
      padding[0] = 0x80;
      new DataView(padding.buffer).setBigUint64(padding.length - 8, bits);
      update(padding);
      return [...state].map((word) => (word >>> 0).toString(16).padStart(8, '0')).join('');
    },
  };
}

/** The first 32 bits of the fractional part of a root of each of the first primes: sections 4.2.2, 5.3.3. */
const fraction = (value: number): number => ((value % 1) * 2 ** 32) | 0;
const primes = firstPrimes(64);
const constants = Int32Array.from(primes, (prime) => fraction(Math.cbrt(prime)));
const initial = Int32Array.from(primes.slice(0, 8), (prime) => fraction(Math.sqrt(prime)));

function firstPrimes(count: number): number[] {
  const found: number[] = [];
  for (let one = 2; found.length < count; one += 1) {
    if (found.every((prime) => one % prime !== 0)) found.push(one);
  }
  return found;
}

const rotate = (word: number, by: number): number => (word >>> by) | (word << (32 - by));

function scheduled(words: Int32Array, t: number): number {
  const [a, b] = [words[t - 15] ?? 0, words[t - 2] ?? 0];
  const first = rotate(a, 7) ^ rotate(a, 18) ^ (a >>> 3);
  const second = rotate(b, 17) ^ rotate(b, 19) ^ (b >>> 10);
  return (words[t - 16] ?? 0) + first + (words[t - 7] ?? 0) + second;
}

function rounds(state: Int32Array, words: Int32Array): void {
  let [a, b, c, d] = [state[0] ?? 0, state[1] ?? 0, state[2] ?? 0, state[3] ?? 0];
  let [e, f, g, h] = [state[4] ?? 0, state[5] ?? 0, state[6] ?? 0, state[7] ?? 0];
  for (let t = 0; t < 64; t += 1) {
    const sigma1 = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25);
    const choice = (e & f) ^ (~e & g);
    const one = (h + sigma1 + choice + (constants[t] ?? 0) + (words[t] ?? 0)) | 0;
    const sigma0 = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22);
    const two = (sigma0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + one) | 0;
    d = c;
    c = b;
    b = a;
    a = (one + two) | 0;
  }
  const sum = [a, b, c, d, e, f, g, h];
  for (let i = 0; i < 8; i += 1) state[i] = (state[i] ?? 0) + (sum[i] ?? 0);
}
