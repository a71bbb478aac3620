import {
  factsOf,
  featureBits,
  featureCount,
  features,
} from '../../../lambda/text/names/features.ts';
import type { Facts } from '../../../lambda/text/names/features.ts';
import {
  firstOf,
  mayFollow,
  nameTypes,
  nextOf,
  outside,
  tagCount,
} from '../../../lambda/text/names/tags.ts';
import type { Segment, Token } from '../../../lambda/text/names/tokens.ts';
import { segmentsOf } from '../../../lambda/text/names/tokens.ts';
import type { Example } from './examples.ts';
import type { Random } from './random.ts';

interface Sample {
  readonly tokens: readonly Token[];
  readonly facts: readonly Facts[];
  readonly tags: Uint8Array;
}

const noList = new Uint8Array(0);

/** Segments with their features and tags. */
export function samplesOf(examples: readonly Example[], list: Uint8Array): Sample[] {
  return examples.flatMap((example) =>
    [...segmentsOf(example.text, { start: 0, end: example.text.length })].map((segment) => ({
      tokens: segment.tokens,
      facts: factsOf(segment, example.withoutLists === true ? noList : list),
      tags: tagsOf(segment, example),
    })),
  );
}

function tagsOf({ tokens }: Segment, { spans }: Example): Uint8Array {
  let last: Example['spans'][number] | undefined;
  return Uint8Array.from(tokens, ({ start, end }) => {
    const span = spans.find((each) => each.start < end && start < each.end);
    const isNext = span !== undefined && span === last;
    last = span;
    if (span === undefined) return outside;
    const type = nameTypes.indexOf(span.type);
    return isNext ? nextOf(type) : firstOf(type);
  });
}

export interface Training {
  readonly epochs: number;
  /** By how much the right tag is to win: over another name, over none, and none over a name. */
  readonly margin: { readonly name: number; readonly missed: number; readonly invented: number };
}

/** The averaged perceptron (Collins 2002) with margins: weights for each feature and tag. */
export function train(
  samples: Sample[],
  { epochs, margin }: Training,
  random: Random,
): Float64Array {
  const weights = new Float64Array(tagCount * 2 ** featureBits);
  const sums = new Float64Array(weights.length);
  const rows = new Int32Array(featureCount);
  let step = 1;
  const change = (tag: number, by: number): void => {
    for (const row of rows) {
      const at = row * tagCount + tag;
      weights[at] = (weights[at] ?? 0) + by;
      sums[at] = (sums[at] ?? 0) + by * step;
    }
  };
  for (let epoch = 0; epoch < epochs; epoch += 1) {
    shuffle(samples, random);
    for (const { tokens, facts, tags } of samples) {
      let [previous, beforeThat] = [outside, outside];
      for (const [index, right] of tags.entries()) {
        step += 1;
        if (previous === outside && right === outside && facts[index]?.isPlain === true) {
          beforeThat = outside;
          continue;
        }
        features(rows, tokens, facts, { index, previous, beforeThat });
        const scores = scoresOf(rows, weights);
        const { best, rival } = choose(scores, { right, previous, margin });
        if (rival !== undefined) {
          change(right, 1);
          change(rival, -1);
        }
        [beforeThat, previous] = [previous, best];
      }
    }
  }
  return weights.map((weight, at) => weight - (sums[at] ?? 0) / step);
}

function scoresOf(rows: Int32Array, weights: Float64Array): Float64Array {
  const scores = new Float64Array(tagCount);
  for (const row of rows) {
    for (let tag = 0; tag < tagCount; tag += 1) {
      scores[tag] = (scores[tag] ?? 0) + (weights[row * tagCount + tag] ?? 0);
    }
  }
  return scores;
}

/** The tag that wins, and the one that comes too close to the right one, if any does. */
function choose(
  scores: Float64Array,
  {
    right,
    previous,
    margin,
  }: { readonly right: number; readonly previous: number; readonly margin: Training['margin'] },
): { readonly best: number; readonly rival: number | undefined } {
  let [rival, most]: [number | undefined, number] = [undefined, scores[right] ?? 0];
  let [best, highest] = [outside, -Infinity];
  for (const [tag, score] of scores.entries()) {
    if (!mayFollow(tag, previous)) continue;
    if (score > highest) [best, highest] = [tag, score];
    const wanted =
      right === outside ? margin.invented : tag === outside ? margin.missed : margin.name;
    if (tag !== right && score + wanted > most) [rival, most] = [tag, score + wanted];
  }
  return { best, rival };
}

function shuffle(items: Sample[], { next }: Random): void {
  for (let at = items.length - 1; at > 0; at -= 1) {
    const other = Math.floor(next() * (at + 1));
    const [one, two] = [items[at], items[other]];
    if (one !== undefined && two !== undefined) [items[at], items[other]] = [two, one];
  }
}
