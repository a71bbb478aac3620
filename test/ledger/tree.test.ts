import { createHash, createPublicKey, verify } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { noteKeyId, signedNote } from '../../lambda/ledger/model/checkpoint.ts';
import { proofOf, stepsOf, tilesOf } from '../../lambda/ledger/model/inclusion.ts';
import {
  appendLeaves,
  edgeWidths,
  parseTilePath,
  rootOf,
} from '../../lambda/ledger/model/tiles.ts';
import type { Edge } from '../../lambda/ledger/model/tiles.ts';
import { leafHash, nodeHash } from '../../lambda/value/merkle.ts';

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const sha256 = (...parts: Uint8Array[]): Buffer =>
  createHash('sha256').update(Buffer.concat(parts)).digest();

/** The definition of RFC 6962 section 2.1, word by word. */
function naiveRoot(leaves: readonly Uint8Array[]): Uint8Array {
  const [first] = leaves;
  if (first === undefined) return sha256();
  if (leaves.length === 1) return first;
  let split = 1;
  while (split * 2 < leaves.length) split *= 2;
  return sha256(
    Uint8Array.of(1),
    naiveRoot(leaves.slice(0, split)),
    naiveRoot(leaves.slice(split)),
  );
}

/** RFC 9162 section 2.1.3.2. */
function rootFrom(leaf: Uint8Array, index: number, size: number, path: readonly Uint8Array[]) {
  let [place, last, root] = [index, size - 1, leaf];
  for (const hash of path) {
    if (last === 0) return undefined;
    if (place % 2 === 1 || place === last) {
      root = nodeHash(hash, root);
      while (place % 2 === 0 && place !== 0) [place, last] = [place / 2, Math.floor(last / 2)];
    } else root = nodeHash(root, hash);
    [place, last] = [Math.floor(place / 2), Math.floor(last / 2)];
  }
  return last === 0 ? root : undefined;
}

/** Every tile of a tree, by name. */
function tilesWith(leaves: readonly Uint8Array[], batch: number) {
  const tiles = new Map<string, Uint8Array[]>();
  let edge: Edge = [];
  for (let size = 0; size < leaves.length; size += batch) {
    const next = appendLeaves(edge, size, leaves.slice(size, size + batch));
    for (const { level, index, place, hash } of next.added) {
      const hashes = tiles.get(`${level}/${index}`) ?? [];
      expect(place).toBe(hashes.length);
      tiles.set(`${level}/${index}`, [...hashes, hash]);
    }
    edge = next.edge;
  }
  return { tiles, edge };
}

const leavesOf = (count: number) =>
  Array.from({ length: count }, (_, index) => leafHash(`entry ${index}`));

describe('the tree', () => {
  // Of the reference implementation of Certificate Transparency.
  const data = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657'];
  data.push('606162636465666768696a6b6c6d6e6f');
  const roots = [
    '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
    'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
    'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
    'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
    '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
    'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
    '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
  ];

  test.each(roots.map((root, index) => [index + 1, root] as const))(
    'of %i leaves of the reference implementation has its root',
    (size, root) => {
      const leaves = data.slice(0, size).map((text) => leafHash(Buffer.from(text, 'hex')));

      expect(hex(rootOf(appendLeaves([], 0, leaves).edge))).toBe(root);
    },
  );

  test('without a leaf has the hash of nothing', () => {
    expect(hex(rootOf([]))).toBe(hex(sha256()));
  });

  test('has the root of its definition at every size', () => {
    const leaves = leavesOf(300);
    for (let size = 1; size <= 300; size += 1) {
      const { edge } = tilesWith(leaves.slice(0, size), 300);
      expect(hex(rootOf(edge)), String(size)).toBe(hex(naiveRoot(leaves.slice(0, size))));
      const widths = edgeWidths(size);
      expect(widths.map(({ width }) => width)).toEqual(edge.map(({ length }) => length));
    }
  });

  test('is the same however its leaves are batched, above a second level too', () => {
    const leaves = leavesOf(66_000);
    const whole = tilesWith(leaves, 66_000);
    const batched = tilesWith(leaves, 499);

    expect(batched.tiles).toEqual(whole.tiles);
    expect(hex(rootOf(batched.edge))).toBe(hex(naiveRoot(leaves)));
    for (const index of [0, 255, 256, 65_535, 65_536, 65_999]) {
      const steps = stepsOf(index, 66_000);
      const path = proofOf(steps, ({ level, index: tile }) => whole.tiles.get(`${level}/${tile}`)!);
      expect(hex(rootFrom(leaves[index]!, index, 66_000, path)!)).toBe(hex(rootOf(whole.edge)));
      expect(tilesOf(steps).length).toBeLessThan(6);
    }
  });
});

describe('an inclusion proof', () => {
  test('of the reference implementation', () => {
    const data = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657'];
    data.push('606162636465666768696a6b6c6d6e6f');
    const leaves = data.map((text) => leafHash(Buffer.from(text, 'hex')));

    const path = proofOf(stepsOf(0, 8), () => leaves);

    expect(path.map(hex)).toEqual([
      '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
    ]);
  });

  test('leads every leaf of every size to the root, and no other leaf', () => {
    const leaves = leavesOf(300);
    const { tiles } = tilesWith(leaves, 300);
    for (let size = 1; size <= 300; size += 1) {
      const root = hex(rootOf(appendLeaves([], 0, leaves.slice(0, size)).edge));
      for (let index = 0; index < size; index += size < 70 ? 1 : 31) {
        const path = proofOf(stepsOf(index, size), ({ level, index: tile }) =>
          tiles.get(`${level}/${tile}`)!,
        );
        expect(hex(rootFrom(leaves[index]!, index, size, path)!)).toBe(root);
        expect(hex(rootFrom(leaves[(index + 1) % 300]!, index, size, path)!)).not.toBe(root);
        if (size > 1) {
          const other = rootFrom(leaves[index]!, (index + 1) % size, size, path);
          expect(other === undefined ? '' : hex(other)).not.toBe(root);
        }
      }
    }
  });
});

describe('the path of a tile', () => {
  test.each([
    ['067', 67, 256],
    ['000.p/1', 0, 1],
    ['x001/067', 1_067, 256],
    ['x001/x234/067.p/255', 1_234_067, 255],
  ])('%s', (path, index, width) => {
    expect(parseTilePath(path)).toEqual({ index, width });
  });

  test.each([
    ...['', '67', '0067', '067/', '067.p', '067.p/0', '067.p/256', '067.p/08', '067.p/-1'],
    ...['x067', '001/067', 'x000/067', 'x001/x234/x067/001', 'X001/067', '067.p/8/9', '../067'],
  ])('%s is none', (path) => {
    expect(parseTilePath(path)).toBeUndefined();
  });
});

test('a signed note is that of the reference implementation', () => {
  const named = Buffer.from('ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW', 'base64');
  const text =
    'If you think cryptography is the answer to your problem,\n' +
    "then you don't know what your problem is.\n";
  const note =
    `${text}\n— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdng` +
    'otpRZb6KE6RyyBwJnAM=\n';
  const publicKey = named.subarray(1);
  const signature = Buffer.from(note.split(' ').at(-1)!.trim(), 'base64').subarray(4);

  expect(hex(noteKeyId('PeterNeumann', publicKey))).toBe('c74f20a3');
  expect(signedNote(text, 'PeterNeumann', publicKey, signature)).toBe(note);
  const key = createPublicKey({
    key: { kty: 'OKP', crv: 'Ed25519', x: publicKey.toString('base64url') },
    format: 'jwk',
  });
  expect(verify(null, Buffer.from(text), key, signature)).toBe(true);
});
