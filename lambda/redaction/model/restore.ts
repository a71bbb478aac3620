import type { TextType } from '../../value/text-types.ts';
import type { Written } from './pseudonym.ts';
import { replaceFound } from '../../value/replace-found.ts';

interface Restored {
  readonly content: string;
  /** Pseudonyms that were turned back. */
  readonly count: number;
}

/** @param values by token; a pseudonym of another type than its value is made up, so it stays */
export function restoreWith(
  content: string,
  written: readonly Written[],
  values: ReadonlyMap<string, { readonly type: TextType; readonly value: string }>,
): Restored {
  const known = written.flatMap(({ type, token, start, end }) => {
    const found = values.get(token);
    return found?.type === type ? [{ start, end, value: found.value }] : [];
  });
  return { content: replaceFound(content, known, ({ value }) => value), count: known.length };
}
