import { languageOf } from '../app/language.tsx';
import type { Words } from '../languages/en/console.ts';

/** One folder per language: what has its words is offered. */
const files = import.meta.glob<{ readonly words: Words }>('../languages/*/console.ts');

export const { LanguageProvider, useLanguage } = languageOf<Words>(
  Object.fromEntries(
    Object.entries(files).map(([path, load]) => [
      path.replace(/^.*\/(.+)\/console\.ts$/, '$1'),
      async () => (await load()).words,
    ]),
  ),
);
