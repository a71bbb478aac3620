import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { canonicalJson } from '../platform/canonical.ts';
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
  let policy: Policy;
  try {
    // Only what the loader has checked carries the hash that is compared below.
    policy = JSON.parse(readFileSync(path, 'utf8')) as Policy;
  } catch (cause) {
    throw new PolicyNotBundledError('cannot be read', { cause });
  }
  if (policyVersion(policy) !== policy.version) {
    throw new PolicyNotBundledError('is not what its version says');
  }
  return sealed(policy);
}

/** `policy.json` beside the bundle is missing or was changed: deploy again from the source. */
export class PolicyNotBundledError extends Error {
  override readonly name = 'PolicyNotBundledError';

  constructor(what: string, options?: ErrorOptions) {
    super(`${fileName} beside the bundle ${what}: synthesize and deploy again`, options);
  }
}
