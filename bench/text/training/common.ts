import { segmentsOf, shapes } from '../../../lambda/text/names/tokens.ts';
import type { Example } from './examples.ts';

const least = 3;

/** Words that texts have in lower case outside names: with a capital they begin a sentence more often than a name. */
export function commonWords(examples: readonly Example[]): string[] {
  const counts = new Map<string, number>();
  for (const { text, spans } of examples) {
    for (const { tokens, casing } of segmentsOf(text, { start: 0, end: text.length })) {
      if (casing !== 'usual') continue;
      for (const { word, shape, start, end } of tokens) {
        if (shape !== shapes.lower || spans.some((span) => span.start < end && start < span.end))
          continue;
        counts.set(word, (counts.get(word) ?? 0) + 1);
      }
    }
  }
  return [...counts].filter(([, count]) => count >= least).map(([word]) => word);
}

/** All words of texts without names: German writes every noun with a capital. */
export const wordsOf = (examples: readonly Example[]): string[] => [
  ...new Set(
    examples.flatMap(({ text }) =>
      [...segmentsOf(text, { start: 0, end: text.length })].flatMap(({ tokens }) =>
        tokens.filter(({ shape }) => shape !== shapes.sign).map(({ word }) => word),
      ),
    ),
  ),
];
