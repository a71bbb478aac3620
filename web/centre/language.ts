import { languageOf } from '../app/language.tsx';
import type { Words } from '../languages/en/centre.ts';

/** One folder per language: what has its words is offered. */
const files = import.meta.glob<{ readonly words: Words }>('../languages/*/centre.ts');

export const { LanguageProvider, useLanguage } = languageOf<Words>(
  Object.fromEntries(
    Object.entries(files).map(([path, load]) => [
      path.replace(/^.*\/(.+)\/centre\.ts$/, '$1'),
      async () => (await load()).words,
    ]),
  ),
);
