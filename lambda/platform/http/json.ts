import { parseExactly } from './json-number.ts';
import { faultOfJsonText, maximumDepth } from './json-text.ts';
import { faultOfJsonValue } from './json-value.ts';
import type { ProblemDetail } from './problem.ts';

export type ParsedJson =
  | { readonly kind: 'read'; readonly value: unknown }
  | { readonly kind: 'refused'; readonly detail: ProblemDetail };

/** Parses JSON that every parser reads the same way. */
export function readJson(text: string): ParsedJson {
  const fault = faultOfJsonText(text);
  if (fault === 'too-deep') return refused(`nest at most ${maximumDepth} levels`);
  let value: unknown;
  try {
    value = parseExactly(text);
  } catch {
    return refused('send well-formed JSON without a byte order mark');
  }
  if (fault === 'repeated-name') return refused('send each field once');
  const detail = faultOfJsonValue(value);
  return detail === undefined ? { kind: 'read', value } : { kind: 'refused', detail };
}

const refused = (message: string): ParsedJson => ({
  kind: 'refused',
  detail: { pointer: '', message },
});
