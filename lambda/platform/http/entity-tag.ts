import { createHash } from 'node:crypto';

/** `If-Match` of a request: the tags it names, or `any` for `*` (RFC 9110 section 13.1.1). */
export type IfMatch = 'any' | readonly string[];

const list = /^(W\/)?"[\x21\x23-\x7e]*"([ \t]*,[ \t]*(W\/)?"[\x21\x23-\x7e]*")*$/;

/** Returns undefined for an invalid list of entity tags. */
export function parseIfMatch(header: string): IfMatch | undefined {
  const text = header.trim();
  if (text === '*') return 'any';
  return list.test(text) ? (text.match(/(W\/)?"[^"]*"/g) ?? undefined) : undefined;
}

/** Strong comparison: a weak tag matches nothing. */
export const matches = (ifMatch: IfMatch, etag: string): boolean =>
  ifMatch === 'any' || ifMatch.includes(etag);

/**
 * A strong entity tag for JSON whose names are in a fixed order. `state` must not contain personal
 * data: for encrypted content, use its version number.
 */
export const entityTagOf = (state: unknown): string =>
  `"${createHash('sha256').update(JSON.stringify(state)).digest('base64url').slice(0, 22)}"`;
