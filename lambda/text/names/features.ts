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

/** What the features of a token and its neighbours are made of. */
export interface Facts {
  readonly word: number;
  /** How it is written, where that means something in its segment. */
  readonly shape: number;
  readonly known: number;
  /** Whether no name begins with it: a sign, the end of a line, or a common word in lower case. */
  readonly isPlain: boolean;
}

/** Features of a token; the last six are with the tags of the two before it. */
export const featureCount = 29;

/** Before the first token and after the last one. */
const none: Facts = { word: 0x5bd1e995, shape: 97, known: 64, isPlain: true };

export const factsOf = ({ tokens, casing }: Segment, list: Uint8Array): Facts[] =>
  tokens.map(({ word, shape }) => {
    const hash = hashOf(word);
    const isWord = shape !== shapes.sign && shape !== shapes.line && shape !== shapes.digits;
    const bits = isWord ? (list[knownAt(hash)] ?? 0) : 32;
    const length = shape === shapes.digits ? Math.min(word.length, 6) : 0;
    return {
      word: hash,
      shape: shape + 10 * length + 70 * casings[casing],
      known: bits,
      isPlain:
        shape === shapes.sign ||
        shape === shapes.line ||
        (shape === shapes.lower && casing === 'usual' && bits === known.common),
    };
  });

/** Writes the features of a token into an array of `featureCount`. */
export function features(
  into: Int32Array,
  tokens: readonly Token[],
  facts: readonly Facts[],
  {
    index,
    previous,
    beforeThat,
  }: { readonly index: number; readonly previous: number; readonly beforeThat: number },
): void {
  const word = tokens[index]?.word ?? '';
  const { length } = word;
  const before2 = facts[index - 2] ?? none;
  const before = facts[index - 1] ?? none;
  const here = facts[index] ?? none;
  const after = facts[index + 1] ?? none;
  const after2 = facts[index + 2] ?? none;
  const tags = previous * 16 + beforeThat;
  let kind = 0;
  const add = (value: number): void => {
    into[kind] = mix(value, kind + 1) >>> (32 - featureBits);
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
  add(here.shape + before.shape * 512 + after.shape * 262_144);
  add(mix(before.word, here.word));
  add(mix(here.word, after.word));
  add(mix(before.word, here.shape));
  add(mix(after.word, here.shape));
  add(here.known * 512 + here.shape);
  add(here.known + before.known * 128 + after.known * 16_384);
  add(mix(before.word, here.known));
  add(mix(after.word, here.known));
  add(mix(mix(before2.word, before.word), here.shape));
  add(mix(mix(after.word, after2.word), here.shape));
  add(mix(hashOf(word, length - 2, length), here.known * 512 + after.shape));
  add(previous);
  add(tags);
  add(mix(here.word, previous));
  add(mix(here.shape, tags));
  add(mix(before.word, previous));
  add(mix(here.known * 512 + here.shape, previous));
}
