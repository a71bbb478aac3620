import { createHash } from 'node:crypto';
import type { TargetKey } from './connector-targets.ts';

/**
 * IAM: a role name has at most 64 characters. Of these the longest deployment and Region leave 25
 * (`functionRoleName`).
 */
const maximumNameLength = 25;

/** `system:crm` → `system-crm`. A longer id is shortened, and its hash keeps it unique. */
export function connectorFunctionName(key: TargetKey): string {
  const name = key.replace(':', '-');
  if (name.length <= maximumNameLength) return name;
  const digest = createHash('sha256').update(key).digest('hex').slice(0, 6);
  return `${name.slice(0, maximumNameLength - 7).replace(/-$/, '')}-${digest}`;
}
