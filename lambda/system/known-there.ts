import { connectorTargets } from '../policy/connector-targets.ts';
import { usedIdentifiers } from '../policy/connectors/known-by.ts';
import { issuersOfIds } from '../policy/id-issuers.ts';
import type { Policy } from '../policy/schema.ts';
import type { TaskKey } from '../request/model/task.ts';
import type { PersonIdentifier } from './model/connector.ts';

export interface KnownThereDependencies {
  readonly policy: Pick<Policy, 'systems' | 'recipients'>;
  /** Issuers at which people sign in to this deployment. */
  readonly signIns: readonly string[];
}

/**
 * The identifiers that name the person, and no one else, at a system or recipient: of the types that it
 * finds people by, and of the issuer whose ids it has. A connector compares values alone.
 *
 * @returns undefined where the policy does not say whose ids it has: nothing may be sent
 */
export function knownThere(
  { policy, signIns }: KnownThereDependencies,
  key: TaskKey,
  identifiers: readonly PersonIdentifier[],
): readonly PersonIdentifier[] | undefined {
  const target = connectorTargets(policy).find((each) => each.key === key);
  if (target === undefined) return undefined;
  const known: PersonIdentifier[] = [];
  for (const type of usedIdentifiers(target.connector)) {
    const issuers = issuersOfIds(type, target.issuer, signIns);
    if (issuers === undefined) return undefined;
    known.push(
      ...identifiers.filter((each) => each.type === type && issuers.includes(each.issuer)),
    );
  }
  return known;
}
