import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { canonicalJson, sha256Hex } from '../value/canonical.ts';
import type { Policy } from './schema.ts';
import { policyVersion, sealed } from './version.ts';

const fileName = 'policy.json';
let bundled: Policy | undefined;

/** The text of `policy.json`, which synth puts beside each bundle. */
export const compilePolicy = (policy: Policy): string => canonicalJson(policy);

/**
 * The policy that was compiled beside the running bundle; read once.
 *
 * @throws PolicyNotBundledError when it is missing or is not what its version says
 */
export function bundledPolicy(): Policy {
  bundled ??= readCompiled(join(import.meta.dirname, fileName));
  return bundled;
}

/** @throws PolicyNotBundledError */
export function readCompiled(path: string): Policy {
  try {
    const text = readFileSync(path, 'utf8');
    // The hash vouches for the shape: only the loader, which checks it, writes one.
    const policy = JSON.parse(text) as Policy;
    if (isVersionOf(text, policy)) return sealed(policy);
  } catch (cause) {
    throw new PolicyNotBundledError('cannot be read', { cause });
  }
  throw new PolicyNotBundledError('is not what its version says');
}

/** As it was written the text is canonical: then the hash is that of the text without its version. */
function isVersionOf(text: string, policy: Policy): boolean {
  const { version } = policy;
  const content = text.replace(`,"version":${JSON.stringify(version)}`, '');
  return version === `sha256:${sha256Hex(content)}` || version === policyVersion(policy);
}

/** `policy.json` beside the bundle is missing or was changed: deploy again from the source. */
export class PolicyNotBundledError extends Error {
  override readonly name = 'PolicyNotBundledError';

  constructor(what: string, options?: ErrorOptions) {
    super(`${fileName} beside the bundle ${what}: synthesize and deploy again`, options);
  }
}
