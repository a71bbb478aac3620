import { createHash } from 'node:crypto';

/* The hash tree of RFC 6962 section 2.1, over leaves that come one after the other. */

export interface MerkleTree {
  /** Its place follows those that were added before. */
  readonly add: (leaf: string | Uint8Array) => void;
  readonly size: () => number;
  /** 64 lower-case hex digits; of no leaves the hash of nothing. */
  readonly root: () => string;
}

/** Keeps one hash for each power of two in the number of leaves, and no leaf. */
export function openTree(): MerkleTree {
  /** Roots of perfect trees, the largest first. */
  const peaks: { readonly leaves: number; readonly hash: Buffer }[] = [];
  let size = 0;
  return {
    size: () => size,
    add(leaf) {
      size += 1;
      let made = { leaves: 1, hash: leafHash(leaf) };
      for (let left = peaks.at(-1); left?.leaves === made.leaves; left = peaks.at(-1)) {
        peaks.pop();
        made = { leaves: left.leaves * 2, hash: nodeHash(left.hash, made.hash) };
      }
      peaks.push(made);
    },
    root() {
      const [last, ...others] = peaks.toReversed();
      if (last === undefined) return emptyRoot.toString('hex');
      return others.reduce((right, left) => nodeHash(left.hash, right), last.hash).toString('hex');
    },
  };
}

/** The root of a tree without leaves. */
export const emptyRoot: Buffer = createHash('sha256').digest();

export const leafHash = (leaf: string | Uint8Array): Buffer =>
  createHash('sha256').update(Uint8Array.of(0)).update(leaf).digest();
export const nodeHash = (left: Uint8Array, right: Uint8Array): Buffer =>
  createHash('sha256').update(Uint8Array.of(1)).update(left).update(right).digest();
