import type { Candidate } from '../candidate.ts';
import type { Span } from '../prose.ts';
import { factsOf, featureCount, features, hashOf, known, knownAt } from './features.ts';
import type { Model } from './model.ts';
import { isFirst, mayFollow, nameTypes, outside, tagCount, typeOf } from './tags.ts';
import type { Segment, Token } from './tokens.ts';
import { segmentsOf, shapes } from './tokens.ts';

/** Names in the parts of a text that people wrote. */
export function* namesIn(text: string, spans: readonly Span[], model: Model): Generator<Candidate> {
  for (const span of spans) {
    for (const segment of segmentsOf(text, span)) yield* namesOf(segment, model);
  }
}

function* namesOf(segment: Segment, model: Model): Generator<Candidate> {
  const { tokens } = segment;
  if (tokens.filter(isWord).length === 1 && !tokens.some((each) => isKnown(each, model))) return;
  const { tags, margins } = tagsOf(segment, model);
  for (let first = 0; first < tokens.length; first += 1) {
    const tag = tags[first] ?? outside;
    const type = nameTypes[typeOf(tag)];
    if (tag === outside || type === undefined) continue;
    let [last, least] = [first, margins[first] ?? 0];
    while (
      last + 1 < tokens.length &&
      goesOn(tags[last + 1] ?? outside, tag, isNear(tokens, last))
    ) {
      last += 1;
      least = Math.min(least, margins[last] ?? 0);
    }
    const [from, to]: readonly (Token | undefined)[] = [tokens[first], tokens[last]];
    if (from !== undefined && to !== undefined) {
      yield { type, start: from.start, end: to.end, score: scoreOf(least), source: 'tagger' };
    }
    first = last;
  }
}

const isWord = ({ shape }: Token): boolean => shape !== shapes.sign && shape !== shapes.line;

/** A word alone has no context: `Noted.` has a capital as `Anna.` has, but no list has it as a name. */
const isKnown = ({ word }: Token, { list }: Model): boolean =>
  ((list[knownAt(hashOf(word))] ?? 0) & ~known.common) !== 0;

/** Two names of a type with nothing but a space between them are one: `Marie Claire` `Dubois`. */
const goesOn = (tag: number, first: number, isNextWord: boolean): boolean =>
  tag !== outside && typeOf(tag) === typeOf(first) && (!isFirst(tag) || isNextWord);

const isNear = (tokens: readonly Token[], index: number): boolean =>
  (tokens[index + 1]?.start ?? 0) - (tokens[index]?.end ?? 0) === 1;

/** From 0.3 to 0.69: any rule with a check is surer. */
const scoreOf = (margin: number): number =>
  Math.round((0.3 + 0.39 * (1 - Math.exp(-margin / usualMargin))) * 100) / 100;

/** By how much a clear name wins. */
const usualMargin = 160;

/** The best tag of each token, from left to right, and how much better it was than none. */
export function tagsOf(
  segment: Segment,
  { weights, list }: Model,
): { readonly tags: Uint8Array; readonly margins: Float64Array } {
  const { tokens } = segment;
  const facts = factsOf(segment, list);
  const tags = new Uint8Array(tokens.length);
  const margins = new Float64Array(tokens.length);
  const scores = new Int32Array(tagCount);
  const rows = new Int32Array(featureCount);
  let [previous, beforeThat] = [outside, outside];
  for (let index = 0; index < tokens.length; index += 1) {
    let best = outside;
    if (previous !== outside || facts[index]?.isPlain === false) {
      features(rows, tokens, facts, { index, previous, beforeThat });
      addUp(scores, rows, weights);
      const none = scores[outside] ?? 0;
      let most = none;
      for (let tag = 1; tag < tagCount; tag += 1) {
        const score = scores[tag] ?? 0;
        if (score > most && mayFollow(tag, previous)) [best, most] = [tag, score];
      }
      margins[index] = most - none;
    }
    tags[index] = best;
    [beforeThat, previous] = [previous, best];
  }
  return { tags, margins };
}

function addUp(scores: Int32Array, rows: Int32Array, weights: Int8Array): void {
  scores.fill(0);
  for (let kind = 0; kind < featureCount; kind += 1) {
    const row = (rows[kind] ?? 0) * tagCount;
    for (let tag = 0; tag < tagCount; tag += 1) {
      scores[tag] = (scores[tag] ?? 0) + (weights[row + tag] ?? 0);
    }
  }
}
