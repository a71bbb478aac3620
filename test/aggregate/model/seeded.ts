import { createCipheriv } from 'node:crypto';
import { uniformFrom } from '../../../lambda/aggregate/model/uniform.ts';
import type { Uniform } from '../../../lambda/aggregate/model/uniform.ts';

/** Draws that are the same in every run: the key stream of AES in counter mode under a fixed key. */
export function seeded(seed: number): Uniform {
  const stream = createCipheriv('aes-256-ctr', Buffer.alloc(32, seed), Buffer.alloc(16));
  return uniformFrom((length) => stream.update(Buffer.alloc(length)));
}
