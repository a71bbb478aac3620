import { basesOf } from '../../lambda/policy/basis-vocabulary.ts';
import type { Declared } from '../../lambda/policy/basis-vocabulary.ts';
import { pairs } from '../../lambda/policy/leaves.ts';
import type { CivilDate } from '../../lambda/policy/periods.ts';
import type { Finding } from './problem.ts';
import type { Policy } from '../../lambda/policy/schema.ts';

/**
 * What a policy cannot do to data that was collected under the deployed one: GDPR Art. 6(1)(a), EDPB
 * Guidelines 05/2020 paragraphs 121 to 123. What people gave on their consent stays on it.
 *
 * @param today from which day on the next policy can be in force
 */
export const deployFindings = (deployed: Policy, next: Policy, today: CivilDate): Finding[] =>
  pairs(deployed.purposes, next.purposes).common.flatMap(([id, before, after]) =>
    basesOf(before).flatMap(([jurisdiction, old]) => {
      const now = after.legalBasis[jurisdiction];
      if (now === undefined) return [];
      const consentUntil = onConsentUntil(old, today);
      if (consentUntil === undefined || isOnConsent(now, consentUntil)) return [];
      return [
        {
          path: ['purposes', id, 'legalBasis', jurisdiction],
          message: `Data collected on consent before ${consentUntil} would rest on \`${now.basis}\` without any agreement.`,
          remedy: `Add effectiveFrom: ${consentUntil} or later, and previous: {basis: consent}; or keep the consent.`,
        },
      ];
    }),
  );

/** Until when data was collected that rests on consent; undefined where none does. */
function onConsentUntil(
  { basis, previous, effectiveFrom }: Declared,
  today: CivilDate,
): CivilDate | undefined {
  if (basis === 'consent') return today;
  return previous?.basis === 'consent' ? effectiveFrom : undefined;
}

const isOnConsent = (
  { basis, previous, effectiveFrom }: Declared,
  collectedBefore: CivilDate,
): boolean =>
  basis === 'consent' ||
  (previous?.basis === 'consent' &&
    effectiveFrom !== undefined &&
    effectiveFrom >= collectedBefore);
