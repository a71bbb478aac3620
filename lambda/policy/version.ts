import { canonicalJson, sha256Hex } from '../value/canonical.ts';
import type { Policy } from './schema.ts';

/**
 * Hash of everything that the policy says: equal meaning, equal version, whatever the order of
 * keys, the comments or the line endings of the files.
 */
export function policyVersion(policy: Omit<Policy, 'version'>): string {
  // `version` itself is undefined here, so that it does not enter its own hash.
  return `sha256:${sha256Hex(canonicalJson({ ...policy, version: undefined }))}`;
}

/** @param texts Markdown by locale, with `\n` line endings */
export const noticeVersionOf = (texts: Readonly<Record<string, string>>): string =>
  sha256Hex(canonicalJson(texts)).slice(0, 16);

/**
 * Frozen, and without inherited properties, so that looking up `constructor` or `__proto__` as an
 * id finds nothing.
 */
export function sealed<Value>(value: Value): Value {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return Object.freeze(value.map(sealed)) as Value;
  const bare = Object.create(null) as Record<string, unknown>;
  for (const [key, member] of Object.entries(value)) {
    Object.defineProperty(bare, key, { value: sealed(member), enumerable: true });
  }
  return Object.freeze(bare) as Value;
}
