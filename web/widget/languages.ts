import { wordsDe } from './words-de.ts';
import { wordsEn } from './words-en.ts';
import type { Words } from './words.ts';

const known = new Map<string, Words>([wordsEn, wordsDe].map((words) => [words.language, words]));

/** Adds a language, or replaces the words of one, for elements that are added afterwards. */
export function addWords(words: Words): void {
  known.set(words.language.toLowerCase(), words);
}

/** The words for a locale such as `de-AT`: of that, else of its language, else English. */
export function wordsFor(locale: string): Words {
  for (const tag of tagsOf(locale)) {
    const words = known.get(tag.toLowerCase());
    if (words !== undefined) return words;
  }
  return wordsEn;
}

/** Shorter and shorter tags of a locale: `de-Latn-AT`, `de-Latn`, `de` (RFC 4647 section 3.4). */
export function tagsOf(locale: string): readonly string[] {
  const parts = locale.split('-');
  return parts.map((_, index) => parts.slice(0, parts.length - index).join('-'));
}
