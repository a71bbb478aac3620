import type { JurisdictionId, Policy } from '../../policy/schema.ts';
import type { Circumstances, StoredState } from './consent.ts';
import { consentStanding, statedIn } from './consent.ts';
import { despiteSignal } from './signal.ts';

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

/** Whether the person is opted out: a consent that lapsed leaves the opt-out that came before it. */
export const isOptedOut = (stored: StoredState, person: Circumstances): boolean =>
  stored.state === 'given'
    ? stored.afterNo === true && consentStanding(stored, person).state !== 'given'
    : true;

/** 11 CCR 7025(c)(3): who is informed of the conflict with a signal consents by itself. */
export const isInSteps = (
  method: string | undefined,
  { bySignal, despiteSignal: despite }: Pick<StoredState, 'bySignal' | 'despiteSignal'>,
): boolean =>
  method === twoSteps || (method === despiteSignal && (bySignal === true || despite === true));
