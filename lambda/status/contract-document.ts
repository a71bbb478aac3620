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
 * The document that synth puts beside the running bundle.
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

/** `openapi.json` is missing beside the bundle: a defect of the deployment, met at cold start. */
export class ContractNotBundledError extends Error {
  override readonly name = 'ContractNotBundledError';

  constructor(cause: unknown) {
    super('openapi.json beside the bundle cannot be read: synthesize and deploy again', { cause });
  }
}
