import { parseExactly } from './json-number.ts';
import { faultOfJsonText, maximumDepth } from './json-text.ts';
import { faultOfJsonValue } from './json-value.ts';
import type { ProblemDetail } from './problem.ts';

export type ParsedJson =
  | { readonly kind: 'read'; readonly value: unknown }
  | { readonly kind: 'invalid'; readonly detail: ProblemDetail };

/** Parses JSON that every parser reads the same way. */
export function readJson(text: string): ParsedJson {
  const fault = faultOfJsonText(text);
  if (fault === 'too-deep') return rejected(`nest at most ${maximumDepth} levels`);
  let value: unknown;
  try {
    value = parseExactly(text);
  } catch {
    return rejected('send well-formed JSON without a byte order mark');
  }
  if (fault === 'repeated-name') return rejected('send each field once');
  const detail = faultOfJsonValue(value);
  return detail === undefined ? { kind: 'read', value } : { kind: 'invalid', detail };
}

const rejected = (message: string): ParsedJson => ({
  kind: 'invalid',
  detail: { pointer: '', message },
});
