import { find } from '../../lambda/text/find.ts';
import type { Finding } from '../../lambda/text/finding.ts';
import type { Labelled } from './labelled.ts';
import { compare, scoreOf, sum } from './score.ts';
import type { Counts, Score, Span } from './score.ts';

/** A street is labelled as a location in some sets and as an address in others. */
const merged = (type: string): string => (type === 'postal-address' ? 'location' : type);
/** Labelled in the sets, and nothing that the engine looks for. */
const notSought = new Set(['date']);

/** Types that have a form or a check, against those that a person recognises by meaning. */
export const named = ['person', 'location', 'organisation'] as const;

export interface Accuracy {
  readonly byType: ReadonlyMap<string, Score>;
  readonly structured: Score;
}

/** How well the types that a set labels are found in it. */
export function accuracyOf(
  texts: readonly Labelled[],
  finder: (text: string) => readonly Finding[] = find,
): Accuracy {
  const labelled = new Set(texts.flatMap(({ spans }) => spans.map(({ type }) => merged(type))));
  const counts = new Map<string, Counts[]>(
    [...labelled].filter((type) => !notSought.has(type)).map((type) => [type, []]),
  );
  for (const { text, spans, ignore } of texts) {
    const gold = spans.map(asMerged);
    const predicted = finder(text)
      .map(asMerged)
      .filter((each) => !ignore.some((other) => each.start < other.end && other.start < each.end));
    for (const [type, list] of counts) {
      const of = (span: Span): boolean => span.type === type;
      list.push(compare(gold.filter(of), predicted.filter(of)));
    }
  }
  const isNamed = (type: string): boolean => named.some((each) => each === type);
  const structured = [...counts].filter(([type]) => !isNamed(type)).flatMap(([, list]) => list);
  return {
    byType: new Map([...counts].map(([type, list]) => [type, scoreOf(sum(list))])),
    structured: scoreOf(sum(structured)),
  };
}

const asMerged = ({ type, start, end }: Span): Span => ({ type: merged(type), start, end });
