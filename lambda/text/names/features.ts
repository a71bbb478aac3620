import type { Casing, Segment, Token } from './tokens.ts';
import { shapes } from './tokens.ts';

/** Weights of this many hashed features. */
export const featureBits = 18;
/** Entries of the list of known words, one byte each. */
export const knownBits = 20;

/** What lists say about a word, as bits. */
export const known = { first: 1, last: 2, place: 4, region: 8, common: 16 } as const;

const casings: Readonly<Record<Casing, number>> = { usual: 0, lower: 1, upper: 2, title: 3 };

/** FNV-1a. */
export function hashOf(text: string, from = 0, to = text.length): number {
  let hash = 0x811c9dc5;
  for (let at = from; at < to; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash | 0;
}

/** The entry of a word in the list of known words. */
export const knownAt = (hash: number): number => mix(hash, 0x7f4a7c15) >>> (32 - knownBits);

const mix = (one: number, other: number): number => {
  const mixed = Math.imul(one ^ Math.imul(other, 0x9e3779b1), 0x85ebca6b);
  return Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
};

interface Facts {
  readonly word: number;
  /** How it is written, where that means something in its segment. */
  readonly shape: number;
  readonly known: number;
}

/** Features of the tokens alone. */
const staticCount = 23;
/** With those of earlier tags, which are known only while tagging. */
export const featureCount = staticCount + 6;

/** The features of each token, `staticCount` for each. */
export function featuresOf({ tokens, casing }: Segment, list: Uint8Array): Int32Array {
  const features = new Int32Array(tokens.length * staticCount);
  const facts = tokens.map((token) => factsOf(token, casing, list));
  for (let index = 0; index < tokens.length; index += 1) {
    const word = tokens[index]?.word ?? '';
    const { length } = word;
    const before2 = facts[index - 2] ?? none;
    const before = facts[index - 1] ?? none;
    const here = facts[index] ?? none;
    const after = facts[index + 1] ?? none;
    const after2 = facts[index + 2] ?? none;
    let at = index * staticCount;
    let kind = 1;
    const add = (value: number): void => {
      features[at] = mix(value, kind) >>> (32 - featureBits);
      at += 1;
      kind += 1;
    };
    add(1);
    add(here.word);
    add(mix(here.word, here.shape));
    add(before.word);
    add(after.word);
    add(before2.word);
    add(after2.word);
    add(hashOf(word, length - 3, length));
    add(hashOf(word, 0, 3));
    add(mix(hashOf(word, length - 4, length), here.shape));
    add(here.shape);
    add(here.shape + before.shape * 128 + after.shape * 16384);
    add(mix(before.word, here.word));
    add(mix(here.word, after.word));
    add(mix(before.word, here.shape));
    add(mix(after.word, here.shape));
    add(here.known * 128 + here.shape);
    add(here.known + before.known * 128 + after.known * 16384);
    add(mix(before.word, here.known));
    add(mix(after.word, here.known));
    add(mix(mix(before2.word, before.word), here.shape));
    add(mix(mix(after.word, after2.word), here.shape));
    add(mix(hashOf(word, length - 2, length), here.known * 128 + after.shape));
  }
  return features;
}

/** Before the first token and after the last one. */
const none: Facts = { word: 0x5bd1e995, shape: 97, known: 64 };

function factsOf({ word, shape }: Token, casing: Casing, list: Uint8Array): Facts {
  const hash = hashOf(word);
  const isWord = shape !== shapes.sign && shape !== shapes.line && shape !== shapes.digits;
  const length = shape === shapes.digits ? Math.min(word.length, 6) : 0;
  return {
    word: hash,
    shape: shape + 10 * length + 70 * casings[casing],
    known: isWord ? (list[knownAt(hash)] ?? 0) : 32,
  };
}

/** The features of a token, and those of it together with the tags of the two before it. */
export function taggedFeatures(
  into: Int32Array,
  features: Int32Array,
  index: number,
  previous: number,
  beforeThat: number,
): void {
  const base = index * staticCount;
  for (let kind = 0; kind < staticCount; kind += 1) into[kind] = features[base + kind] ?? 0;
  const tags = previous * 16 + beforeThat;
  let kind = staticCount;
  const add = (value: number): void => {
    into[kind] = mix(value, kind + 101) >>> (32 - featureBits);
    kind += 1;
  };
  add(previous);
  add(tags);
  add(mix(into[1] ?? 0, previous));
  add(mix(into[10] ?? 0, tags));
  add(mix(into[3] ?? 0, previous));
  add(mix(into[16] ?? 0, previous));
}
