import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The OpenAPI document as it is served. */
export interface ContractDocument {
  readonly text: string;
  readonly etag: string;
}

export const contractDocument = (text: string): ContractDocument => ({
  text,
  etag: `"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"`,
});

/**
 * The document that the synthesis puts next to the bundle.
 *
 * @throws ContractNotBundledError
 */
export function bundledContract(): ContractDocument {
  try {
    return contractDocument(readFileSync(join(import.meta.dirname, 'openapi.json'), 'utf8'));
  } catch (cause) {
    throw new ContractNotBundledError(cause);
  }
}

/** `openapi.json` is missing in the bundle: a defect of the deployment, found at cold start. */
export class ContractNotBundledError extends Error {
  override readonly name = 'ContractNotBundledError';

  constructor(cause: unknown) {
    super('openapi.json next to the bundle cannot be read: synthesize and deploy again', { cause });
  }
}
