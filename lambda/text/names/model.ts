import { brotliDecompressSync } from 'node:zlib';
import { featureBits, knownBits } from './features.ts';
import { tagCount } from './tags.ts';
import stored from './weights.json' with { type: 'json' };

export interface Model {
  /** For each feature one weight for each tag. */
  readonly weights: Int8Array;
  /** For each hash of a word, the lists that have it. */
  readonly list: Uint8Array;
}

/** The file of weights does not belong to this code. */
export class ModelError extends Error {
  override readonly name = 'ModelError';
}

let loaded: Model | undefined;

/** The model, read on the first call. */
export const model = (): Model => (loaded ??= read());

function read(): Model {
  const weights = brotliDecompressSync(Buffer.from(stored.weights, 'base64'));
  const list = brotliDecompressSync(Buffer.from(stored.list, 'base64'));
  if (weights.length !== tagCount * 2 ** featureBits || list.length !== 2 ** knownBits) {
    throw new ModelError('the weights have another size than the features; train them again');
  }
  return { weights: new Int8Array(weights.buffer, weights.byteOffset, weights.length), list };
}
