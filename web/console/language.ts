import { languageOf } from '../app/language.tsx';
import type { Words } from './words/en.ts';

/** One file per language: what is in the folder is offered. */
const files = import.meta.glob<{ readonly words: Words }>('./words/*.ts');

export const { LanguageProvider, useLanguage } = languageOf<Words>(
  Object.fromEntries(
    Object.entries(files).map(([path, load]) => [
      path.replace(/^.*\/(.+)\.ts$/, '$1'),
      async () => (await load()).words,
    ]),
  ),
);
