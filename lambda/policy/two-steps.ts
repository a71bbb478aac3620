import type { JurisdictionId, Policy } from './schema.ts';
import { statedIn } from './stated-bases.ts';

/** Asked for, then confirmed separately. */
export const twoSteps = 'two-step-confirmation';

/**
 * Whether a law asks for two steps to opt in to a purpose after opting out of it: a fact of
 * `jurisdictions.yaml`, with the opt-outs that it is about. 11 CCR 7028(a) names sale, sharing and
 * sensitive data; for automated decisions 11 CCR 7221 has no such rule.
 */
export const asksTwoSteps = (
  policy: Pick<Policy, 'purposes' | 'law'>,
  purpose: string,
  jurisdictions: readonly JurisdictionId[],
): boolean =>
  jurisdictions.some((jurisdiction) => {
    const scope = policy.law[jurisdiction]?.optInAgain?.scope ?? [];
    return statedIn(policy, purpose, jurisdiction).some(
      ({ basis, optOut = 'opt-out-sale-share' }) => basis === 'opt-out' && scope.includes(optOut),
    );
  });
