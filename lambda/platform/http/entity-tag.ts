import { createHash } from 'node:crypto';

/** `If-Match` of a request: the tags it names, or `any` for `*` (RFC 9110 section 13.1.1). */
export type IfMatch = 'any' | readonly string[];

const list = /^(W\/)?"[\x21\x23-\x7e]*"([ \t]*,[ \t]*(W\/)?"[\x21\x23-\x7e]*")*$/;

/** Returns undefined for what is not a list of entity tags. */
export function parseIfMatch(header: string): IfMatch | undefined {
  const text = header.trim();
  if (text === '*') return 'any';
  return list.test(text) ? (text.match(/(W\/)?"[^"]*"/g) ?? undefined) : undefined;
}

/** Tags are compared strongly: a weak one matches nothing. */
export const matches = (ifMatch: IfMatch, etag: string): boolean =>
  ifMatch === 'any' || ifMatch.includes(etag);

/**
 * A strong entity tag for JSON whose names are in a fixed order. Keep personal data out of
 * `state`: where it is encrypted, the number of its version represents it.
 */
export const entityTagOf = (state: unknown): string =>
  `"${createHash('sha256').update(JSON.stringify(state)).digest('base64url').slice(0, 22)}"`;
