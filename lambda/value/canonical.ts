import canonicalize from 'canonicalize';
import { createHash } from 'node:crypto';

/**
 * The canonical JSON of RFC 8785, so that equal values have equal hashes.
 *
 * @throws CanonicalError for values that JSON does not have: undefined, functions, NaN, lone
 * surrogates
 */
export function canonicalJson(value: unknown): string {
  const text = canonicalOrUndefined(value);
  if (text === undefined) throw new CanonicalError();
  return text;
}

function canonicalOrUndefined(value: unknown): string | undefined {
  try {
    return canonicalize(value);
  } catch (cause) {
    throw new CanonicalError({ cause });
  }
}

/** SHA-256 as 64 lower-case hex digits; text is hashed as UTF-8. */
export const sha256Hex = (data: string | Uint8Array): string =>
  createHash('sha256').update(data).digest('hex');

/** A value that JSON does not have: a defect of the calling code; input is checked before. */
export class CanonicalError extends Error {
  override readonly name = 'CanonicalError';

  constructor(options?: ErrorOptions) {
    super('the value has no canonical JSON form', options);
  }
}
