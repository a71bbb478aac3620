/**
 * What a code of the API means; the code itself where a newer API has one that these words do not.
 * The types say that there is a word for each, as of the version that the pages were built with.
 */
export const wordOf = (words: Readonly<Record<string, string>>, code: string): string =>
  words[code] ?? code;

export const isKnown = (words: Readonly<Record<string, unknown>>, code: string): boolean =>
  Object.hasOwn(words, code);
